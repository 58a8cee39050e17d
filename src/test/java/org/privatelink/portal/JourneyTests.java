package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

/** The portal's main job from sign-in to delete, in a real browser, every page held to axe in light and dark. */
@PortalTest
class JourneyTests {

    private static final String ACCOUNT_KEY = Base64.getEncoder().encodeToString(new byte[64]);
    private static final String PRIVATE_KEY = Base64.getEncoder().encodeToString(new byte[1200]);
    private static final String RESOURCE =
            "subscriptions/1B2C3D4E-0000-4000-8000-123456789ABC/resourceGroups/rg-journey/providers/microsoft.storage/storageaccounts/journeystore";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @BeforeAll
    static void needsABrowser() {
        assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine (Debian: chromium-driver)");
    }

    @Test
    void fromSignInToDelete() {
        try (Browser engineer = Browser.signedIn(port, "engineer")) {
            String endpoint = createsABlobEndpoint(engineer);
            ownerApprovesInAzure();
            engineer.awaitText("Approved");
            turnsAuthoringOn(engineer);
            createsTheConnections(engineer);
            seesThemLinkedAndIsWarned(engineer, endpoint);
            supportSeesAndChangesNothing(endpoint);
            adminDeletesByName(endpoint);
            looksAtTheOtherPages(engineer);
        }
    }

    private String createsABlobEndpoint(Browser engineer) {
        engineer.isAccessible();
        engineer.follow("Production\nprod\nproduction");
        assertThat(engineer.heading()).isEqualTo("Overview of Production");
        engineer.isAccessible();
        engineer.follow("New endpoint");
        engineer.isAccessible();
        engineer.follow("Azure Blob Storage");
        engineer.press("Continue");
        assertThat(engineer.text()).contains("There is a problem", "Enter the resource group");
        engineer.isAccessible();
        engineer.type("resourceId", RESOURCE);
        engineer.press("Fill the fields from it");
        engineer.type("name", "journey-blob");
        engineer.type("reason", "Order archive for the loyalty model");
        engineer.type("ticket", "NET-4711");
        engineer.type("owner", "Storage team");
        engineer.press("Continue");
        assertThat(engineer.text()).contains("Nothing has been sent yet", "rg-journey", "journeystore", "blob");
        engineer.isAccessible();
        engineer.press("Create endpoint");
        assertThat(engineer.heading()).isEqualTo("journey-blob");
        assertThat(engineer.text()).contains("Pending in Azure", "Order archive for the loyalty model", "Erin Engineer")
                .contains("Please approve a private endpoint in Azure.", "Reference: NET-4711");
        engineer.isAccessible();
        return engineer.path();
    }

    private void ownerApprovesInAzure() {
        Upstream upstream = Upstream.of(environment);
        upstream.ownerDecides(upstream.endpointId("prod", "journey-blob"), "APPROVE");
    }

    private void turnsAuthoringOn(Browser engineer) {
        engineer.go("/s/prod/authoring");
        engineer.isAccessible();
        engineer.press("Turn on");
        engineer.awaitText("Private connections can be created");
        assertThat(engineer.text()).contains("Ends at the earliest", "by Erin Engineer");
        engineer.isAccessible();
    }

    private void createsTheConnections(Browser engineer) {
        connect(engineer, "postgresql", Map.of(
                "name", "journey-postgresql", "server", "contoso-crm-db.postgres.database.azure.com",
                "database", "crm", "username", "aep"), Map.of("password", "p;w=d \"'<&"));
        connect(engineer, "snowflake", Map.of(
                "name", "journey-snowflake", "account", "fabrikam-analytics", "username", "aep",
                "database", "sales", "warehouse", "wh"), Map.of("privateKey", PRIVATE_KEY));
        connect(engineer, "azure-table", Map.of("name", "journey-table", "accountName", "contosoloyalty"),
                Map.of("accountKey", ACCOUNT_KEY));
        connect(engineer, "azure-blob", Map.of("name", "journey-connection", "accountName", "journeystore"),
                Map.of("accountKey", ACCOUNT_KEY));
        engineer.press("Test connection");
        assertThat(engineer.text()).contains("journey-connection works");
    }

    private void connect(Browser engineer, String source, Map<String, String> fields, Map<String, String> secrets) {
        engineer.go("/s/prod/connections/new?source=" + source);
        fields.forEach(engineer::type);
        engineer.isAccessible();
        engineer.press("Continue");
        assertThat(engineer.text()).contains("An approved endpoint leads to this resource");
        engineer.isAccessible();
        secrets.forEach(engineer::type);
        engineer.press("Create connection");
        assertThat(engineer.heading()).isEqualTo(fields.get("name"));
        assertThat(engineer.text()).contains("was created").doesNotContain("not noted which endpoint");
        engineer.isAccessible();
    }

    private void seesThemLinkedAndIsWarned(Browser engineer, String endpoint) {
        engineer.go(endpoint);
        assertThat(engineer.text()).contains("Certain (1)", "journey-connection");
        engineer.follow("Delete");
        assertThat(engineer.text())
                .contains("1 linked and 0 probably linked connections can no longer reach their source")
                .contains("journey-connection", "Only an admin may delete it");
        assertThat(engineer.all("main button.button--negative")).isEmpty();
        engineer.isAccessible();
    }

    private void supportSeesAndChangesNothing(String endpoint) {
        try (Browser support = Browser.signedIn(port, "support")) {
            for (String path : new String[] {endpoint, "/s/prod", "/s/prod/endpoints", "/s/prod/connections", "/s/prod/authoring"}) {
                support.go(path);
                assertThat(support.all("main form[method=post]:not([action$='/check'])")).as(path).isEmpty();
                assertThat(support.all("main a.button")).as(path).isEmpty();
            }
            support.go(endpoint + "/delete");
            assertThat(support.heading()).isEqualTo("You may not do that");
            support.isAccessible();
        }
    }

    private void adminDeletesByName(String endpoint) {
        try (Browser admin = Browser.signedIn(port, "admin")) {
            admin.go(endpoint + "/delete");
            admin.press("Delete endpoint");
            assertThat(admin.text()).contains("Type the name exactly: journey-blob");
            admin.isAccessible();
            admin.type("confirmName", "journey-blob");
            admin.press("Delete endpoint");
            assertThat(admin.path()).isEqualTo("/s/prod/endpoints");
            assertThat(admin.text()).contains("Endpoint journey-blob is deleted");
            admin.isAccessible();
            admin.go(endpoint);
            assertThat(admin.heading()).isEqualTo("Not found");
        }
    }

    private void looksAtTheOtherPages(Browser engineer) {
        for (String path : new String[] {
            "/s/prod/connections", "/s/prod/connections?q=nothing-has-this", "/s/prod/endpoints?q=nothing-has-this",
            "/s/prod/connections/new", "/s/prod/endpoints/resolve", "/s/prod/endpoints/resolve?source=snowflake",
            "/s/dev", "/s/no-such-sandbox"
        }) {
            engineer.go(path);
            engineer.isAccessible();
        }
        engineer.go("/s/prod");
        engineer.follow("Delete endpoint journey-blob");
        assertThat(engineer.text()).contains("Platform did it.", "by Ada Admin");
        engineer.isAccessible();
        engineer.go("/s/prod/connections");
        engineer.follow("journey-connection");
        engineer.follow("Delete");
        assertThat(engineer.text()).contains("No flow uses it.");
        engineer.isAccessible();
    }
}
