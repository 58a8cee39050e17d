package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.platform.Gate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Platform hangs, is down or refuses, and is called in people's own names. A refusal is known for longer than these tests
 * take: who is refused in one of them is in no other.
 */
@PortalTest
@TestPropertySource(properties = {
    "portal.platform.act-as=person",
    "portal.sandbox.list-fresh=200ms",
    "portal.sandbox.right-fresh=200ms",
    "portal.platform.answer-timeout=5s",
    "portal.platform.deadline=6s",
    "portal.platform.circuit.fewest=3",
    "portal.platform.circuit.window=2s",
    "portal.platform.circuit.pause=400ms"
})
@TestInstance(Lifecycle.PER_CLASS)
class PersonOutageTests {

    private static final String ALL = "/data/.*";
    private static final Duration AT_ONCE = Duration.ofSeconds(4);
    private static final List<String> HEALTHY =
            List.of("/s/prod/requests", "/s/prod/endpoints/new", "/s/prod/requests", "/notices", "/");

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Gate gate;

    private Upstream upstream;
    private Wire admin;

    @BeforeAll
    void begin() {
        upstream = Upstream.of(environment);
        admin = Wire.signedIn(port, "admin");
    }

    @AfterEach
    void heal() {
        upstream.isWell();
        upstream.resetPeople();
        await().atMost(Duration.ofSeconds(20)).until(() -> gate.rest().isEmpty() && gate.underWay() == 0);
    }

    private static void isOld() {
        long begun = System.nanoTime();
        await().until(() -> System.nanoTime() - begun > Duration.ofMillis(200).toNanos());
    }

    @Test
    void healthyPagesAnswerAtOnceWhilePlatformHangs() {
        HEALTHY.forEach(admin::get);
        isOld();
        upstream.fails(Fault.of("HANG", null, ALL).with("delay", "20s"));
        upstream.forget();

        assertThat(HEALTHY).allSatisfy(page -> assertThat(atOnce(admin, page).statusCode()).isIn(200, 303));
    }

    @Test
    void listsShowWhatIsKnownWithItsAgeAndNothingToDoThere() {
        Stream.of("/s/prod", "/s/prod/endpoints", "/s/prod/connections", "/s/prod/requests").forEach(page -> admin.get(page));
        await().until(() -> Wire.page(admin.get("/s/prod/connections")).select("tbody th a").size() > 1);
        await().until(() -> !Wire.page(admin.get("/s/prod")).select(".metrics .metric").isEmpty());
        isOld();
        isDown();

        assertThat(silent("/s/prod").select(".metrics .metric")).isNotEmpty();
        Document endpoints = silent("/s/prod/endpoints");
        assertThat(endpoints.select("tbody th a").eachText()).contains("acme-lake");
        assertThat(endpoints.select(".checked").text()).contains("Last checked");
        assertThat(endpoints.select("#check-now[disabled][aria-describedby=silence]")).hasSize(1);
        assertThat(endpoints.select("header .menu a[href=/s/dev]")).isNotEmpty();
        Document connections = silent("/s/prod/connections");
        assertThat(connections.select("tbody th a")).isNotEmpty();
        assertThat(connections.select(".checked__text").text()).contains("As read from Platform");
        assertThat(connections.select("a.button[aria-disabled=true][aria-describedby=silence]:not([href])").text())
                .isEqualTo("New connection");
        assertThat(silent("/s/prod/requests").select("h1").text()).isEqualTo("Requests");

        upstream.isWell();
        await().until(() -> admin.get("/s/prod/endpoints").statusCode() == 200);
        assertThat(admin.get("/s/prod/requests").body()).doesNotContain("Adobe does not answer");
    }

    /** What only looks goes by what was said last, and what was typed is kept; what acts needs Platform's word. */
    @Test
    void nothingIsDoneOnARightThatIsOldAndNothingTypedIsLost() {
        admin.get("/s/prod/authoring");
        isOld();
        isDown();
        upstream.forget();
        Map<String, String> form = Map.of("preset", "15", "purpose", "outage", "submission", UUID.randomUUID().toString());
        Asking asking = new Asking(admin, admin);

        assertThat(admin.post("/s/prod/authoring", form).statusCode()).isEqualTo(503);
        String draft = asking.draft("prod", Asking.form("on an old right"));
        assertThat(asking.raise(draft).statusCode()).isEqualTo(503);

        assertThat(upstream.seen("POST", ALL)).isEmpty();
        assertThat(stateOf(draft)).isEqualTo("DRAFT");
        heal();
        await().until(() -> asking.raise(draft).statusCode() == 303);
        assertThat(stateOf(draft)).isEqualTo("REQUESTED");
    }

