package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.function.ThrowingFunction;

/** The portal's own database, locked, full, read-only, used up and gone: nothing is half done, and it goes on by itself. */
@PortalTest
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestPropertySource(
        properties = {
            "spring.datasource.username=",
            "spring.datasource.hikari.connection-timeout=1000",
            "spring.datasource.hikari.maximum-pool-size=6",
            "spring.datasource.hikari.data-source-properties.options=-c lock_timeout=500ms -c statement_timeout=5s",
            "portal.limit.strangers=60",
            "portal.limit.changes=30",
            "portal.limit.checks=3",
            "portal.limit.costly=8",
            "portal.limit.calls=40",
            "portal.limit.writes=20"
        })
class OwnFaultTests {

    private static final String AUTHORING = "/sandboxes/prod/authoring";
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static String url;
    private static String name;

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    HikariDataSource pool;

    @Autowired
    JdbcTemplate jdbc;

    private final JdbcTemplate server = new JdbcTemplate(TestDatabases.POSTGRESQL.dataSource());
    private Upstream upstream;
    private Wire engineer;
    private ApiCaller pipeline;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry settings) {
        url = TestDatabases.POSTGRESQL.emptyDatabase();
        name = url.replaceAll(".*/|\\?.*", "");
        settings.add("spring.datasource.url", () -> url);
    }

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        engineer = Wire.signedIn(port, "engineer");
        pipeline = new ApiCaller(port, Bearer.pipeline(environment));
    }

    @AfterEach
    void heal() {
        upstream.isWell();
        upstream.forget();
        pool.getHikariPoolMXBean().softEvictConnections();
        await().ignoreExceptions().atMost(Duration.ofSeconds(20)).until(() -> home().statusCode() == 200);
    }

    @Test
    void lockedRecordSendsNothingAndSaysSoInTime() throws SQLException {
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table activity in access exclusive mode");

            isToldAsPage(engineer.post("/s/prod/authoring", switchingOn()));
            isToldAsProblem(pipeline.post(AUTHORING, Map.of("autoTerminationMinutes", 15)));
            assertThat(upstream.seen("POST", Upstream.AUTHORING)).isEmpty();
            other.rollback();
        }
        assertThat(pipeline.post(AUTHORING, Map.of("autoTerminationMinutes", 15)).statusCode()).isEqualTo(202);
        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1);
    }

    /** The one lock that all writers share. */
    @Test
    void lockedLedgerSendsNothingLooksAtNothingAndLeavesNothingHalfDone() throws SQLException {
        String id = upstream.connectionId("prod", "Acme newsletter (Blob)");
        String path = "/s/prod/connections/" + id;
        Wire admin = Wire.signedIn(port, "admin");
        upstream.forget();
        int acts = acts();
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            other.createStatement().execute("select * from audit_head for update");

            isToldAsPage(engineer.post("/s/prod/authoring", switchingOn()));
            isToldAsProblem(pipeline.post(AUTHORING, Map.of("autoTerminationMinutes", 15)));
            isToldAsProblem(pipeline.post("/sandboxes/prod/requests", ApiCaller.wanted("while it is locked")));
            isToldAsPage(engineer.post(path + "/test", Map.of()));
            isToldAsPage(engineer.post(path + "/diagnosis", Map.of()));
            isToldAsProblem(pipeline.send("POST", "/sandboxes/prod/connections/" + id + "/test", null));
            isToldAsPage(engineer.get(path + "/explore"));
            isToldAsPage(admin.get("/audit?format=csv"));
            assertThat(home().statusCode()).isEqualTo(200);
            other.rollback();
        }
        assertThat(upstream.seen("POST", ".*")).isEmpty();
        assertThat(upstream.seen("GET", Upstream.CONNECTIONS + "/.*/(test|explore)")).isEmpty();
        assertThat(acts()).isEqualTo(acts);
        assertThat(jdbc.queryForObject(
                        "select count(*) from endpoint_request where name = 'while it is locked'", Integer.class))
                .isZero();

        assertThat(engineer.get(path + "/explore").statusCode()).isEqualTo(200);
        assertThat(admin.get("/audit?format=csv&event=SOURCE_EXPLORE").body().lines()).hasSize(2);
        assertThat(engineer.post("/s/prod/authoring", switchingOn()).statusCode()).isEqualTo(303);
        assertThat(acts()).isEqualTo(acts + 1);
    }

    private int acts() {
        return jdbc.queryForObject("select count(*) from activity", Integer.class);
    }

    @Test
    void lockedSessionsAreToldAndSignInAndStaticFilesAnswerMeanwhile() throws SQLException {
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table spring_session in access exclusive mode");

            HttpResponse<String> told = home();
            isToldAsPage(told);
            assertThat(Wire.page(told).select(".actions a").eachAttr("href")).contains("/s/prod/requests");
            assertThat(Wire.stranger(port).get("/sign-in").statusCode()).isEqualTo(200);
            assertThat(engineer.get("/assets/portal.css").statusCode()).isEqualTo(200);
            isToldAsPage(Wire.stranger(port).get("/oauth2/authorization/ims"));
            other.rollback();
        }
    }

    @Test
    void whoseComingCannotBeWrittenDownStaysAStranger() {
        jdbc.execute("create function broken_disk() returns trigger language plpgsql as "
                + "'begin raise exception ''could not write'' using errcode = ''58030''; end'");
        jdbc.execute("create trigger broken_disk before update on audit_head for each row execute function broken_disk()");
        int before = signIns();
        Visitor support;
        try {
            support = Visitor.signedIn(port, "support");
            assertThat(support.status()).isEqualTo(503);
        } finally {
            jdbc.execute("drop function broken_disk() cascade");
        }
        support.get("/s/prod/requests");
        assertThat(support.address()).endsWith("/sign-in");
        assertThat(signIns()).isEqualTo(before);
    }

    private int signIns() {
        return jdbc.queryForObject("select count(*) from sign_in", Integer.class);
    }

    @Test
    void readOnlyDatabaseSendsNothing(CapturedOutput output) {
        alter("set default_transaction_read_only = on");
        try {
            isToldAsProblem(pipeline.post(AUTHORING, Map.of("autoTerminationMinutes", 15)));
            isToldAsPage(engineer.post("/s/prod/authoring", switchingOn()));
            assertThat(upstream.seen("POST", Upstream.AUTHORING)).isEmpty();
            assertThat(output).contains("The database takes no changes");
        } finally {
            alter("reset default_transaction_read_only");
        }
    }

    @Test
    void fullDiskSendsNothingAndLeavesNothingHalfWritten(CapturedOutput output) {
        jdbc.execute("create function full_disk() returns trigger language plpgsql as "
                + "'begin raise exception ''could not extend file'' using errcode = ''53100''; end'");
        jdbc.execute("create trigger full_disk before insert on activity for each row execute function full_disk()");
        int before = requests();
        try {
            isToldAsProblem(pipeline.post(AUTHORING, Map.of("autoTerminationMinutes", 15)));
            isToldAsProblem(pipeline.post("/sandboxes/prod/requests", ApiCaller.wanted("on a full disk")));
            assertThat(upstream.seen("POST", ".*")).isEmpty();
            assertThat(requests()).isEqualTo(before);
            assertThat(output).contains("The database has no room left");
        } finally {
            jdbc.execute("drop function full_disk() cascade");
        }
        assertThat(pipeline.post("/sandboxes/prod/requests", ApiCaller.wanted("on a full disk")).statusCode()).isEqualTo(201);
    }

    private int requests() {
        return jdbc.queryForObject("select count(*) from endpoint_request", Integer.class);
    }

    @Test
    void noFreeConnectionIsToldInTime() throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                all.add(pool.getConnection());
            }
            isToldAsPage(home());
        } finally {
            for (Connection each : all) {
                each.close();
            }
        }
    }

    @Test
    void lostDatabaseIsToldOnceAndComesBackWithoutARestart(CapturedOutput output) {
        disconnect();
        try {
            isToldAsPage(home());
            isToldAsPage(engineer.post("/s/prod/authoring", switchingOn()));
            isToldAsProblem(pipeline.get("/sandboxes/prod/activity"));
            assertThat(Wire.stranger(port).get("/sign-in").statusCode()).isEqualTo(200);
            assertThat(engineer.get("/assets/portal.css").statusCode()).isEqualTo(200);
            assertThat(health("readiness")).isEqualTo(503);
            assertThat(health("liveness")).isEqualTo(200);
            assertThat(upstream.seen("POST", Upstream.AUTHORING)).isEmpty();
        } finally {
            reconnect();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> health("readiness") == 200);
        assertThat(home().statusCode()).isEqualTo(200);
        assertThat(output.getOut().split("The database does not answer", -1)).hasSizeLessThanOrEqualTo(2);
        assertThat(output).doesNotContain(" ERROR ", "\tat ");
        assertThat(pipeline.post("/sandboxes/prod/requests", ApiCaller.wanted("after the loss")).statusCode()).isEqualTo(201);
        await().until(() -> upstream.inbox("signed").stream()
                .anyMatch(notice -> notice.path("name").asString().equals("after the loss")));
    }

    /** Platform has done it, and the portal could not write that down. */
    @Test
    void outcomeThatCannotBeWrittenIsSettledWhenTheDatabaseIsBack() throws Exception {
        upstream.fails(Upstream.Fault.of("DELAY", "POST", Upstream.AUTHORING).with("delay", "1s").once());
        CompletableFuture<HttpResponse<String>> act =
                CompletableFuture.supplyAsync(() -> pipeline.post(AUTHORING, Map.of("autoTerminationMinutes", 42)));
        await().until(upstream::hasStruck);

        disconnect();
        HttpResponse<String> answer = act.get();
        reconnect();

        assertThat(answer.statusCode()).isIn(202, 503);
        await().ignoreExceptions().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select o.outcome from activity a join activity_outcome o on o.activity_id = a.id"
                                + " where a.facts like '%42%'",
                        String.class))
                .isEqualTo("DONE"));
        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1);
    }

    @Test
    void whoChecksTooOftenWaitsAndNobodyElse() {
        Wire eager = Wire.signedIn(port, "support");
        for (int i = 0; i < 3; i++) {
            assertThat(eager.post("/s/prod/check", Map.of()).statusCode()).isEqualTo(303);
        }

        HttpResponse<String> answer = eager.post("/s/prod/check", Map.of());

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(Wire.page(answer).select("h1").text()).isEqualTo("Too many requests");
        assertThat(eager.get("/s/prod").statusCode()).isEqualTo(200);
        assertThat(engineer.post("/s/prod/check", Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void whoChangesTooOftenWaitsInAnotherSessionTooAndNobodyElse() {
        Wire eager = Wire.signedIn(port, "support");
        Wire elsewhere = Wire.signedIn(port, "support");
        HttpResponse<String> last = repeated(() -> eager.post("/session", Map.of()), 303);

        for (HttpResponse<String> answer : List.of(last, repeated(() -> elsewhere.post("/session", Map.of()), 303))) {
            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        }
        assertThat(elsewhere.get("/s/prod").statusCode()).isEqualTo(200);
        assertThat(Wire.signedIn(port, "admin").post("/session", Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void whoReadsWhatCostsMuchTooOftenWaitsAndNobodyElse() {
        Wire eager = Wire.signedIn(port, "support");
        HttpResponse<String> last = repeated(() -> eager.get("/audit?format=csv"), 200);

        for (HttpResponse<String> answer : List.of(
                last,
                repeated(() -> eager.get("/s/prod/connections?format=csv"), 200),
                repeated(() -> eager.get("/s/prod/connections/none/explore"), 404))) {
            assertThat(answer.statusCode()).as(answer.uri().getPath()).isEqualTo(429);
            assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        }
        assertThat(eager.get("/audit").statusCode()).isEqualTo(200);
        assertThat(Wire.signedIn(port, "admin").get("/audit?format=csv").statusCode()).isEqualTo(200);
    }

    /** As long as the status is this one, and not for ever: a place comes free every few seconds. */
    private static HttpResponse<String> repeated(Supplier<HttpResponse<String>> asking, int status) {
        return Stream.generate(asking).limit(60).filter(answer -> answer.statusCode() != status).findFirst().orElseThrow();
    }

    @Test
    void strangersOfOneAddressWaitBeforeASessionIsMade() throws IOException {
        int before = sessions();
        List<String> answers = untilRefused(i -> statusFrom("127.0.0.2", i % 2 == 0 ? "/oauth2/authorization/ims" : "/s/prod"));

        assertThat(answers).hasSizeGreaterThanOrEqualTo(60).containsOnly("302");
        for (int i = 0; i < 10; i++) {
            answers.add(statusFrom("127.0.0.2", "/s/prod"));
        }
        assertThat(sessions() - before).isLessThanOrEqualTo(Collections.frequency(answers, "302"));
        assertThat(statusFrom("127.0.0.3", "/sign-in")).isEqualTo("200");
        assertThat(home().statusCode()).isEqualTo(200);
    }

    @Test
    void tokenThatCallsTooOftenWaitsAndNoOther() {
        ApiCaller eager = new ApiCaller(port, Bearer.of(environment, port, "support"));
        HttpResponse<String> last = eager.get("/sandboxes");
        for (int i = 0; i < 50 && last.statusCode() == 200; i++) {
            last = eager.get("/sandboxes");
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(ApiCaller.json(last).path("type").asString()).isEqualTo("/api#problem-too-many");
        assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(pipeline.get("/sandboxes").statusCode()).isEqualTo(200);
    }

    @Test
    void tokenThatWritesTooOftenWaitsStillReadsAndNoOtherWaits() {
        ApiCaller eager = new ApiCaller(port, Bearer.of(environment, port, "admin"));
        HttpResponse<String> answer = eager.post("/sandboxes/prod/connections/none/test", Map.of());
        for (int i = 0; i < 30 && answer.statusCode() == 404; i++) {
            answer = eager.post("/sandboxes/prod/connections/none/test", Map.of());
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(ApiCaller.json(answer).path("type").asString()).isEqualTo("/api#problem-too-many");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 61L);
        assertThat(eager.get("/sandboxes").statusCode()).isEqualTo(200);
        assertThat(pipeline.post("/sandboxes/prod/connections/none/test", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void addressThatSendsBadTokensWaitsAndNoOther() throws IOException {
        List<String> answers = untilRefused(
                i -> statusFrom("127.0.0.4", "/api/v1/sandboxes", "Authorization: Bearer " + (i % 2 == 0 ? "a.b.c" : "%%")));

        assertThat(answers).hasSizeGreaterThanOrEqualTo(60).containsOnly("401");
        assertThat(statusFrom("127.0.0.4", "/sign-in")).isEqualTo("200");
        assertThat(pipeline.get("/sandboxes").statusCode()).isEqualTo(200);
    }

    /** What was answered before, and not for ever. */
    private static List<String> untilRefused(ThrowingFunction<Integer, String> asking) {
        List<String> answers = new ArrayList<>();
        for (String answer = asking.apply(0); !answer.equals("429"); answer = asking.apply(answers.size())) {
            answers.add(answer);
            assertThat(answers).hasSizeLessThan(300);
        }
        return answers;
    }

    private int sessions() {
        return jdbc.queryForObject("select count(*) from spring_session", Integer.class);
    }

    private String statusFrom(String address, String path) throws IOException {
        return statusFrom(address, path, "Accept: text/html");
    }

    private String statusFrom(String address, String path, String header) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(address), 0)) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ", 3)[1];
        }
    }

    private void isToldAsPage(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(Wire.page(answer).select("h1").text()).isEqualTo("The portal cannot read or write its own records");
    }

    private static void isToldAsProblem(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(ApiCaller.json(answer).path("type").asString()).isEqualTo("/api#problem-not-ready");
    }

    private HttpResponse<String> home() {
        long begun = System.nanoTime();
        HttpResponse<String> answer = engineer.get("/s/prod/requests");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
        return answer;
    }

    private int health(String group) {
        return Wire.stranger(port).get("/actuator/health/" + group, "Accept", "*/*").statusCode();
    }

    private static Map<String, String> switchingOn() {
        return Map.of("preset", "15", "submission", UUID.randomUUID().toString());
    }

    private void disconnect() {
        server.execute("alter database " + name + " allow_connections false");
        terminate();
    }

    private void reconnect() {
        server.execute("alter database " + name + " allow_connections true");
    }

    private void alter(String how) {
        server.execute("alter database " + name + " " + how);
        terminate();
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    private void terminate() {
        server.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", row -> {}, name);
    }
}
