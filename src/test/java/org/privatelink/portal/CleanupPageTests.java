package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is left over in a sandbox, of each kind, with its reason. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class CleanupPageTests {

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private Upstream upstream;
    private Visitor engineer;
    private Visitor support;

    @BeforeAll
    void look() {
        upstream = Upstream.of(environment);
        engineer = Visitor.signedIn(port, "engineer");
        support = Visitor.signedIn(port, "support");
        Wire.signedIn(port, "admin").post("/s/prod/check", Map.of());
    }

    @AfterEach
    void heal() {
        upstream.isWell();
    }

    @Test
    void everyKindIsCountedAndLeadsToItsList() {
        Document page = support.get("/s/prod/cleanup");

        for (Element link : page.select("a.metric")) {
            String count = link.select(".metric__value").text();
            Document list = support.get(link.attr("href"));
            assertThat(list.select("h1").text()).isEqualTo(link.select(".metric__label").text());
            assertThat(list.select("tbody tr")).as(list.title()).hasSize(Math.min(25, Integer.parseInt(count)));
            assertThat(list.select("tbody td:nth-child(3)").eachText()).allSatisfy(why -> assertThat(why).hasSizeGreaterThan(20));
        }
        assertThat(page.select("a.metric")).hasSize(7);
    }

    @Test
    void deadEndpointsStandInTheirKind() {
        assertThat(names("rejected")).containsExactly("fabrikam-web-blob");
        assertThat(names("failed")).containsExactly("acme-test-postgres");
        assertThat(names("disconnected")).containsExactly("fabrikam-old-lake");
    }

    @Test
    void aConnectionOfADisconnectedEndpointIsStranded() {
        Document page = support.get("/s/prod/cleanup?kind=stranded");

        Element row = page.select("tbody tr:contains(Fabrikam returns)").first();
        assertThat(row.select("td:nth-child(3)").text()).contains("fabrikam-old-lake", "Disconnected");
        assertThat(row.select("a[href*=/endpoints/]").attr("href"))
                .endsWith(upstream.endpointId("prod", "fabrikam-old-lake"));
    }

    @Test
    void pendingOnesCountFromTheirDay() {
        assertThat(names("pending")).isEmpty();
        jdbc.update("update watch_endpoint set since = dateadd(day, -9, since) where sandbox = 'prod' and endpoint_id = ?",
                upstream.endpointId("prod", "contoso-shares"));

        try {
            assertThat(names("pending")).containsExactly("contoso-shares");
            assertThat(names("pending&days=9")).containsExactly("contoso-shares");
            assertThat(names("pending&days=10")).isEmpty();
        } finally {
            jdbc.update("update watch_endpoint set since = dateadd(day, 9, since) where sandbox = 'prod' and endpoint_id = ?",
                    upstream.endpointId("prod", "contoso-shares"));
        }
        for (String senseless : List.of("0", "-1", "x", "99999", "", "3651", "1e3")) {
            Document page = support.get("/s/prod/cleanup?kind=pending&days=" + senseless);
            assertThat(page.select("#filter-days").val()).as(senseless).isEqualTo("7");
        }
    }

    @Test
    void onlyWhoMayChangeIsLedToWhatChanges() {
        assertThat(support.get("/s/prod/cleanup?kind=rejected").select("main a[href$=/delete], main a[href*=/new]")).isEmpty();
        assertThat(engineer.get("/s/prod/cleanup?kind=rejected").select("tbody .links a").eachAttr("href"))
                .hasSize(2)
                .anySatisfy(link -> assertThat(link).contains("/endpoints/new?copyEndpoint="))
                .anySatisfy(link -> assertThat(link).endsWith("/delete"));
        assertThat(engineer.page().select("main form[method=post]")).isEmpty();
    }

    @Test
    void itIsReachedFromTheOverviewAndBothLists() {
        String total = support.get("/s/prod").select("main a[href=/s/prod/cleanup]").text();
        int sum = support.get("/s/prod/cleanup").select(".metric__value").eachText().stream()
                .mapToInt(Integer::parseInt)
                .sum();
        assertThat(total).isEqualTo("Clean up: " + sum + " things");
        assertThat(support.get("/s/prod/endpoints").select("main a[href=/s/prod/cleanup]")).hasSize(1);
        assertThat(support.get("/s/prod/connections").select("main a[href=/s/prod/cleanup]")).hasSize(1);
    }

    @Test
    void aListIsSortedAndExportedAsItIsShown() {
        List<String> shown = names("stranded&sort=-name");
        support.get("/s/prod/cleanup?kind=stranded&sort=-name&format=json");
        JsonNode json = new JsonMapper().readTree(support.body());
        assertThat(json.path("items").valueStream().map(item -> item.path("name").asString())).containsExactlyElementsOf(shown);
        assertThat(json.path("items").path(0).path("why").asString()).contains("Its endpoint");
        support.get("/s/prod/cleanup?kind=rejected&format=csv");
        assertThat(support.body().lines()).hasSize(2).last().asString().startsWith("rejected,").contains("fabrikam-web-blob");
        support.get("/s/prod/cleanup?kind=nothing&format=csv");
        assertThat(support.status()).isEqualTo(404);
    }

    @Test
    void sandboxThatWasNeverLookedAtIsNotSaidToBeClean() {
        jdbc.update("delete from watch_endpoint where sandbox = 'dev'");
        jdbc.update("delete from watch_round where sandbox = 'dev'");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 503));
        Document page = support.get("/s/dev/cleanup");

        assertThat(page.select(".metric__value").eachText()).containsOnly("–");
        assertThat(page.select("main").text()).contains("Not known yet", "Endpoints have not been looked at yet");
        assertThat(support.get("/s/dev/cleanup?kind=rejected").select("main").text())
                .contains("Not known yet")
                .doesNotContain("Nothing to clean up");
    }

    @Test
    void whatNeedsNoConnectionsStandsWhenTheyCannotBeRead() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/?").with("status", 503));

        Document page = support.get("/s/prod/cleanup");

        assertThat(support.status()).isEqualTo(503);
        assertThat(page.select(".failure h2").text()).isEqualTo("Platform does not answer");
        assertThat(page.select("a.metric[href*=rejected] .metric__value").text()).isEqualTo("1");
    }

    @Test
    void anUnknownKindShowsAll() {
        assertThat(support.get("/s/prod/cleanup?kind=<b>").select("a.metric")).hasSize(7);
    }

    private List<String> names(String kind) {
        return support.get("/s/prod/cleanup?kind=" + kind).select("tbody th a").eachText();
    }
}