    @Test
    void rightThatAdobeTookAwayIsNotBroughtBackByAnOutage() {
        Wire support = Wire.signedIn(port, "support");
        assertThat(support.get("/s/dev/endpoints").statusCode()).isEqualTo(200);
        isOld();
        isDown();
        assertThat(support.get("/s/dev/requests").statusCode()).isEqualTo(200);

        heal();
        upstream.changePerson("support", Map.of("sources", "none"));
        await().until(() -> support.get("/s/dev/requests").statusCode() == 403);
        isDown();

        assertThat(support.get("/s/dev/requests").statusCode()).isEqualTo(403);
    }

    @Test
    void threeHundredRequestsOfARefusedSandboxCostOneCall() {
        upstream.changePerson("nobody", Map.of("roles", List.of("admin"), "sources", "manage"));
        new Asking(Wire.signedIn(port, "engineer"), admin).ask("dev", "three hundred");
        waiting(300);
        Wire other = Wire.signedIn(port, "nobody");
        assertThat(other.get("/s/prod").statusCode()).isEqualTo(200);
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS).with("sandbox", "dev").with("status", 403));
        upstream.forget();

        for (String page : List.of("/s/prod/requests", "/notices", "/s/prod/requests", "/notices?format=csv")) {
            HttpResponse<String> answer = atOnce(other, page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).doesNotContain("three hundred", "/s/dev/requests");
        }

        assertThat(upstream.seen("GET", Upstream.CONNECTIONS)).filteredOn(this::isOfDev).hasSize(1);
        assertThat(admin.get("/s/prod/requests").statusCode()).isEqualTo(200);
    }

    private boolean isOfDev(JsonNode seen) {
        return seen.path("sandboxName").asString().equals("dev");
    }

    /** As many requests and notices as the one that there is. */
    private void waiting(int more) {
        jdbc.sql("insert into endpoint_request (id, sandbox, source, name, subscription_id, resource_group_name, resource_name, "
                        + "fqdns, reason, ticket, owner, requester_id, requester_name, state, version, created_at, changed_at, "
                        + "requested_at, aged, attempt) select random_uuid(), sandbox, source, name, subscription_id, "
                        + "resource_group_name, resource_name, fqdns, reason, ticket, owner, requester_id, requester_name, state, "
                        + "version, created_at, changed_at, requested_at, aged, attempt from endpoint_request, "
                        + "system_range(1, :more) where name = 'three hundred'")
                .param("more", more)
                .update();
        assertThat(jdbc.sql("insert into notice (id, event_key, channel, address, facts, noted_at, due_at, attempts, unsure, "
                                + "state, settled_at) select random_uuid(), event_key || x, channel, address, facts, noted_at, "
                                + "due_at, 1, 0, 'SENT', noted_at from notice, system_range(1, :more) "
                                + "where facts like '%three hundred%'")
                        .param("more", more)
                        .update())
                .isGreaterThanOrEqualTo(more);
    }

    private String stateOf(String path) {
        return jdbc.sql("select state from endpoint_request where id = :id")
                .param("id", path.substring(path.lastIndexOf('/') + 1))
                .query(String.class)
                .single();
    }

    private void isDown() {
        upstream.fails(Fault.of("STATUS", null, ALL).with("status", 503));
        await().until(() -> admin.get("/s/prod").statusCode() > 0 && gate.rest().isPresent());
    }

    private static HttpResponse<String> atOnce(Wire person, String path) {
        long start = System.nanoTime();
        HttpResponse<String> answer = person.get(path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(path).isLessThan(AT_ONCE);
        return answer;
    }

    private Document silent(String path) {
        HttpResponse<String> answer = atOnce(admin, path);
        Document page = Wire.page(answer);
        assertThat(page.select("#silence").text())
                .as(path)
                .contains("Adobe does not answer at the moment.", "No answer since", "was last confirmed", "UTC");
        assertThat(page.select("h1")).hasSize(1);
        return page;
    }
}
