package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
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
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Support finds anything by any part of it, and where a connection breaks. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class SupportTests {

    private static final String PLANTED = "p1anted-S3cret-never-shown";

    private static final OffsetDateTime LATER = OffsetDateTime.parse("2099-01-01T00:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private Upstream upstream;
    private Visitor support;
    private Visitor engineer;

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        support = Visitor.signedIn(port, "support");
        engineer = Visitor.signedIn(port, "engineer");
        Visitor admin = Visitor.signedIn(port, "admin");
        for (String sandbox : List.of("prod", "dev")) {
            admin.get("/s/" + sandbox + "/endpoints");
            admin.post("/s/" + sandbox + "/check", Map.of());
        }
    }

    @AfterEach
    void wellAgain() {
        upstream.isWell();
    }

    @Test
    void emptyBoxTellsWhatCanBeLookedFor() {
        Document page = support.get("/s/prod/support");

        assertThat(support.status()).isEqualTo(200);
        assertThat(page.select("main h2").text()).isEqualTo("What can be looked for");
        assertThat(page.select("nav [aria-current=page]").text()).isEqualTo("Support");
        assertThat(page.select("input[name=q]").attr("value")).isEmpty();
    }

    @Test
    void linkWithoutASandboxBeginsWhereThePersonWasLast() {
        support.get("/s/dev");
        support.get("/support?q=acme%26x");

        assertThat(support.address()).endsWith("/s/dev/support?q=acme%26x");
        assertThat(support.page().select("input[name=q]").attr("value")).isEqualTo("acme&x");
    }

    @Test
    void endpointIsFoundFromTheOtherSandboxByEachOfItsKeys() {
        JsonNode lake = upstream.endpoint("prod", "acme-lake");
        String id = lake.path("id").asString();
        String resource = "/subscriptions/" + lake.path("subscriptionId").asString() + "/resourceGroups/"
                + lake.path("resourceGroupName").asString() + "/providers/Microsoft.Storage/storageAccounts/acmelake";

        for (String key : List.of(id, "ACME-lake", "acmelake", resource, resource.toUpperCase().substring(1),
                "acmelake.dfs.core.windows.net", "https://acmelake.privatelink.dfs.core.windows.net/")) {
            Document page = search("dev", key);
            assertThat(page.select("a[href=/s/prod/endpoints/" + id + "]")).as(key).isNotEmpty();
        }
        assertThat(search("dev", "acmelake").select("#endpoints-caption").parents().select("tbody tr").text())
                .contains("acme-lake", "prod", "Approved", "connections");
        assertThat(search("prod", resource.replace("acme-data-rg", "another-rg")).select("#endpoints-title")).isEmpty();
    }

    @Test
    void endpointDeletedHereIsNotFoundUntilItIsSeenToBeGone() {
        String id = upstream.endpointId("prod", "acme-lake");
        jdbc.update("update watch_endpoint set deleted_at = ? where endpoint_id = ?", LATER, id);
        assertThat(search("prod", "acme-lake").select("a[href=/s/prod/endpoints/" + id + "]")).isEmpty();

        jdbc.update("update watch_endpoint set gone_at = ? where endpoint_id = ?", LATER, id);
        Document page = search("prod", "acme-lake");
        assertThat(page.select("tr:has(a[href=/s/prod/endpoints/" + id + "])").text()).doesNotContain("Approved");
        assertThat(page.select("a[href=/s/prod/endpoints/" + id + "]")).isNotEmpty();
        jdbc.update("update watch_endpoint set gone_at = null, deleted_at = null where endpoint_id = ?", id);
    }

    @Test
    void connectionIsFoundByIdNameHostAndCreator() {
        JsonNode shop = upstream.connectionsNamed("prod", "Contoso shop (PostgreSQL)").get(0);
        String id = shop.path("id").asString();

        for (String key : List.of(id, "contoso SHOP", "contoso-shop-db.postgres.database.azure.com", "contoso-shop-db")) {
            assertThat(search("dev", key).select("a[href=/s/prod/connections/" + id + "]")).as(key).isNotEmpty();
        }
        assertThat(search("prod", "(").text()).contains("Not all are shown");
        assertThat(search("prod", shop.path("createdBy").asString()).select("#connections-title")).isNotEmpty();
        assertThat(search("prod", "Acme trial").select("a[href^=/s/dev/connections/]")).isNotEmpty();
    }

    @Test
    void requestAndActsAreFoundByReferenceTicketAndPerson() {
        Asking asking = new Asking(Wire.signedIn(port, "engineer"), Wire.signedIn(port, "admin"));
        Map<String, String> form = Asking.form("asked for support");
        form.put("ticket", "CHG-SUPPORT-1");
        String path = asking.draft("dev", form);
        assertThat(search("prod", "CHG-SUPPORT-1").select("a[href=" + path + "]")).as("a draft").isEmpty();
        asking.raise(path);

        for (String key : List.of("chg-support-1", path.replaceAll(".*/", ""), form.get("resourceName"), "Erin")) {
            assertThat(search("prod", key).select("a[href=" + path + "]")).as(key).isNotEmpty();
        }
        assertThat(search("prod", "asked for support").select("#acts-title")).isNotEmpty();
        jdbc.update("delete from endpoint_request where name = 'asked for support'");
    }

    @Test
    void actIsFoundByPlatformsRequestId() {
        upstream.fails(Fault.of("STATUS", "POST", Upstream.AUTHORING).with("status", 400).once());
        engineer.get("/s/dev/authoring");
        engineer.submit(Map.of("preset", "15"));
        String requestId = jdbc.queryForObject(
                "select o.request_id from activity_outcome o join activity a on a.id = o.activity_id where a.sandbox = 'dev'"
                        + " and o.request_id is not null order by o.noted_at desc limit 1",
                String.class);

        assertThat(search("prod", requestId).select("#acts-caption").parents().select("tbody").text())
                .contains(requestId, "dev");
    }

    @Test
    void whatWasMadeElsewhereAMomentAgoIsAskedForByItsId() {
        jdbc.update("delete from watch_endpoint where sandbox = 'prod'");
        String id = upstream.endpointId("prod", "contoso-crm-postgres");

        Document page = search("dev", id);

        assertThat(page.select("a[href=/s/prod/endpoints/" + id + "]")).isNotEmpty();
        assertThat(page.text()).contains("asked for at Platform just now");
        engineer.get("/s/prod/endpoints");
        engineer.post("/s/prod/check", Map.of());
    }

    @Test
    void withoutAMatchItIsToldWhatWasSearchedAndWhen() {
        Document page = search("prod", "nothing-is-called-so");

        assertThat(page.select(".empty h2").text()).isEqualTo("Nothing has that in it");
        assertThat(page.select("details[open] tbody th").eachText()).anyMatch(text -> text.contains("(prod)"))
                .anyMatch(text -> text.contains("(dev)"));
        assertThat(page.select("details[open] time")).isNotEmpty();
    }

    @Test
    void oddTextsAreLookedForAsTheyAre() {
        for (String odd : Naughty.STRINGS) {
            Document page = search("prod", odd);
            assertThat(support.status()).as(odd).isEqualTo(200);
            assertThat(page.select("h1")).as(odd).hasSize(1);
            assertThat(page.select("script:not([src]), main img, main svg[onload]")).as(odd).isEmpty();
            assertThat(page.select("main").text().replace(odd, "")).as(odd).doesNotContain(Naughty.PRODUCT);
        }
        assertThat(search("prod", "%").select(".empty")).as("no wildcard").isNotEmpty();
        assertThat(search("prod", "x".repeat(600)).text()).contains("longer than any id");
    }

    @Test
    void pastedSecretIsNeitherLookedForNorKept() {
        Document page = search("prod", "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=" + PLANTED + "==");

        assertThat(support.address()).endsWith("/s/prod/support");
        assertThat(page.outerHtml()).contains("looks like a connection string").doesNotContain(PLANTED);
    }

    @Test
    void tooLongTextIsNeitherLookedForNorKept() {
        for (String path : List.of("/s/prod/support", "/support")) {
            Document page = support.get(path + "?q=" + PLANTED + "x".repeat(600));

            assertThat(support.address()).as(path).endsWith("/support");
            assertThat(page.outerHtml()).as(path).contains("longer than any id").doesNotContain(PLANTED);
        }
    }

    @Test
    void deadPlatformIsToldAndTheCopiesServe() {
        search("prod", "acme");
        upstream.fails(
                Fault.of("STATUS", "GET", Upstream.CONNECTIONS + ".*").with("status", 503),
                Fault.of("STATUS", "GET", Upstream.CONNECTORS + ".*").with("status", 503));

        Document page = search("prod", "acme-lake");

        assertThat(support.status()).isEqualTo(200);
        assertThat(page.select("#endpoints-title")).isNotEmpty();
        assertThat(page.select("details tbody").text()).contains("Request id");
    }

    @Test
    void connectionThatOnlyTheCopyHasIsWhereItBreaks() {
        jdbc.update("insert into connection_copy (sandbox, connection_id, name, spec_id, private_link, search, reading, gone)"
                + " values ('prod', 'was-there', 'Was there', '', false, '', 9000000000000000, false)");
        assertThat(verdict(support.get("/s/prod/connections/was-there/diagnosis"))).contains("It breaks at: Connection");

        jdbc.update("update connection_copy set gone = true where connection_id = 'was-there'");
        support.get("/s/prod/connections/was-there/diagnosis");
        assertThat(support.status()).as("deleted here").isEqualTo(404);
        jdbc.update("delete from connection_copy where connection_id = 'was-there'");
    }

    @Test
    void goneEndpointIsWhereItBreaks() {
        Document page = diagnosis("Acme archive (Data Lake)");

        assertThat(verdict(page)).contains("It breaks at: Private endpoint", "A data engineer");
        assertThat(step(page, "azure")).contains("Not checked");
        assertThat(step(page, "credentials")).contains("Passed");
    }

    @Test
    void pendingEndpointIsWhereItBreaks() {
        Document page = diagnosis("Contoso invoices (Files)");

        assertThat(verdict(page)).contains("It breaks at: Azure approval", "The owner of the Azure resource contososhares");
        assertThat(step(page, "endpoint")).contains("Passed", "Request id");
        assertThat(page.select("#verdict-title").parents().select("a[href^=/s/prod/endpoints/]")).isNotEmpty();
    }

    @Test
    void disconnectedEndpointIsWhereItBreaks() {
        assertThat(verdict(diagnosis("Fabrikam returns (Data Lake)"))).contains("It breaks at: Azure approval", "does not come back");
    }

    @Test
    void otherHostIsWhereItBreaks() {
        Document page = diagnosis("Contoso shop (PostgreSQL)");

        assertThat(verdict(page)).contains("It breaks at: Host", "contoso-crm-db");
        assertThat(step(page, "host")).contains("contoso-shop-db.postgres.database.azure.com");
    }

    @Test
    void authoringThatIsOffIsWhereATestBreaks() {
        JsonNode trial = upstream.connectionsNamed("dev", "Acme trial (Blob)").get(0);
        String path = "/s/dev/connections/" + trial.path("id").asString() + "/diagnosis";
        // Where it was turned on a short while ago, it is not said to be off.
        jdbc.update("update activity set begun_at = dateadd(hour, -1, begun_at) where act = 'AUTHORING_ENABLE'");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.AUTHORING).with("status", 200).with("body", "{\"status\":\"Disabled\"}"));
        Document page = engineer.get(path);
        assertThat(verdict(page)).contains("It breaks at: Interactive authoring", "A data engineer");

        upstream.forget();
        Document tested = engineer.submit(engineer.form("main form[action$=/diagnosis]"), Map.of());
        assertThat(verdict(tested)).contains("The live test was not run");
        assertThat(upstream.seen("GET", Upstream.CONNECTIONS + "/[^/]+/test")).isEmpty();
    }

    @Test
    void wrongCredentialsShowInTheLiveTest() {
        upstream.authoringIsOn("prod");
        engineer.get(path("Contoso audit (PostgreSQL)"));

        Document page = engineer.submit(engineer.form("main form[action$=/diagnosis]"), Map.of());

        assertThat(verdict(page)).contains("It breaks at: Live test", "credentials are wrong", "A data engineer");
        assertThat(page.select("#sheet").text()).contains("Live test: Failed");
    }

    @Test
    void liveTestThatPassesSaysThatItWorks() {
        upstream.authoringIsOn("prod");
        engineer.get(path("Acme orders (Blob)"));

        Document page = engineer.submit(engineer.form("main form[action$=/diagnosis]"), Map.of());

        assertThat(verdict(page)).contains("It works");
        assertThat(step(page, "test")).contains("Passed", "Request id");
    }

    @Test
    void testThatTakesTooLongAsksWhetherAuthoringIsOn() {
        upstream.authoringIsOn("prod");
        engineer.get(path("Acme orders (Blob)"));
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/[^/]+/test").with("status", 504));

        Document page = engineer.submit(engineer.form("main form[action$=/diagnosis]"), Map.of());

        assertThat(verdict(page)).contains("It breaks at: Live test", "Is interactive authoring on?");
    }

    @Test
    void supportReadsWhoMustActAndCannotTest() {
        String path = path("Contoso shop (PostgreSQL)");
        Document page = support.get(path);

        assertThat(page.select("main form")).isEmpty();
        support.post(path, Map.of());
        assertThat(support.status()).isEqualTo(403);
    }

    @Test
    void deadPlatformPassesNothing() {
        String path = path("Contoso shop (PostgreSQL)");
        upstream.fails(
                Fault.of("STATUS", "GET", Upstream.CONNECTIONS + ".*").with("status", 503),
                Fault.of("STATUS", "GET", Upstream.CONNECTORS + ".*").with("status", 503));

        Document page = support.get(path);

        assertThat(support.status()).isEqualTo(503);
        assertThat(verdict(page)).contains("It cannot be told");
        assertThat(step(page, "connection")).contains("Could not be read", "Request id");
        assertThat(page.select(".tasks .state").eachText()).doesNotContain("Passed");
    }

    @Test
    void caseSheetTellsAllAndNoSecret() {
        String secret = "postgres-" + PLANTED;
        String id = upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTIONS, """
                        {"name":"sheet password=%s","auth":{"specName":"Basic Authentication","params":{"server":"sheet-db.postgres.database.azure.com",
                        "port":"5432","database":"d","username":"u","password":"%s","sslMode":"Prefer"}},
                        "connectionSpec":{"id":"74a1c565-4e59-48d7-9d67-7c03b8a13137","version":"1.0"}}""".formatted(secret, secret))
                .path("id").asString();

        support.get("/s/prod/connections/" + id + "/case?format=text");
        String text = support.body();

        assertThat(support.header("Content-Type")).startsWith("text/plain");
        assertThat(text).contains("Case for Adobe: connection " + id, "@AdobeOrg", "prod", "74a1c565-4e59-48d7-9d67-7c03b8a13137",
                        "sheet-db.postgres.database.azure.com", "Private Link Portal")
                .containsPattern("Written \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")
                .containsPattern("Request id: [\\w-]{8,}")
                .doesNotContain(PLANTED, "vault.azure.net");
        upstream.delete("prod", Upstream.CONNECTIONS + "/" + id);
    }

    @Test
    void caseSheetsOfAnEndpointBeginWithWhatTheReaderKnows() {
        String id = upstream.endpointId("prod", "acme-lake");
        Document page = support.get("/s/prod/endpoints/" + id + "/case");
        String adobe = page.select("#adobe").text();
        String microsoft = page.select("#microsoft").text();

        assertThat(adobe.indexOf("@AdobeOrg")).isPositive().isLessThan(adobe.indexOf("/subscriptions/"));
        assertThat(microsoft.indexOf("/subscriptions/")).isPositive().isLessThan(microsoft.indexOf("@AdobeOrg"));
        assertThat(microsoft).contains("Sub-resource: dfs", "State at Platform: Approved", "acmelake", "Seen approved in Azure");
    }

    @Test
    void whatNobodyKnowsIsNotFound() {
        support.get("/s/prod/connections/nothing/diagnosis");
        assertThat(support.status()).isEqualTo(404);
        support.get("/s/prod/endpoints/nothing/case?format=text");
        assertThat(support.status()).isEqualTo(404);
    }

    @Test
    void pagesOfAConnectionAndAnEndpointLeadThere() {
        String id = upstream.connectionId("prod", "Contoso shop (PostgreSQL)");
        assertThat(support.get("/s/prod/connections/" + id).select("main a").eachAttr("href"))
                .contains("/s/prod/connections/" + id + "/diagnosis", "/s/prod/connections/" + id + "/case");
        String endpoint = upstream.endpointId("prod", "acme-lake");
        assertThat(support.get("/s/prod/endpoints/" + endpoint).select("main a").eachAttr("href"))
                .contains("/s/prod/endpoints/" + endpoint + "/case");
    }

    private Document search(String sandbox, String text) {
        return support.get("/s/" + sandbox + "/support?q=" + Wire.encoded(text));
    }

    private String path(String name) {
        return "/s/prod/connections/" + upstream.connectionId("prod", name) + "/diagnosis";
    }

    private Document diagnosis(String name) {
        return support.get(path(name));
    }

    private static String verdict(Document page) {
        return page.select("section.notice:has(#verdict-title)").text();
    }

    private static String step(Document page, String step) {
        return page.select("#step-" + step).text();
    }
}
