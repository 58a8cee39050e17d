package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.request.DyingPortal;
import org.privatelink.portal.request.DyingPortal.Point;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;

/**
 * A portal that is killed with requests at every point between decision and answer, and the next one, in a process of its
 * own too, that makes the best of it and is asked to end in the midst of its work.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class CrashTests {

    private static final int LAST = Integer.MAX_VALUE;
    /** Of the calls here: no act is taken as lost before. */
    private static final String LONGEST = "15s";
    private static final String REQUESTS = "/sandboxes/prod/requests";

    @TempDir
    static Path folder;

    private final JdbcClient postgres = JdbcClient.create(TestDatabases.POSTGRESQL.dataSource());
    private final String schema = "crash_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private final List<Process> processes = new ArrayList<>();
    /** With room for all of them: nothing is there yet. */
    private ConfigurableApplicationContext simulator;
    private MockEnvironment environment;
    private Upstream upstream;
    private int port;
    private String cookie;
    private String raised;
    private Process portal;
    private ApiCaller api;

    @BeforeAll
    void killOneAndStartTheNext() throws Exception {
        port = FreePort.any();
        simulator = new SpringApplicationBuilder().run(
                "--spring.profiles.active=simulator", "--server.port=0", "--simulator.data=", "--simulator.seed=false",
                "--simulator.portal-url=http://127.0.0.1:" + port);
        environment = new MockEnvironment().withProperty(
                "simulator.url", "http://localhost:" + simulator.getEnvironment().getRequiredProperty("local.server.port"));
        upstream = Upstream.of(environment);
        postgres.sql("create schema " + schema).update();
        Process dying = run(DyingPortal.class, settings("--portal.activity.presume-lost-after=1h",
                "--portal.request.look-every=1h", "--portal.notice.look-every=1h"));
        raised = awaitLine(DyingPortal.class, Pattern.compile(DyingPortal.READY + " (\\S+)"));
        cookie = Visitor.signedIn(port, "engineer").cookie("PORTALSESSION");
        upstream.fails(Fault.of("DELAY", "POST", Upstream.CONNECTORS).with("delay", "3s").once());
        dying.getOutputStream().write("now\n".getBytes(StandardCharsets.US_ASCII));
        dying.getOutputStream().flush();
        await().atMost(Duration.ofSeconds(60)).until(upstream::hasStruck);
        // That is kill -9.
        dying.destroyForcibly();
        assertThat(dying.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(dying.exitValue()).isEqualTo(137);

        endedSession();
        portal = run(PortalApplication.class, settings("--portal.activity.presume-lost-after=" + LONGEST,
                "--portal.request.look-every=200ms", "--portal.notice.look-every=500ms", "--portal.shutdown.drain=2s"));
        api = new ApiCaller(port, Bearer.pipeline(environment));
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(() -> isReady());
    }

    @AfterAll
    void tidy() {
        processes.forEach(Process::destroyForcibly);
        simulator.close();
    }

    @Test
    void killedAfterTheDecisionItIsSentByTheNextPortal() {
        awaitState(Point.DECIDED, "created");
        assertThat(there(Point.DECIDED)).hasSize(1);
    }

    @Test
    void killedBeforeTheAnswerItIsFoundByLooking() {
        awaitState(Point.SENT, "created");
        assertThat(there(Point.SENT)).hasSize(1);
    }

    @Test
    void killedWithTheAnswerInHandItIsFoundByLooking() {
        awaitState(Point.ANSWERED, "created");
        assertThat(there(Point.ANSWERED)).hasSize(1);
    }

    @Test
    void decisionsAndWhatWaitsForOneAreStillThere() {
        assertThat(request(Point.RAISED).path("state").asString()).isEqualTo("requested");
        assertThat(request(Point.RAISED).path("id").asString()).isEqualTo(raised);
        assertThat(request(Point.ANSWERED).path("decidedBy").asString()).isEqualTo("Ada");
        assertThat(request(Point.ANSWERED).path("comment").asString()).isEqualTo("fine");
    }

    @Test
    void whoWasSignedInStillIs() {
        HttpResponse<String> answer = asEngineer("/s/prod/requests/" + raised);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Wire.page(answer).text()).contains("Erin", "Arrivals every night");
    }

    @Test
    void sessionsThatHaveEndedAreDropped() {
        await().atMost(Duration.ofSeconds(20)).until(() -> sessions("primary_id = 'ended'") == 0);
        assertThat(sessions("expiry_time > 0")).isPositive();
    }

    private int sessions(String which) {
        return postgres.sql("select count(*) from " + schema + ".spring_session where " + which)
                .query(Integer.class)
                .single();
    }

    private void endedSession() {
        postgres.sql("insert into " + schema + ".spring_session (primary_id, session_id, creation_time,"
                        + " last_access_time, max_inactive_interval, expiry_time) values ('ended', 'ended', 0, 0, 60, 1)")
                .update();
    }

    @Test
    void noticesThatWereNotSentYetAreSent() {
        await().atMost(Duration.ofSeconds(20)).until(() -> upstream.inbox("signed").stream()
                .anyMatch(notice -> notice.path("event").asString().equals("raised")
                        && notice.path("name").asString().equals(Point.RAISED.title())));
    }

    /** Nobody can tell whether it had been sent, so only a person sends it again. After the others, whose calls are counted. */
    @Test
    @Order(LAST - 1)
    void killedAfterTheIntentItIsSentAgainByAPersonOnly() {
        Stream.of(Point.DECIDED, Point.SENT, Point.ANSWERED).forEach(point -> awaitState(point, "created"));
        awaitState(Point.INTENDED, "failed");
        assertThat(sent()).isEqualTo(3);
        assertThat(there(Point.INTENDED)).isEmpty();

        String path = "/s/prod/requests/" + request(Point.INTENDED).path("id").asString();
        Visitor admin = Visitor.signedIn(port, "admin");
        admin.get(path);
        admin.post(path + "/send", Map.of());

        awaitState(Point.INTENDED, "created");
        assertThat(sent()).isEqualTo(4);
        assertThat(there(Point.INTENDED)).hasSize(1);
    }

    /** Readiness goes first; a balancer that looks at it loses no answer, nor does a write that Platform takes its time for. */
    @Test
    @Order(LAST)
    void askedToEndItFinishesWhatItHasBegun() throws Exception {
        Ear ear = new Ear(port, cookie, "/s/prod/live?topic=endpoints&since=0");
        assertThat(ear.status()).isEqualTo(200);
        upstream.fails(Fault.of("DELAY", "POST", Upstream.CONNECTORS).with("delay", "9s").once());
        Wire admin = Wire.signedIn(port, "admin");
        CompletableFuture<HttpResponse<String>> write = CompletableFuture.supplyAsync(
                () -> admin.post("/s/prod/requests/" + raised + "/decision", Asking.approval(1)));
        await().until(upstream::hasStruck);
        List<Integer> answers = new CopyOnWriteArrayList<>();
        List<Thread> people = IntStream.range(0, 4).mapToObj(i -> new Thread(() -> useWhileReady(answers))).toList();
        people.forEach(Thread::start);
        await().until(() -> answers.size() > 10);

        Instant asked = Instant.now();
        portal.destroy();

        await().atMost(Duration.ofSeconds(5)).until(() -> !isReady());
        for (Thread person : people) {
            person.join(10_000);
        }
        assertThat(write.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(303);
        assertThat(portal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(portal.exitValue()).as(log(PortalApplication.class)).isZero();
        assertThat(answers).hasSizeGreaterThan(10).containsOnly(200);
        await().until(ear::hasEnded);
        assertThat(postgres.sql("select o.outcome from " + schema + ".activity a join " + schema
                                + ".activity_outcome o on o.activity_id = a.id where a.act = 'ENDPOINT_CREATE' and a.subject_name = ?")
                        .param(Point.RAISED.title())
                        .query(String.class)
                        .list())
                .containsExactly("DONE");
        assertThat(log(PortalApplication.class)).doesNotContain(" ERROR ");
    }

    private void useWhileReady(List<Integer> answers) {
        while (isReady()) {
            try {
                answers.add(asEngineer("/s/prod/requests").statusCode());
            } catch (RuntimeException dropped) {
                answers.add(0);
            }
        }
    }

    /** As a balancer asks. */
    private boolean isReady() {
        try {
            return Wire.stranger(port).get("/actuator/health/readiness", "Accept", "*/*").statusCode() == 200;
        } catch (RuntimeException gone) {
            return false;
        }
    }

    private HttpResponse<String> asEngineer(String path) {
        return Wire.stranger(port).get(path, "Cookie", "PORTALSESSION=" + cookie);
    }

    private void awaitState(Point point, String state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> request(point).path("state").asString().equals(state));
    }

    private JsonNode request(Point point) {
        return ApiCaller.json(api.get(REQUESTS)).path("items").valueStream()
                .filter(each -> each.path("name").asString().equals(point.title()))
                .findFirst()
                .orElseThrow();
    }

    private int sent() {
        return upstream.seen("POST", Upstream.CONNECTORS).size();
    }

    private List<JsonNode> there(Point point) {
        return upstream.endpoints("prod").stream()
                .filter(each -> each.path("name").asString().equals(point.title()))
                .toList();
    }

    private Process run(Class<?> main, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Quick to start, and ended before anything else would pay.
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(settings);
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(main.getSimpleName() + ".log").toFile())
                .start();
        processes.add(started);
        return started;
    }

    private String awaitLine(Class<?> main, Pattern line) {
        await().atMost(Duration.ofSeconds(90)).until(() -> line.matcher(log(main)).find()
                || processes.stream().noneMatch(Process::isAlive));
        Matcher found = line.matcher(log(main));
        assertThat(found.find()).as(log(main)).isTrue();
        return found.group(1);
    }

    private String log(Class<?> main) {
        try {
            return Files.readString(folder.resolve(main.getSimpleName() + ".log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    /** As the demo's portal, at the simulator of this test, on a database that keeps what it was told. */
    private List<String> settings(String... more) {
        String url = ((HikariDataSource) TestDatabases.POSTGRESQL.dataSource()).getJdbcUrl();
        Stream<String> all = Stream.of(
                "--spring.config.additional-location=classpath:/application-demo.yml",
                "--simulator.url=" + environment.getRequiredProperty("simulator.url"),
                "--simulator.token-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "--spring.datasource.url=" + url + "&currentSchema=" + schema,
                "--spring.datasource.username=",
                "--server.port=" + port,
                "--portal.watch.enabled=false",
                "--portal.activity.look-every=200ms",
                "--portal.activity.give-up-after=" + LONGEST,
                "--portal.request.try-again-after=1s");
        return Stream.concat(all, Stream.of(more)).toList();
    }
}
