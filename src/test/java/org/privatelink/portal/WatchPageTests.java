package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.privatelink.portal.Upstream.Fault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;

/** What pages make of what the watcher saw, without script. Looks are asked for by the button. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class WatchPageTests {

    private static final String BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    private Upstream upstream;
    private Visitor engineer;
    private Visitor support;
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        engineer = Visitor.signedIn(port, "engineer");
        support = Visitor.signedIn(port, "support");
    }

    @AfterEach
    void tidy() {
        upstream.isWell();
        made.stream()
                .filter(id -> upstream.endpoints("prod").stream().anyMatch(each -> each.path("id").asString().equals(id)))
                .forEach(id -> upstream.delete("prod", Upstream.CONNECTORS + "/" + id));
        upstream.connections("prod").stream()
                .filter(each -> each.path("name").asString().startsWith("on "))
                .forEach(each -> upstream.delete("prod", Upstream.CONNECTIONS + "/" + each.path("id").asString()));
        made.clear();
        check(support);
        check(support);
    }

    @Test
    void everybodyMayHaveItCheckedAndComesBack() {
        support.get("/s/prod/endpoints?state=pending");

        support.submit(support.form("main form[action$=/check]"), Map.of());

        assertThat(support.status()).isEqualTo(200);
        assertThat(support.address()).endsWith("/s/prod/endpoints?state=pending");
        assertThat(support.page().select(".flash").text()).contains("Checked at");
        assertThat(support.page().select(".checked").text()).contains("Last checked", "less than a minute ago", "next check");
    }

    @Test
    void aCheckLeadsNowhereElse() {
        for (String back : List.of("https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example")) {
            support.get("/s/prod/endpoints");
            support.post("/s/prod/check", Map.of("return", back));
            assertThat(support.address()).startsWith("http://127.0.0.1:" + port + "/").doesNotContain("evil");
        }
    }

    @Test
    void aCheckThatFailsSaysWhyAndTheLastOneStands() {
        check(support);
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 503));
        support.get("/s/prod/endpoints/" + upstreamId("acme-lake"));
        upstream.fails(Fault.of("HTML", "GET", Upstream.CONNECTORS + "/?"));

        support.submit(support.form("main form[action$=/check]"), Map.of());

        assertThat(support.page().select(".flash").text()).contains("Could not check now: Platform does not answer.");
        assertThat(support.page().select(".checked").text())
                .contains("Last checked", "The last check failed: Platform does not answer.");
    }

    private String upstreamId(String name) {
        upstream.isWell();
        return upstream.endpointId("prod", name);
    }

    @Test
    void anEndpointsLifeIsOnItsPageOldestFirst() {
        String id = made("life");
        check(engineer);
        decide(id, "APPROVE");
        check(engineer);

        Document page = engineer.get("/s/prod/endpoints/" + id);

        assertThat(page.select(".tracks dt").eachText()).containsExactly("Our approval", "Azure approval");
        assertThat(page.select(".tracks dd").get(0).text()).isEqualTo("Requested outside this portal.");
        assertThat(page.select(".tracks dd").get(1).text()).contains("Approved", "seen so for less than a minute");
        assertThat(page.select("ol.timeline .timeline__what").eachText())
                .containsExactly("Seen pending in Azure", "Seen approved in Azure");
        assertThat(page.select("ol.timeline li").get(1).text()).contains("less than a minute later");
    }

    @Test
    void theFragmentIsThePartOfThePageWithoutACallToPlatform() {
        String id = made("fragment");
        check(engineer);
        engineer.get("/s/prod");
        upstream.forget();

        Document fragment = engineer.get("/s/prod/endpoints/" + id + "/state");

        assertThat(upstream.seen("GET", ".*/(privateEndpoints|connections).*")).isEmpty();
        Document page = engineer.get("/s/prod/endpoints/" + id);
        assertThat(fragment.select("body > [id]").eachAttr("id")).containsExactly("state", "timeline");
        assertThat(fragment.select("#timeline").text()).isEqualTo(page.select("#timeline").text());
        assertThat(fragment.select("#state .state").text()).isEqualTo(page.select("#state .state").text());
        assertThat(page.select("[data-live-stream]").attr("data-live-fragment")).isEqualTo("/s/prod/endpoints/" + id + "/state");
        assertThat(page.select("[data-live-stream]").hasAttr("hidden")).isTrue();

        engineer.get("/s/prod/endpoints/nothing/state");
        assertThat(engineer.status()).isEqualTo(404);
        engineer.get("/s/dev/endpoints/" + id + "/state");
        assertThat(engineer.status()).isEqualTo(404);
    }

    @Test
    void whatIsNoLongerThereSaysSoWithItsPast() {
        String id = made("gone");
        check(engineer);
        upstream.delete("prod", Upstream.CONNECTORS + "/" + id);
        Document atOnce = engineer.get("/s/prod/endpoints/" + id);
        assertThat(engineer.status()).isEqualTo(200);
        assertThat(atOnce.select("#state .state").text()).isEqualTo("No longer at Platform");
        check(engineer);
        check(engineer);

        Document page = engineer.get("/s/prod/endpoints/" + id);

        assertThat(engineer.status()).isEqualTo(200);
        assertThat(page.select("h1").text()).isEqualTo("gone");
        assertThat(page.select("#state .state").text()).isEqualTo("No longer at Platform");
        assertThat(page.select("#state dt").eachText()).contains("Last seen");
        assertThat(page.select("#breaks-title").text()).isEqualTo("What broke");
        assertThat(page.select(".timeline__what").last().text()).isEqualTo("Seen to be no longer at Platform");
        assertThat(page.select("main .header .actions a").eachText()).containsExactly("Copy into a new request");
        assertThat(page.select("#handover-title")).isEmpty();
        assertThat(engineer.get("/s/prod/endpoints").select("tbody").text()).doesNotContain("gone");
        engineer.get("/s/prod/endpoints/" + UUID.randomUUID());
        assertThat(engineer.status()).isEqualTo(404);
    }

    @Test
    void whatIsPendingSaysForHowLong() {
        made("waiting");
        check(engineer);

        Element row = engineer.get("/s/prod/endpoints?q=waiting").selectFirst("tbody tr");

        assertThat(row.text()).contains("Pending in Azure for less than a minute");
    }

    @Test
    void aDriftStandsOnTheOverviewUntilSomebodyHandlesIt() {
        String id = made("drifting");
        decide(id, "APPROVE");
        connect("on drifting", id);
        check(engineer);
        check(engineer);
        assertThat(drift("drifting")).isNull();
        decide(id, "DISCONNECT");
        check(engineer);

        Element drift = drift("drifting");

        assertThat(drift.text())
                .contains("drifting is no longer approved", "Was: Approved. Now: Disconnected.", "It did not come from this portal.")
                .contains("1 connection stood on it");
        assertThat(drift.select("li a").text()).isEqualTo("on drifting");
        assertThat(drift.select("a").eachAttr("href")).contains("/s/prod/endpoints/" + id);
        Element forSupport = drift(support, "drifting");
        assertThat(forSupport.select("form")).isEmpty();
        String action = drift.select("form").attr("action");
        support.post(action, Map.of());
        assertThat(support.status()).isEqualTo(403);

        engineer.get("/s/prod");
        engineer.submit(engineer.form("form[action=" + action + "]"), Map.of());

        assertThat(engineer.page().select(".flash").text()).contains("Marked as handled");
        assertThat(drift("drifting")).isNull();
        engineer.post(action, Map.of());
        assertThat(engineer.status()).as("handled twice").isEqualTo(200);
        assertThat(engineer.get("/s/prod/support?q=" + id).text())
                .containsOnlyOnce("Mark the drift of drifting as handled");
        engineer.post(action.replace("/s/prod/", "/s/dev/"), Map.of());
        assertThat(engineer.status()).isEqualTo(404);
        upstream.delete("prod", Upstream.CONNECTORS + "/" + id);
        check(engineer);
        check(engineer);
        assertThat(drift("drifting")).as("lost already").isNull();
    }

    @Test
    void whatWasDeletedHereIsNoDrift() {
        String id = made("deleted here");
        decide(id, "APPROVE");
        check(engineer);
        engineer.get("/s/prod/endpoints/" + id + "/delete");
        engineer.submit(Map.of());
        check(engineer);
        check(engineer);

        assertThat(engineer.get("/s/prod/endpoints/" + id).select("#state .state").text()).isEqualTo("No longer at Platform");
        assertThat(drift("deleted here")).isNull();
    }

    @Test
    void whatWasDeletedHereIsOffTheListWhetherOrNotPlatformTells() {
        String id = made("deleted and unseen");
        assertThat(names("/s/prod/endpoints?q=deleted+and")).containsExactly("deleted and unseen");
        engineer.get("/s/prod/endpoints/" + id + "/delete");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 503));

        engineer.submit(Map.of());

        assertThat(engineer.status()).isEqualTo(503);
        assertThat(engineer.page().select("h1").text()).isEqualTo("Private endpoints");
        assertThat(engineer.page().select(".flash").text()).contains("Endpoint deleted and unseen is deleted");
        assertThat(engineer.page().select(".failure h2").text()).isEqualTo("Platform does not answer");
        assertThat(engineer.page().select("tbody").text()).contains("acme-lake").doesNotContain("deleted and unseen");
    }

    @Test
    void theListIsSearchedFilteredAndSortedWithOneListOfPlatform() {
        String used = made("filter used");
        made("filter unused");
        decide(used, "APPROVE");
        connect("on filter", used);
        String list = "/s/prod/endpoints?q=FILTER";

        assertThat(names(list + "&sort=name")).containsExactly("filter unused", "filter used");
        assertThat(names(list + "&sort=-connections")).containsExactly("filter used", "filter unused");
        assertThat(names(list + "&state=approved")).containsExactly("filter used");
        assertThat(names(list + "&connections=none")).containsExactly("filter unused");
        upstream.forget();
        assertThat(names(list + "&connections=linked&source=azure-blob")).containsExactly("filter used");

        assertThat(upstream.seen("GET", Upstream.CONNECTORS + "/?")).hasSize(1);
        assertThat(engineer.page().select(".chips a").eachText()).hasSize(4).anyMatch(chip -> chip.contains("With connections"));
        assertThat(engineer.page().select("tbody .table__number").eachText()).containsExactly("1");
        assertThat(names("/s/prod/endpoints?q=filter%25")).isEmpty();
        assertThat(engineer.page().select(".empty h2").text()).isEqualTo("Nothing matches");
    }

    private List<String> names(String path) {
        return engineer.get(path).select("tbody th a").eachText();
    }

    @Test
    void whatAnEndpointIsUsedForSinceIsInItsLife() {
        String id = made("in use");
        decide(id, "APPROVE");
        connect("on in use", id);

        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            check(engineer);
            assertThat(engineer.get("/s/prod/endpoints/" + id).select(".timeline__what").eachText())
                    .contains("First connection that names it was created");
        });
    }

    @Test
    void theAllowanceIsCountedWithoutAskingPlatform() {
        engineer.get("/s/prod/endpoints");
        engineer.post("/s/prod/check", Map.of());
        upstream.forget();

        Document page = engineer.get("/s/prod");

        assertThat(page.select("#allowance-text").text()).matches("At least \\d+ of 10 endpoints over all production sandboxes together");
        assertThat(upstream.seen("GET", Upstream.CONNECTORS + "/?")).as("the overview's own list").hasSize(1);
    }

    private Element drift(String name) {
        return drift(engineer, name);
    }

    private static Element drift(Visitor visitor, String name) {
        return visitor.get("/s/prod").select("section.notice--negative").stream()
                .filter(each -> each.text().startsWith(name + " "))
                .findFirst()
                .orElse(null);
    }

    private void check(Visitor visitor) {
        visitor.get("/s/prod/authoring");
        visitor.post("/s/prod/check", Map.of("return", "/s/prod/authoring"));
        assertThat(visitor.page().select(".flash").text()).contains("Checked at");
    }

    /** Past the portal. */
    private String made(String name) {
        String resource = "res" + UUID.randomUUID().toString().substring(0, 8);
        String id = upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTORS, """
                {"name":"%s","subscriptionId":"7d0c3b1e-5f0a-4c57-9a51-0c8e2f6b4d10","resourceGroupName":"rg",
                 "resourceName":"%s","connectionSpec":{"id":"%s","version":"1.0"}}""".formatted(name, resource, BLOB))
                .path("id")
                .asString();
        made.add(id);
        return id;
    }

    private void connect(String name, String endpointId) {
        upstream.authoringIsOn("prod");
        String resource = upstream.endpoints("prod").stream()
                .filter(each -> each.path("id").asString().equals(endpointId))
                .findFirst()
                .orElseThrow()
                .path("resourceName")
                .asString();
        upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTIONS, """
                {"name":"%s","auth":{"specName":"ConnectionString","params":{"usePrivateLink":true,
                 "connectionString":"DefaultEndpointsProtocol=https;AccountName=%s;AccountKey=QUJDRA==;EndpointSuffix=core.windows.net"}},
                 "connectionSpec":{"id":"%s","version":"1.0"}}""".formatted(name, resource, BLOB));
    }

    private void decide(String id, String decision) {
        upstream.decide(id, decision);
    }
}
