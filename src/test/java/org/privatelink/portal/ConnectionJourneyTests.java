package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What people do with connections once there are some, in a real browser, new pages held to axe in light and dark. */
@PortalTest
// A portal of its own: through the common one others have turned authoring on, which is remembered for a while.
@TestPropertySource(properties = "spring.application.name=connections")
class ConnectionJourneyTests {

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    private Upstream upstream;

    @BeforeAll
    static void needsABrowser() {
        assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine (Debian: chromium-driver)");
    }

    @BeforeEach
    void reach() {
        upstream = Upstream.of(environment);
    }

    @Test
    void engineerExploresASource() {
        try (Browser engineer = Browser.signedIn(port, "engineer")) {
            engineer.go("/s/dev/connections");
            engineer.isAccessible();
            engineer.follow("Acme trial (Blob)");
            engineer.isAccessible();
            engineer.follow("Explore");
            assertThat(engineer.text()).contains("Interactive authoring is needed");
            engineer.isAccessible();
            engineer.press("Turn on for 15 minutes");
            assertThat(engineer.path()).endsWith("/explore");
            // The page's own script brings what can be seen as soon as it is on.
            engineer.awaitText("acme-customers");
            engineer.script("document.querySelector('button[data-open-folder]').click()");
            engineer.awaitText("orders-2026-10.csv");
            engineer.isAccessible();
            engineer.follow("customers.csv");
            engineer.press("Show first rows");
            assertThat(engineer.text()).contains("4 columns", "The first");
            assertThat(engineer.all("nav ol.crumbs li")).hasSize(3);
            engineer.isAccessible();
        }
    }

    @Test
    void engineerRenamesWhatSomebodyElseChangesMeanwhile() {
        try (Browser engineer = Browser.signedIn(port, "engineer")) {
            JsonNode stores = upstream.connectionsNamed("prod", "Contoso stores (PostgreSQL)").get(0);
            engineer.go("/s/prod/connections/" + stores.path("id").asString());
            engineer.follow("Rename or describe");
            engineer.isAccessible();
            upstream.patch(
                    "prod",
                    Upstream.CONNECTIONS + "/" + stores.path("id").asString(),
                    stores.path("etag").asString(),
                    "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"Contoso shops\"}]");
            engineer.type("name", "Contoso branches");
            engineer.press("Save");
            assertThat(engineer.text())
                    .contains("Changed meanwhile by somebody else", "Contoso stores (PostgreSQL)", "Contoso shops")
                    .contains("Keep Platform's");
            engineer.isAccessible();
            engineer.press("Save mine over it");
            assertThat(engineer.text()).contains("Connection Contoso branches is changed.");

            upstream.patch(
                    "prod",
                    Upstream.CONNECTIONS + "/" + stores.path("id").asString(),
                    upstream.connectionsNamed("prod", "Contoso branches").get(0).path("etag").asString(),
                    "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"Contoso stores (PostgreSQL)\"}]");
        }
    }

    @Test
    void supportFindsFiveBreaks() {
        try (Browser support = Browser.signedIn(port, "support");
                Browser engineer = Browser.signedIn(port, "engineer")) {
            support.go("/s/dev");
            support.follow("Support");
            support.isAccessible();
            find(support, "Acme archive (Data Lake)");
            support.isAccessible();
            diagnose(support, "Acme archive (Data Lake)", "It breaks at: Private endpoint");
            support.isAccessible();
            diagnose(support, "Contoso invoices (Files)", "It breaks at: Azure approval");
            diagnose(support, "Fabrikam returns (Data Lake)", "It breaks at: Azure approval");
            diagnose(support, "Contoso shop (PostgreSQL)", "It breaks at: Host");
            upstream.authoringIsOn("prod");
            diagnose(engineer, "Contoso audit (PostgreSQL)", "");
            engineer.press("Run the live test");
            assertThat(engineer.all("#verdict-title")).containsExactly("It breaks at: Live test");
            engineer.isAccessible();
            support.follow("Case sheet");
            assertThat(support.text()).contains("contoso-shop-db").doesNotContain("vault.azure.net");
            support.isAccessible();
        }
    }

    private static void find(Browser person, String name) {
        person.go("/s/dev/support");
        person.type("q", name);
        person.press("Search");
        assertThat(person.text()).contains("Found:", name);
    }

    private static void diagnose(Browser person, String name, String verdict) {
        find(person, name);
        person.follow(name);
        person.follow("Find out where it breaks");
        assertThat(person.all("#verdict-title").get(0)).startsWith(verdict);
    }
}
