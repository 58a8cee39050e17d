package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.source.KeyFixture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The portal's main job from sign-in to delete, in a real browser, every page held to axe in light and dark. */
@PortalTest
@TestPropertySource(
        properties = {
            "portal.watch.enabled=true",
            "portal.watch.often=1s",
            "portal.watch.seldom=2s",
            "portal.notice.mail.from=portal@example.com",
            "portal.notice.mail.approvers=approvers@example.com",
            "spring.mail.host=127.0.0.1"
        })
class JourneyTests {

    private static final String ACCOUNT_KEY = Base64.getEncoder().encodeToString(new byte[64]);
    private static final String PRIVATE_KEY = KeyFixture.key();
    private static final String RESOURCE =
            "subscriptions/1B2C3D4E-0000-4000-8000-123456789ABC/resourceGroups/rg-journey/providers/microsoft.storage/storageaccounts/journeystore";

    private static GreenMail mail;

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @BeforeAll
    static void needsABrowser() {
        assumeTrue(Browser.isInstalled(), "no Chromium with chromedriver on this machine (Debian: chromium-driver)");
    }

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry settings) {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        settings.add("spring.mail.port", () -> mail.getSmtp().getPort());
    }

    @AfterAll
    static void closeTheMailServer() {
        mail.stop();
    }

    @Test
    void fromTheRequestToTheDelete() {
        try (Browser engineer = Browser.signedIn(port, "engineer");
                Browser admin = Browser.signedIn(port, "admin")) {
            String request = asksForABlobEndpoint(engineer);
            cannotApproveIt(engineer);
            adminAgrees(admin, request);
            String endpoint = opensTheEndpoint(engineer);
            adminApprovesInAzure(admin, endpoint);
            seesItApprovedWithoutReloading(engineer);
            wereTold();
            turnsAuthoringOn(engineer);
            createsTheConnections(engineer);
            seesThemLinkedAndIsWarned(engineer, endpoint);
            supportSeesAndChangesNothing(endpoint, request);
            adminDeletesByName(admin, endpoint);
            looksAtTheOtherPages(engineer, admin);
        }
    }

    private String asksForABlobEndpoint(Browser engineer) {
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
        assertThat(engineer.text())
                .contains("Nothing has been sent yet", "rg-journey", "journeystore", "blob")
                .contains("nothing else leads to this resource", "of 10 endpoints over all production sandboxes");
        engineer.isAccessible();
        engineer.press("Send request");
        assertThat(engineer.text()).contains("The request is with the approvers", "Awaiting our approval");
        engineer.isAccessible();
        return engineer.path();
    }

    private static void cannotApproveIt(Browser engineer) {
        assertThat(engineer.text()).contains("You raised this request: another approver has to decide.");
        assertThat(engineer.all("input[name=decision]")).isEmpty();
    }

    private static void adminAgrees(Browser admin, String request) {
        admin.go("/s/prod");
        admin.go("/s/prod/requests");
        admin.isAccessible();
        admin.follow("journey-blob");
        assertThat(admin.path()).isEqualTo(request);
        assertThat(admin.text())
                .contains("Erin Engineer", "Order archive for the loyalty model", "NET-4711", "@AdobeOrg");
        admin.press("Record the decision");
        assertThat(admin.text()).contains("There is a problem", "Choose whether you approve or reject");
        admin.isAccessible();
        admin.tick("decision");
        admin.tick("matched");
        admin.type("comment", "matches the ticket");
        admin.press("Record the decision");
        assertThat(admin.text()).contains("Endpoint journey-blob was created", "Erin Engineer asked, Ada Admin agreed.");
        admin.isAccessible();
    }

    /** The engineer has touched nothing since sending the request. */
    private static String opensTheEndpoint(Browser engineer) {
        engineer.awaitText("Erin Engineer asked, Ada Admin agreed.");
        engineer.awaitText("Pending in Azure");
        engineer.isAccessible();
        engineer.follow("Open the endpoint");
        assertThat(engineer.heading()).isEqualTo("journey-blob");
        assertThat(engineer.text())
                .contains("Pending in Azure", "Order archive for the loyalty model")
                .contains("Please approve a private endpoint in Azure.", "Reference: NET-4711")
                .doesNotContain("Approve or reject in Azure");
        engineer.isAccessible();
        return engineer.path();
    }

    private static void adminApprovesInAzure(Browser admin, String endpoint) {
        admin.go(endpoint);
        admin.follow("Approve or reject in Azure");
        admin.isAccessible();
        admin.follow("Sign in to Azure");
        admin.type("username", "admin");
        admin.type("password", "admin");
        admin.press("Sign in");
        assertThat(admin.path()).isEqualTo(endpoint + "/azure");
        assertThat(admin.text()).contains("journeystore", "Waits for a decision", "One entry can be it");
        admin.isAccessible();
        admin.tick("decision");
        admin.tick("matched");
        admin.press("Send the decision to Azure");
        assertThat(admin.text()).contains("Azure accepted the approval of journey-blob");
    }

    /** The engineer's page has been open since before, and nobody reloads it. */
    private static void seesItApprovedWithoutReloading(Browser engineer) {
        engineer.awaitText("Seen approved in Azure");
        assertThat(engineer.all("#state .state")).contains("Approved");
        assertThat(engineer.all("#timeline .timeline__what"))
                .containsExactly(
                        "Requested", "Agreed to", "Sent to Platform", "Created at Platform", "Seen pending in Azure",
                        "Approved in Azure from here", "Seen approved in Azure");
        assertThat(engineer.text()).contains("matches the ticket");
        engineer.isAccessible();
    }

    /** Each address once for each event: approvers and requester by mail, the channels all of it. */
    private void wereTold() {
        await().untilAsserted(() -> {
            assertThat(mailTo("approvers@example.com")).containsExactly("Approval needed: journey-blob (prod)");
            assertThat(mailTo("erin.engineer@example.com"))
                    .containsExactlyInAnyOrder(
                            "Request approved: journey-blob (prod)",
                            "Endpoint created: journey-blob (prod)",
                            "Approved in Azure: journey-blob (prod)");
            assertThat(Upstream.of(environment).inbox("signed").stream().map(each -> each.path("event").asString()))
                    .containsExactlyInAnyOrder("raised", "approved", "created", "azure-approved");
        });
    }

    private static List<String> mailTo(String address) {
        return Stream.of(mail.getReceivedMessagesForDomain(address)).map(JourneyTests::subject).toList();
    }

    private static String subject(MimeMessage message) {
        try {
            return message.getSubject();
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
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

    private void supportSeesAndChangesNothing(String endpoint, String request) {
        try (Browser support = Browser.signedIn(port, "support")) {
            for (String path : new String[] {endpoint, "/s/prod", "/s/prod/requests", "/s/prod/endpoints", "/s/prod/connections", "/s/prod/authoring"}) {
                support.go(path);
                assertThat(support.all("main form[method=post]:not([action$='/check'])")).as(path).isEmpty();
                assertThat(support.all("main a.button:not([href$='/cleanup'])")).as(path).isEmpty();
            }
            support.go(request);
            assertThat(support.all("main form[method=post]")).isEmpty();
            support.go(endpoint + "/delete");
            assertThat(support.heading()).isEqualTo("You may not do that");
            support.isAccessible();
        }
    }

    private static void adminDeletesByName(Browser admin, String endpoint) {
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
        assertThat(admin.text()).contains("No longer at Platform");
        admin.isAccessible();
    }

    private void looksAtTheOtherPages(Browser engineer, Browser admin) {
        admin.go("/notices");
        assertThat(admin.text()).contains("journey-blob", "Sent");
        admin.isAccessible();
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
