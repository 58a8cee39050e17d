package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityFixture;
import org.privatelink.portal.platform.Gate;
import org.privatelink.portal.platform.PlatformProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Platform is down: the portal says so at once, shows what it knows, sends nothing, and goes on by itself. */
@PortalTest
@TestPropertySource(properties = {
    "portal.platform.answer-timeout=6s",
    "portal.platform.deadline=6s",
    "portal.platform.circuit.fewest=3",
    "portal.platform.circuit.window=2s",
    "portal.platform.circuit.pause=400ms",
    "portal.connection.patience=500ms",
    "portal.watch.patience=500ms"
})
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class OutageTests {

    private static final String ENGINEER = "A1B2C3D4E5F60718293A4B01@simulated";
    private static final String SILENT = "Adobe does not answer at the moment.";
    private static final String FULL = "Too many are waiting for Platform";
    private static final Duration AT_ONCE = Duration.ofSeconds(4);
    private static final int WAITING = 200;
    private static final List<String> HEALTHY = List.of(
            "/s/prod/requests", "/s/prod/endpoints/new", "/notices", "/sign-in", "/actuator/health", "/actuator/health/readiness");
    private static final String ALL = "/data/.*";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Gate gate;

    @Autowired
    PlatformProperties platform;

    private Upstream upstream;
    private Wire admin;
    private Wire engineer;
    private Wire stranger;
    private String endpoint;
    private String connection;

    @BeforeAll
    void seeEverythingOnce() {
        upstream = Upstream.of(environment);
        admin = Wire.signedIn(port, "admin");
        engineer = Wire.signedIn(port, "engineer");
        stranger = Wire.stranger(port);
        endpoint = "/s/prod/endpoints/" + upstream.endpointId("prod", "acme-lake");
        connection = "/s/prod/connections/" + upstream.connectionId("prod", "Acme orders (Blob)");
        Stream.of("/s/prod", "/s/prod/endpoints", "/s/prod/connections", endpoint, connection, "/s/prod/requests", "/s/prod/authoring")
                .forEach(page -> assertThat(admin.get(page).statusCode()).as(page).isEqualTo(200));
        await().until(() -> Wire.page(admin.get("/s/prod/connections")).select("tbody th a").size() > 1);
        HEALTHY.forEach(page -> admin.get(page, "Accept", "*/*"));
    }

    @AfterEach
    void heal() {
        upstream.isWell();
        await().until(() -> gate.rest().isEmpty() && gate.underWay() == 0);
    }

    /** As many as are let in at a time: did all of them wait, nobody else would be. */
    @Test
    void healthyPagesAnswerAtOnceWhileTwoHundredWaitForPlatform() {
        upstream.fails(Fault.of("HANG", null, ALL).with("delay", "20s"));
        List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> admin.get(connection), task -> new Thread(task).start()))
                .limit(WAITING)
                .toList();
        await().atMost(Duration.ofSeconds(30)).until(() -> gate.underWay() == platform.maxConnections()
                && waiting.stream().filter(CompletableFuture::isDone).count() >= WAITING / 4);

        List<String> slow = new ArrayList<>();
        for (String page : HEALTHY) {
            slow.addAll(slowOnes(page.startsWith("/s/") || page.equals("/notices") ? admin : stranger, page, 200));
        }

        assertThat(slow).isEmpty();
        assertThat(waiting).allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(503));
        assertThat(waiting).extracting(each -> Wire.page(each.join()).select("h1").text())
                .contains(FULL)
                .isSubsetOf(FULL, "Platform does not answer", "Adobe does not answer at the moment");
    }

    private static List<String> slowOnes(Wire person, String page, int status) {
        long start = System.nanoTime();
        HttpResponse<String> answer = person.get(page, "Accept", "*/*");
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answer.statusCode()).as(page).isEqualTo(status);
        return took.compareTo(AT_ONCE) < 0 ? List.of() : List.of(page + " took " + took);
    }

    @Test
    void pagesSaySoAtOnceShowWhatIsKnownAndGoOnByThemselves(CapturedOutput output) {
        upstream.fails(Fault.of("STATUS", null, ALL).with("status", 503));
        // What went well a moment ago counts too.
        await().until(() -> admin.get(connection).statusCode() == 503 && gate.rest().isPresent());

        Document overview = silent("/s/prod", 200);
        assertThat(overview.select(".metrics .metric")).isNotEmpty();
        assertThat(overview.select("#authoring-title")).hasSize(1);
        Document endpoints = silent("/s/prod/endpoints", null);
        assertThat(endpoints.select("tbody th a").eachText()).contains("acme-lake");
        assertThat(endpoints.select(".checked").text()).contains("Last checked");
        assertThat(endpoints.select("#check-now[disabled][aria-describedby=silence]")).hasSize(1);
        Document connections = silent("/s/prod/connections", null);
        assertThat(connections.select("tbody th a")).isNotEmpty();
        assertThat(connections.select(".checked__text").text()).contains("As read from Platform");
        assertThat(connections.select("a.button[aria-disabled=true][aria-describedby=silence]:not([href])").text())
                .isEqualTo("New connection");
        assertThat(silent(endpoint, 503).select("#state .state").text()).contains("Approved");
        assertThat(silent(connection, 503).select("h1").text()).isEqualTo("Adobe does not answer at the moment");
        assertThat(silent("/s/prod/requests", 200).select("h1").text()).isNotEmpty();
        assertThat(stranger.get("/actuator/health", "Accept", "*/*").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/actuator/health/readiness", "Accept", "*/*").body()).contains("\"UP\"");

        upstream.isWell();
        await().until(() -> gate.rest().isEmpty());
        await().until(() -> admin.get("/s/prod/endpoints").statusCode() == 200);
        assertThat(admin.get(connection).body()).doesNotContain(SILENT);
        assertThat(output.getOut().lines().filter(line -> line.contains("left in peace"))).hasSize(1);
        assertThat(output.getOut()).doesNotContain("HttpClientConnect");
    }

    /** It does not matter any more, and what it asks for is not what helps now. */
    @Test
    void listsTellNoOlderFailureUnderTheBanner() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/?")
                .with("status", 403)
                .with("body", "{\"errorCode\":\"2118-403\",\"title\":\"Forbidden\"}"));
        await().untilAsserted(() -> assertThat(Wire.page(admin.get("/s/prod/connections")).select(".failure h2").text())
                .isEqualTo("Platform does not permit this"));
        jdbc.sql("update connection_reading set next_at = :later where sandbox = 'prod'")
                .param("later", OffsetDateTime.parse("2999-01-01T00:00:00Z"))
                .update();
        upstream.fails(Fault.of("STATUS", null, ALL).with("status", 503));
        await().until(() -> admin.get(connection).statusCode() == 503 && gate.rest().isPresent());

        for (String page : List.of("/s/prod/connections", "/s/prod/endpoints", "/s/prod/cleanup", "/s/prod")) {
            assertThat(silent(page, null).select(".failure, .checked__failing")).as(page).isEmpty();
        }
        HttpResponse<String> connections = admin.get("/s/prod/connections");
        assertThat(connections.statusCode()).isEqualTo(503);
        assertThat(connections.headers().firstValue("Retry-After")).isPresent();
        assertThat(Wire.page(connections).select("tbody th a")).isNotEmpty();
        assertThat(Wire.page(connections).select(".checked__text").text()).contains("As read from Platform");
    }

    private Document silent(String path, Integer status) {
        long start = System.nanoTime();
        HttpResponse<String> answer = admin.get(path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(path).isLessThan(AT_ONCE);
        if (status != null) {
            assertThat(answer.statusCode()).as(path).isEqualTo(status);
        }
        Document page = Wire.page(answer);
        assertThat(page.select("#silence").text()).as(path).contains(SILENT, "No answer since", "UTC");
        assertThat(page.select("h1")).hasSize(1);
        return page;
    }

    @Test
    void whatIsSentMeanwhileIsRefusedBeforeItIsSpentAndCanBeSentAfterwards() {
        upstream.fails(Fault.of("STATUS", null, ALL).with("status", 503));
        await().until(() -> admin.get(connection).statusCode() == 503 && gate.rest().isPresent());
        upstream.forget();
        Map<String, String> form =
                Map.of("preset", "15", "purpose", "while it is down", "submission", UUID.randomUUID().toString());

        HttpResponse<String> refused = engineer.post("/s/prod/authoring", form);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(Wire.page(refused).select("main").text()).contains("Nothing was sent, and nothing was changed.");
        assertThat(acts(form)).isZero();
        assertThat(upstream.seen("POST", ".*")).isEmpty();

        heal();
        assertThat(engineer.post("/s/prod/authoring", form).statusCode()).isEqualTo(303);
        assertThat(acts(form)).isOne();
        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1);
    }

    /** What people do needs nothing of the provider for a while, and whoever comes anew is told. */
    @Test
    void providerOfSignInsIsLeftInPeaceAndFoundAgain() {
        upstream.fails(Fault.of("STATUS", null, "/ims/token/.*").with("status", 503));
        jdbc.sql("update sign_in set roles_read_at = roles_read_at - interval '5' minute, failed_at = null").update();
        assertThat(admin.get("/s/prod/requests").statusCode()).isEqualTo(200);
        upstream.forget();

        assertThat(slowOnes(engineer, "/s/prod/requests", 200)).isEmpty();
        assertThat(Wire.page(stranger.get("/sign-in")).select("[role=alert]").text()).contains("The sign-in service does not answer");

        upstream.isWell();
        await().until(() -> !stranger.get("/sign-in").body().contains("The sign-in service does not answer"));
        jdbc.sql("update sign_in set failed_at = null").update();
        upstream.forget();
        assertThat(engineer.get("/s/prod/requests").statusCode()).isEqualTo(200);
        assertThat(jdbc.sql("select count(*) from sign_in where roles_read_at > ?").param(OffsetDateTime.now().minusMinutes(1))
                        .query(Long.class).single())
                .isOne();
    }

    private long acts(Map<String, String> form) {
        String key = ActivityFixture.key(Act.AUTHORING_ENABLE, "prod", ENGINEER, form.get("submission"));
        return jdbc.sql("select count(*) from activity where submission = ?").param(key).query(Long.class).single();
    }
}
