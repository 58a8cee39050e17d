package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
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

/** What a page offers depends on who looks at it. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class RolePageTests {

    private static final String LINKED = "acme-lake";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    private Upstream upstream;
    private List<String> pages;
    private String linked;
    private String waiting;
    private String rejected;
    private String failed;
    private String draft;

    @BeforeAll
    void find() {
        upstream = Upstream.of(environment);
        linked = upstream.endpointId("prod", LINKED);
        String connection = upstream.connectionId("prod", "Acme orders (Data Lake)");
        Wire admin = Wire.signedIn(port, "admin");
        Asking asking = new Asking(Wire.signedIn(port, "engineer"), admin);
        waiting = asking.ask("prod", "waits for a role");
        rejected = asking.ask("prod", "rejected for a role");
        admin.post(rejected + "/decision", Asking.rejection(1, "no"));
        failed = asking.ask("prod", "failed for a role");
        upstream.fails(Fault.of("STATUS", "POST", Upstream.CONNECTORS).with("status", 400).once());
        asking.approve(failed);
        upstream.isWell();
        draft = asking.draft("prod", Asking.form("begun for a role"));
        pages = List.of(
                "/s/prod",
                "/s/prod/endpoints",
                "/s/prod/endpoints?q=nothing-like-that",
                "/s/prod/endpoints/" + linked,
                "/s/prod/endpoints/" + upstream.endpointId("prod", "fabrikam-old-lake"),
                "/s/prod/endpoints/" + upstream.endpointId("prod", "contoso-shares"),
                "/s/prod/connections",
                "/s/prod/connections?link=all",
                "/s/dev/connections?q=nothing-like-that",
                "/s/prod/connections/" + connection,
                "/s/prod/authoring",
                "/s/dev/authoring",
                "/s/prod/requests",
                "/s/dev/requests?state=requested",
                "/s/prod/requests?q=nothing-like-that",
                waiting,
                rejected,
                failed);
    }

    @AfterEach
    void heal() {
        upstream.isWell();
    }

    @Test
    void supportIsOfferedNothingThatChangesAnything() {
        Visitor support = Visitor.signedIn(port, "support");

        assertThat(pages).allSatisfy(path -> {
            Document page = support.get(path);
            assertThat(support.status()).isEqualTo(200);
            assertThat(page.select("main form[method=post]").eachAttr("action"))
                    .as(path)
                    .allMatch(action -> action.matches("/s/(prod|dev)/check"));
            assertThat(page.select("main .button--negative")).isEmpty();
            assertThat(page.select("main a").eachAttr("href"))
                    .noneMatch(link -> link.matches(".*/(new|delete|resolve|edit|check|azure|notices)(\\?.*)?"));
            assertThat(page.select("footer").text()).contains("change nothing");
            assertThat(page.text()).doesNotContain("begun for a role");
        });
        assertThat(support.get(draft).select("h1").text()).isEqualTo("Not found");
    }

    @Test
    void requesterMayChangeRemindWithdrawCopyAndSendAgain() {
        Visitor engineer = Visitor.signedIn(port, "engineer");

        assertThat(offers(engineer, waiting)).containsExactlyInAnyOrder("edit", "remind", "withdraw");
        assertThat(engineer.page().select("main").text()).contains("You raised this request: another approver has to decide.");
        assertThat(offers(engineer, rejected)).containsExactly("copy");
        assertThat(offers(engineer, failed)).containsExactlyInAnyOrder("copy", "send");
        assertThat(offers(engineer, draft)).containsExactlyInAnyOrder("edit", "check");
        assertThat(engineer.get("/s/prod/requests?q=begun+for").select("tbody th a").eachText()).containsExactly("begun for a role");
    }

    @Test
    void anotherAdminDecidesAndSendsAgain() {
        Visitor admin = Visitor.signedIn(port, "admin");

        assertThat(offers(admin, waiting)).containsExactly("decision");
        assertThat(offers(admin, rejected)).containsExactly("copy");
        assertThat(offers(admin, failed)).containsExactlyInAnyOrder("copy", "send");
        assertThat(admin.get(draft).select("h1").text()).isEqualTo("Not found");
        assertThat(admin.get("/s/prod/requests?q=begun+for").text()).doesNotContain("begun for a role");
    }

    @Test
    void ownRequestOfAnAdminIsDecidedBySomebodyElse() {
        Visitor admin = Visitor.signedIn(port, "admin");
        Wire wire = Wire.of(port, admin);
        String own = new Asking(wire, wire).ask("prod", "an admin's own");

        assertThat(offers(admin, own)).containsExactlyInAnyOrder("edit", "remind", "withdraw");
        assertThat(offers(Visitor.signedIn(port, "engineer"), own)).isEmpty();
    }

    /** The part that script takes into the page offers what the page offers there. */
    @Test
    void stateOfARequestOffersNoMoreThanItsPage() {
        for (String name : List.of("support", "engineer", "admin")) {
            Visitor visitor = Visitor.signedIn(port, name);
            for (String path : List.of(waiting, rejected, failed)) {
                var part = visitor.get(path + "/state").select("#state form[method=post]").eachAttr("action");
                assertThat(part).as(path + " as " + name).isEqualTo(visitor.get(path).select("#state form[method=post]").eachAttr("action"));
            }
        }
    }

    /** What the page of a request lets this person do: the last part of each form's and link's address. */
    private static Set<String> offers(Visitor visitor, String path) {
        Document page = visitor.get(path);
        assertThat(visitor.status()).isEqualTo(200);
        Set<String> offers = new TreeSet<>(page.select("main form[method=post]").eachAttr("action"));
        page.select("main a[href$=/edit], main a[href*=copyRequest]").eachAttr("href").forEach(offers::add);
        return offers.stream()
                .map(address -> address.contains("copyRequest") ? "copy" : address.replaceAll(".*/", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void engineerIsOfferedWhatEngineersDo() {
        Visitor engineer = Visitor.signedIn(port, "engineer");

        assertThat(engineer.get("/s/prod").select("main a").eachAttr("href"))
                .contains("/s/prod/endpoints/new", "/s/prod/connections/new");
        assertThat(engineer.get("/s/prod/requests").select("main a").eachAttr("href")).contains("/s/prod/endpoints/new");
        assertThat(engineer.get("/s/prod/endpoints/" + linked).select("main a").eachAttr("href"))
                .contains("/s/prod/endpoints/" + linked + "/delete");
        assertThat(engineer.get("/s/prod/authoring").select("main form[method=post]")).hasSize(1);
        assertThat(engineer.page().select("footer").text()).doesNotContain("change nothing");
    }

    /** A link that a page offers to a person is one that the person may follow. */
    @Test
    void everyLinkThatIsOfferedMayBeFollowed() {
        for (String name : List.of("support", "engineer", "admin")) {
            Visitor visitor = Visitor.signedIn(port, name);
            List<String> links = pages.stream()
                    .flatMap(path -> visitor.get(path).select("a[href^=/]").eachAttr("href").stream())
                    .map(link -> link.contains("copy") ? link : link.replaceAll("[?#].*", ""))
                    .distinct()
                    .filter(link -> !link.matches("/s/prod/(connections|endpoints)/[0-9a-f-]{30,}r?"))
                    .toList();

            assertThat(links).as(name).anyMatch(link -> link.startsWith("/s/prod/requests/"));
            assertThat(links.stream().anyMatch(link -> link.contains("copyRequest"))).as(name).isEqualTo(!name.equals("support"));
            assertThat(links).isNotEmpty().allSatisfy(link -> {
                visitor.get(link);
                assertThat(visitor.status()).as(link + " as " + name).isEqualTo(200);
            });
        }
    }

    @Test
    void engineerIsToldWhyALinkedEndpointStays() {
        Visitor engineer = Visitor.signedIn(port, "engineer");

        Document page = engineer.get("/s/prod/endpoints/" + linked + "/delete");

        assertThat(page.select("main").text())
                .contains("Only an admin may delete it", "Acme orders (Data Lake)", "can no longer reach their source");
        assertThat(page.select("main form")).isEmpty();
        engineer.post("/s/prod/endpoints/" + linked + "/delete",
                Map.of("submission", UUID.randomUUID().toString(), "confirmName", LINKED));
        assertThat(engineer.status()).isEqualTo(403);
        assertThat(upstream.endpointId("prod", LINKED)).isEqualTo(linked);
    }

    @Test
    void adminMustTypeTheNameOfALinkedEndpoint() {
        Visitor admin = Visitor.signedIn(port, "admin");
        upstream.forget();

        for (String typed : List.of("", "acme", "ACME-LAKE", LINKED + "x", "<b>" + LINKED + "</b>")) {
            admin.get("/s/prod/endpoints/" + linked + "/delete");
            Document page = admin.submit(Map.of("confirmName", typed));

            assertThat(page.select(".errors a[href=#confirmName]").text()).isEqualTo("Type the name exactly: " + LINKED);
            assertThat(page.select("#confirmName").val()).isEqualTo(typed);
            assertThat(page.select("#confirmName-error").text()).contains("Type the name exactly");
        }
        assertThat(upstream.seen("DELETE", ".*")).isEmpty();
    }

    @Test
    void adminWhoTypesTheNameGoesThrough() {
        Visitor admin = Visitor.signedIn(port, "admin");
        upstream.forget();
        upstream.fails(Fault.of("STATUS", "DELETE", Upstream.CONNECTORS).with("status", 409));

        admin.get("/s/prod/endpoints/" + linked + "/delete");
        admin.submit(Map.of("confirmName", " " + LINKED + " "));

        assertThat(admin.status()).isEqualTo(409);
        assertThat(upstream.seen("DELETE", ".*")).hasSize(1);
    }

    @Test
    void unlinkedEndpointNeedsNoName() {
        Visitor engineer = Visitor.signedIn(port, "engineer");

        Document page = engineer.get("/s/prod/endpoints/" + upstream.endpointId("prod", "fabrikam-web-blob") + "/delete");

        assertThat(page.select("main form[method=post]")).hasSize(1);
        assertThat(page.select("#confirmName")).isEmpty();
    }

    @Test
    void pagesNameThePersonAndTheRole() {
        assertThat(Visitor.signedIn(port, "admin").get("/s/prod").select("header").text()).contains("Admin");
        assertThat(Visitor.signedIn(port, "support").get("/s/prod").select("header").text()).contains("Support");
    }
}
