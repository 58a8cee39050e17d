package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.privatelink.portal.Upstream.Fault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was asked for once happens at most once, and what became of it comes out. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class LostAnswerTests {

    private static final String FILE_SPEC = "be5ec48c-5b78-49d5-b8fa-7c89ec4569b8";
    private static final String LIST = Upstream.CONNECTIONS + "/?";
    private static final Fault NOTHING = Fault.of("DELAY", "GET", LIST).with("delay", "0ms").once();
    private static final Fault LISTS_FAIL = Fault.of("STATUS", "GET", LIST).with("status", 503);

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    private Upstream upstream;
    private Visitor visitor;
    private Wire engineer;
    private Wire admin;
    private Asking asking;
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        visitor = Visitor.signedIn(port, "engineer");
        engineer = Wire.of(port, visitor);
        admin = Wire.signedIn(port, "admin");
        asking = new Asking(engineer, admin);
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterEach
    void tidy() {
        upstream.isWell();
        for (String sandbox : List.of("prod", "dev")) {
            upstream.connections(sandbox).stream()
                    .filter(each -> made.contains(each.path("name").asString()))
                    .forEach(each -> upstream.delete(sandbox, Upstream.CONNECTIONS + "/" + each.path("id").asString()));
            upstream.endpoints(sandbox).stream()
                    .filter(each -> made.contains(each.path("name").asString()))
                    .forEach(each -> upstream.delete(sandbox, Upstream.CONNECTORS + "/" + each.path("id").asString()));
        }
    }

    @Test
    void createSentTwiceCreatesOnce() {
        Map<String, String> form = connection("sent twice");

        HttpResponse<String> first = engineer.post("/s/prod/connections/new", form);
        HttpResponse<String> second = engineer.post("/s/prod/connections/new", form);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(Wire.location(first)).contains("/s/prod/connections/");
        assertThat(second.statusCode()).isEqualTo(303);
        assertThat(outcome(second)).isEqualTo("Done");
        assertThat(upstream.seen("POST", Upstream.CONNECTIONS)).hasSize(1);
        assertThat(upstream.connectionsNamed("prod", "sent twice")).hasSize(1);
    }

    @Test
    void createSentAtTheSameTimeCreatesOnce() {
        Map<String, String> form = connection("at the same time");

        List<HttpResponse<String>> answers =
                together(8, () -> engineer.post("/s/prod/connections/new", form));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(303));
        assertThat(answers.stream().filter(answer -> Wire.location(answer).contains("/connections/"))).hasSize(1);
        assertThat(answers.stream().filter(answer -> Wire.location(answer).contains("/acts/"))).hasSize(7);
        assertThat(upstream.seen("POST", Upstream.CONNECTIONS)).hasSize(1);
    }

    @Test
    void endpointSentAtTheSameTimeIsCreatedOnce() {
        String request = asking.ask("prod", made("endpoint at the same time"));

        List<HttpResponse<String>> answers = together(6, () -> asking.approve(request));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(303));
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
        assertThat(upstream.endpoints("prod").stream()
                        .filter(each -> each.path("name").asString().equals("endpoint at the same time")))
                .hasSize(1);
    }

    @Test
    void authoringSentTwiceIsTurnedOnOnce() {
        Map<String, String> form = Map.of("preset", "15", "submission", UUID.randomUUID().toString());

        engineer.post("/s/dev/authoring", form);
        HttpResponse<String> second = engineer.post("/s/dev/authoring", form);

        assertThat(Wire.location(second)).contains("/s/dev/acts/");
        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1);
    }

    @Test
    void deleteSentTwiceIsSentOnce() {
        Map<String, String> form = connection("delete twice");
        engineer.post("/s/prod/connections/new", form);
        String path = "/s/prod/connections/" + upstream.connectionId("prod", "delete twice") + "/delete";
        Map<String, String> confirm = Map.of("submission", UUID.randomUUID().toString());

        List<HttpResponse<String>> answers = together(4, () -> engineer.post(path, confirm));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(303, 404));
        assertThat(upstream.seen("DELETE", Upstream.CONNECTIONS + "/.*")).hasSize(1);
    }

    @Test
    void createWhoseAnswerIsLostIsFoundOut() {
        upstream.fails(NOTHING, Fault.of("LOST_ANSWER", "POST", LIST).once(), LISTS_FAIL);

        HttpResponse<String> answer = engineer.post("/s/prod/connections/new", connection("lost answer"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Wire.location(answer)).contains("/s/prod/acts/");
        assertThat(outcome(answer)).isEqualTo("Not known whether it happened: checking");

        upstream.isWell();
        await().until(() -> outcome(answer).equals("Done"));
        String id = upstream.connectionId("prod", "lost answer");
        assertThat(page(answer).select("main a.button--accent").attr("href")).isEqualTo("/s/prod/connections/" + id);
        assertThat(upstream.connectionsNamed("prod", "lost answer")).hasSize(1);
        assertThat(upstream.seen("POST", Upstream.CONNECTIONS)).hasSize(1);
    }

    @Test
    void endpointWhoseAnswerIsLostIsFoundOutWithItsReason() {
        upstream.fails(Fault.of("LOST_ANSWER", "POST", Upstream.CONNECTORS).once());

        String request = asking.create("prod", made("lost endpoint"));

        await().until(() -> state(request).contains("Created"));
        String id = upstream.endpointId("prod", "lost endpoint");
        assertThat(Wire.page(engineer.get(request)).select("main a.button--accent").attr("href"))
                .isEqualTo("/s/prod/endpoints/" + id);
        assertThat(Wire.page(engineer.get("/s/prod/endpoints/" + id)).text()).contains("a reason of some length");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
    }

    /** Neither a connection that broke nor a faulty gateway is a reason to send it again or to take its twin for it. */
    @Test
    void createThatNeverArrivedDidNotHappen() {
        engineer.post("/s/prod/connections/new", connection("twin"));
        upstream.forget();
        upstream.fails(
                Fault.of("RESET", "POST", LIST).with("times", 2),
                Fault.of("STATUS", "POST", LIST).with("status", 503).with("retryAfter", 0),
                Fault.of("RESET", "POST", Upstream.CONNECTORS).once());

        HttpResponse<String> connection = engineer.post("/s/prod/connections/new", connection("never arrived"));
        assertThat(outcome(connection)).isEqualTo("Not known whether it happened: checking");
        HttpResponse<String> twin = engineer.post("/s/prod/connections/new", connection("twin"));
        HttpResponse<String> gateway = engineer.post("/s/prod/connections/new", connection("gateway"));
        String request = asking.create("prod", made("endpoint never arrived"));

        for (HttpResponse<String> act : List.of(connection, twin, gateway)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> outcome(act).equals("It did not happen"));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> state(request).contains("Failed"));
        assertThat(upstream.connectionsNamed("prod", "never arrived")).isEmpty();
        assertThat(upstream.connectionsNamed("prod", "gateway")).isEmpty();
        assertThat(upstream.connectionsNamed("prod", "twin")).hasSize(1);
        assertThat(upstream.seen("POST", Upstream.CONNECTIONS)).hasSize(3);
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
    }

    @Test
    void createThatTakesTooLongIsFoundOut() {
        upstream.fails(Fault.of("DELAY", "POST", LIST).with("delay", "2200ms").once());

        HttpResponse<String> answer = engineer.post("/s/prod/connections/new", connection("too long"));

        assertThat(Wire.location(answer)).contains("/acts/");
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(answer).equals("Done"));
        assertThat(upstream.connectionsNamed("prod", "too long")).hasSize(1);
    }

    @Test
    void createWithAnUnreadableAnswerIsFoundOut() {
        upstream.fails(Fault.of("TRUNCATE", "POST", LIST).once());

        HttpResponse<String> answer = engineer.post("/s/prod/connections/new", connection("half an answer"));

        assertThat(Wire.location(answer)).contains("/acts/");
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(answer).equals("Done"));
        assertThat(upstream.connectionsNamed("prod", "half an answer")).hasSize(1);
    }

    @Test
    void createThatIsRefusedIsOnRecordAndMayBeCorrected() {
        upstream.fails(Fault.of("STATUS", "POST", LIST)
                .with("status", 400)
                .with("body", "{\"title\":\"BadRequest\",\"detail\":\"name is not nice\"}")
                .once());
        Map<String, String> form = connection("refused once");

        Document refused = Wire.page(engineer.post("/s/prod/connections/new", form));

        assertThat(refused.select(".failure").text()).contains("Platform said no", "name is not nice");
        assertThat(refused.select("input[name=submission]").val()).isNotEqualTo(form.get("submission")).isNotEmpty();
        form.put("submission", refused.select("input[name=submission]").val());
        assertThat(Wire.location(engineer.post("/s/prod/connections/new", form))).contains("/connections/");
        assertThat(upstream.connectionsNamed("prod", "refused once")).hasSize(1);
    }

    @Test
    void deleteWhoseAnswerIsLostIsFoundOut() {
        engineer.post("/s/prod/connections/new", connection("lost delete"));
        String id = upstream.connectionId("prod", "lost delete");
        upstream.fails(Fault.of("LOST_ANSWER", "DELETE", Upstream.CONNECTIONS).once());

        HttpResponse<String> answer = engineer.post(
                "/s/prod/connections/" + id + "/delete", Map.of("submission", UUID.randomUUID().toString()));

        assertThat(Wire.location(answer)).contains("/acts/");
        await().until(() -> outcome(answer).equals("Done"));
        assertThat(upstream.connectionsNamed("prod", "lost delete")).isEmpty();
        assertThat(upstream.seen("DELETE", Upstream.CONNECTIONS + "/.*")).hasSize(1);
    }

    @Test
    void deleteThatNeverArrivedDidNotHappen() {
        engineer.post("/s/prod/connections/new", connection("delete never arrived"));
        String id = upstream.connectionId("prod", "delete never arrived");
        upstream.fails(Fault.of("RESET", "DELETE", Upstream.CONNECTIONS).once());

        HttpResponse<String> answer = engineer.post(
                "/s/prod/connections/" + id + "/delete", Map.of("submission", UUID.randomUUID().toString()));

        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(answer).equals("It did not happen"));
        assertThat(upstream.connectionsNamed("prod", "delete never arrived")).hasSize(1);
    }

    @Test
    void deleteSentTwiceLeadsToTheFirst() {
        asking.create("prod", made("deleted twice"));
        String id = upstream.endpointId("prod", "deleted twice");
        Map<String, String> form = Map.of("submission", UUID.randomUUID().toString());

        HttpResponse<String> first = engineer.post("/s/prod/endpoints/" + id + "/delete", form);
        HttpResponse<String> second = engineer.post("/s/prod/endpoints/" + id + "/delete", form);

        assertThat(Wire.location(first)).endsWith("/s/prod/endpoints");
        assertThat(outcome(second)).isEqualTo("Done");
        assertThat(upstream.seen("DELETE", Upstream.CONNECTORS + "/" + id)).hasSize(1);
    }

    @Test
    void endpointThatPlatformPutsOffIsKeptAndSentAgainByAPerson() {
        upstream.fails(Fault.of("STATUS", "POST", Upstream.CONNECTORS).with("status", 429).once());

        String request = asking.create("prod", made("put off"));

        assertThat(state(request)).contains("Failed", "Nothing was created at Platform");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);

        assertThat(admin.post(request + "/send", Map.of()).statusCode()).isEqualTo(303);

        assertThat(state(request)).contains("Created");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(2);
        assertThat(admin.post(request + "/send", Map.of()).statusCode()).isEqualTo(303);
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(2);
    }

    /** The endpoint is gone; that the look afterwards fails does not make that untrue. */
    @Test
    void deleteIsToldEvenIfTheLookAfterwardsFails() {
        asking.create("prod", made("deleted unseen"));
        String id = upstream.endpointId("prod", "deleted unseen");
        String one = Upstream.CONNECTORS + "/" + id;
        upstream.fails(
                Fault.of("DELAY", "GET", one).with("delay", "0ms").once(),
                Fault.of("STATUS", "GET", one).with("status", 503));

        HttpResponse<String> answer = engineer.post(
                "/s/prod/endpoints/" + id + "/delete", Map.of("submission", UUID.randomUUID().toString()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Wire.location(answer)).endsWith("/s/prod/endpoints");
    }

    @Test
    void authoringWhoseAnswerIsLostIsFoundOutUnlessItWasOnBefore() {
        boolean off = Wire.page(engineer.get("/s/dev/authoring")).select("#authoring-state").text().contains("Off");
        upstream.fails(Fault.of("LOST_ANSWER", "POST", Upstream.AUTHORING).once());

        HttpResponse<String> answer = engineer.post(
                "/s/dev/authoring", Map.of("preset", "15", "submission", UUID.randomUUID().toString()));

        assertThat(Wire.location(answer)).contains("/s/dev/acts/");
        await().until(() -> outcome(answer).equals(off ? "Done" : "Not clear: please look"));
    }

    @Test
    void actIsOnRecordBeforePlatformIsAsked() {
        upstream.fails(Fault.of("DELAY", "POST", LIST).with("delay", "1800ms").once());
        Map<String, String> form = connection("on record first");

        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> engineer.post("/s/prod/connections/new", form));
        await().until(() -> rows("on record first") == 1);

        assertThat(answer).isNotDone();
        assertThat(upstream.connectionsNamed("prod", "on record first")).isEmpty();
        HttpResponse<String> second = engineer.post("/s/prod/connections/new", form);
        assertThat(outcome(second)).isIn("Under way", "Not known whether it happened: checking", "Done");
        assertThat(answer.join().statusCode()).isEqualTo(303);
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(second).equals("Done"));
    }

    /** The portal stopped between writing down what it is about to do and hearing how it went. */
    @Test
    void intentThatALastRunLeftOpenIsSettledByLooking() {
        String id = upstreamConnection("left open");

        String act = leftOpen("left open", facts(""));

        await().until(() -> outcome("/s/prod/acts/" + act).equals("Done"));
        assertThat(Wire.page(engineer.get("/s/prod/acts/" + act)).select("main a.button--accent").attr("href"))
                .endsWith("/connections/" + id);
    }

    @Test
    void oneActThatCannotBeLookedForDoesNotHoldUpTheOthers() {
        String broken = leftOpen("broken", "{}");
        upstreamConnection("behind it");
        String act = leftOpen("behind it", facts(""));

        try {
            await().until(() -> outcome("/s/prod/acts/" + act).equals("Done"));
        } finally {
            jdbc.sql("delete from activity_outcome where activity_id = ?").param(broken).update();
            jdbc.sql("delete from activity where id = ?").param(broken).update();
        }
    }

    @Test
    void severalThatCouldBeTheResultAreNotGuessedAmong() {
        upstreamConnection("several");
        upstreamConnection("several");

        String act = leftOpen("several", facts(""));

        await().until(() -> outcome("/s/prod/acts/" + act).startsWith("Not clear"));
    }

    @Test
    void twoTabsInTwoSandboxesWriteEachIntoItsOwn() {
        FormElement prod = checkPage("prod", "from the prod tab");
        FormElement dev = checkPage("dev", "from the dev tab");

        visitor.submit(dev, Map.of("password", "not-a-real-one", "step", "create"));
        assertThat(visitor.address()).contains("/s/dev/connections/");
        visitor.submit(prod, Map.of("password", "not-a-real-one", "step", "create"));
        assertThat(visitor.address()).contains("/s/prod/connections/");

        assertThat(upstream.connectionsNamed("dev", "from the dev tab")).hasSize(1);
        assertThat(upstream.connectionsNamed("prod", "from the prod tab")).hasSize(1);
        assertThat(upstream.connectionsNamed("dev", "from the prod tab")).isEmpty();
        assertThat(upstream.connectionsNamed("prod", "from the dev tab")).isEmpty();
        assertThat(upstream.seen("POST", Upstream.CONNECTIONS).stream().map(each -> each.path("sandboxName").asString()))
                .containsExactly("dev", "prod");
    }

    @Test
    void formOfOneSandboxSentToAnotherIsAnotherAct() {
        Map<String, String> form = connection("astray");
        engineer.post("/s/prod/connections/new", form);

        HttpResponse<String> astray = engineer.post("/s/dev/connections/new", form);
        HttpResponse<String> again = engineer.post("/s/dev/connections/new", form);

        assertThat(Wire.location(astray)).contains("/s/dev/connections/");
        assertThat(Wire.location(again)).contains("/s/dev/acts/");
        assertThat(upstream.connectionsNamed("prod", "astray")).hasSize(1);
        assertThat(upstream.connectionsNamed("dev", "astray")).hasSize(1);
    }

    @Test
    void idOfAnothersFormLeadsToNobodyElsesAct() {
        Map<String, String> form = connection("mine");
        engineer.post("/s/prod/connections/new", form);
        form.put("name", made("another's"));

        HttpResponse<String> others = admin.post("/s/prod/connections/new", form);
        HttpResponse<String> again = admin.post("/s/prod/connections/new", form);

        assertThat(Wire.location(others)).contains("/s/prod/connections/" + upstream.connectionId("prod", "another's"));
        assertThat(page(again).select("main").text()).contains("another's");
        assertThat(upstream.connectionsNamed("prod", "mine")).hasSize(1);
        assertThat(upstream.connectionsNamed("prod", "another's")).hasSize(1);
    }

    private FormElement checkPage(String sandbox, String name) {
        Map<String, String> form = connection(name);
        form.put("step", "check");
        form.remove("password");
        visitor.get("/s/" + sandbox);
        visitor.post("/s/" + sandbox + "/connections/new", form);
        return visitor.form("main form.form");
    }

    private String upstreamConnection(String name) {
        made.add(name);
        return upstream.platform(
                        HttpMethod.POST,
                        "prod",
                        Upstream.CONNECTIONS,
                        """
                        {"name":"%s","auth":{"specName":"Basic Authentication","params":{"host":"h","userId":"u","password":"p"}},
                         "connectionSpec":{"id":"%s","version":"1.0"}}"""
                                .formatted(name, FILE_SPEC))
                .path("id")
                .asString();
    }

    private static String facts(String before) {
        return "{\"specId\":\"" + FILE_SPEC + "\",\"before\":\"" + before + "\"}";
    }

    private String leftOpen(String name, String facts) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("insert into activity values (?, ?, 'CONNECTION_CREATE', 'prod', null, ?, ?, 'someone', 'Someone', ?)")
                .params(
                        id,
                        UUID.randomUUID().toString(),
                        name,
                        facts,
                        OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(6))
                .update();
        return id;
    }

    private long rows(String name) {
        return jdbc.sql("select count(*) from activity where subject_name = ?").param(name).query(Long.class).single();
    }

    private Document page(HttpResponse<String> redirect) {
        return Wire.page(engineer.get(java.net.URI.create(Wire.location(redirect)).getPath()));
    }

    private String outcome(HttpResponse<String> redirect) {
        return page(redirect).select("#outcome-title").text();
    }

    private String outcome(String path) {
        return Wire.page(engineer.get(path)).select("#outcome-title").text();
    }

    private Map<String, String> connection(String name) {
        made.add(name);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("step", "create");
        form.put("submission", UUID.randomUUID().toString());
        form.put("source", "azure-file");
        form.put("kind", "account-key");
        form.put("name", name);
        form.put("_usePrivateLink", "on");
        form.put("host", "\\\\acmefiles.file.core.windows.net\\share");
        form.put("userId", "acmefiles");
        form.put("password", "not-a-real-one");
        return form;
    }

    private String made(String name) {
        made.add(name);
        return name;
    }

    private String state(String request) {
        return Wire.page(engineer.get(request)).select("#state").text();
    }

    private static <T> List<T> together(int times, Callable<T> call) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<Future<T>> futures = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(i -> call).toList());
            return futures.stream().map(LostAnswerTests::value).toList();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T value(Future<T> future) {
        try {
            return future.get();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
