package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** An endpoint is asked for by one and agreed to by another, and only then Platform is asked, once. No script runs here. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class RequestTests {

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    private final List<String> made = new ArrayList<>();
    private Upstream upstream;
    private Visitor erin;
    private Visitor ada;
    private Wire engineer;
    private Wire admin;
    private Asking asking;

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        erin = Visitor.signedIn(port, "engineer");
        ada = Visitor.signedIn(port, "admin");
        engineer = Wire.of(port, erin);
        admin = Wire.of(port, ada);
        asking = new Asking(engineer, admin);
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterEach
    void tidy() {
        upstream.isWell();
        upstream.endpoints("prod").stream()
                .filter(each -> made.contains(each.path("name").asString()))
                .forEach(each -> upstream.delete("prod", Upstream.CONNECTORS + "/" + each.path("id").asString()));
    }

    @Test
    void fromTheFormToTheEndpointWithoutScript() {
        erin.get("/s/prod/endpoints/new?source=azure-blob");
        Map<String, String> typed = Asking.form(made("by forms alone"));
        typed.put("ticket", "NET-4711");
        Document check = erin.submit(typed);
        assertThat(check.select("h1").text()).isEqualTo("Check the request");
        assertThat(check.text()).contains("Nothing has been sent yet", "NET-4711", "nothing else leads to this resource");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();

        Document own = erin.submit(Map.of("step", "send"));
        assertThat(own.select(".flash").text()).contains("The request is with the approvers");
        assertThat(own.select("#state").text()).contains("Awaiting our approval");
        assertThat(own.text()).contains("You raised this request: another approver has to decide.");
        assertThat(own.select("input[name=decision]")).isEmpty();
        String path = path(erin);

        Document inbox = ada.get("/s/prod/requests?state=requested&size=100");
        assertThat(inbox.select("tbody th a").eachText()).contains("by forms alone");
        Document deciding = ada.get(path);
        assertThat(deciding.select("h2").eachText())
                .containsSubsequence(
                        "What is exposed", "To whom", "Who asked, and why", "What leads there already",
                        "What the decision does", "Decision");
        assertThat(deciding.text())
                .contains("/subscriptions/1b2c3d4e-0000-4000-8000-123456789abc/resourceGroups/rg/providers/"
                        + "Microsoft.Storage/storageAccounts/" + typed.get("resourceName"))
                .contains("Microsoft.Storage/storageAccounts", "blob", "0A1B2C3D4E5F60718293A4B5@AdobeOrg", "Production")
                .contains("Azure Blob Storage", "Erin Engineer, erin.engineer@example.com", "a reason of some length")
                .contains("Allowance");

        Document nothing = ada.submit(decision(), Map.of());
        assertThat(nothing.select(".errors").text()).contains("Choose whether you approve or reject");
        Document unmatched = ada.submit(decision(), Map.of("decision", "approve"));
        assertThat(unmatched.select(".errors").text()).contains("Confirm that you have compared the resource");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
        Document decided = ada.submit(
                decision(), Map.of("decision", "approve", "matched", "true", "comment", "looks right"));

        assertThat(decided.select(".flash").text()).contains("by forms alone was created");
        assertThat(decided.select("#state").text())
                .contains("Erin Engineer asked, Ada Admin agreed.", "Created", "Ada Admin wrote:", "looks right");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
        Document endpoint = erin.get(decided.select("main a.button--accent").attr("href"));
        assertThat(endpoint.select("h1").text()).isEqualTo("by forms alone");
        assertThat(endpoint.text()).contains("Pending in Azure", "NET-4711");
    }

    @Test
    void nobodyDecidesTheirOwnRequest() {
        Asking own = new Asking(admin, admin);
        String path = own.ask("prod", made("asked by the admin"));

        HttpResponse<String> approved = own.approve(path);
        HttpResponse<String> rejected = admin.post(path + "/decision", Asking.rejection(1, "no"));

        assertThat(approved.statusCode()).isEqualTo(403);
        assertThat(rejected.statusCode()).isEqualTo(403);
        assertThat(ada.get(path).text()).contains("You raised this request: another approver has to decide.");
        assertThat(ada.page().select("input[name=decision]")).isEmpty();
        assertThat(state(path)).contains("Awaiting our approval");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
    }

    @Test
    void anEngineerDecidesNothing() {
        String path = asking.ask("prod", made("engineer decides"));

        assertThat(engineer.post(path + "/decision", Asking.approval(1)).statusCode()).isEqualTo(403);
        assertThat(state(path)).contains("Awaiting our approval");
    }

    @Test
    void aRefusalNeedsItsReasonAndTellsIt() {
        String path = asking.ask("prod", made("refused by us"));
        HttpResponse<String> without = admin.post(path + "/decision", Map.of("version", "1", "decision", "reject"));
        assertThat(without.body()).contains("Say why you reject it");

        HttpResponse<String> with = admin.post(path + "/decision", Asking.rejection(1, "Wrong <b>account</b>, use acmelake"));

        assertThat(with.statusCode()).isEqualTo(303);
        Document page = erin.get(path);
        assertThat(page.select("#state").text()).contains("Rejected by us", "Ada Admin wrote:", "Wrong <b>account</b>, use acmelake");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();

        Document copy = erin.get(page.select("a[href*=copyRequest]").attr("href"));
        assertThat(copy.select(".notice").text()).contains("A copy of refused by us", "Ada Admin wrote:", "Wrong <b>account</b>, use acmelake");
        assertThat(copy.select("#reason").text()).isEqualTo("a reason of some length");
        assertThat(copy.select("#name").val()).isEqualTo("refused by us");
    }

    @Test
    void whatIsLostInAzureIsCopiedIntoANewRequest() {
        String id = upstream.endpointId("prod", "fabrikam-web-blob");
        Document rejected = erin.get("/s/prod/endpoints/" + id);
        assertThat(rejected.select("#state .state").text()).contains("Rejected");

        Document copy = erin.get(rejected.select("a[href*=copyEndpoint]").attr("href"));

        assertThat(copy.select("h1").text()).isEqualTo("Request an endpoint for Azure Blob Storage");
        assertThat(copy.select("#resourceName").val()).isEqualTo("fabrikamweb");
        assertThat(copy.select("#resourceGroupName").val()).isEqualTo("fabrikam-web");
        assertThat(copy.select(".notice").text()).contains("A copy of fabrikam-web-blob", "No comment on the first one is on record here");
        assertThat(erin.get("/s/prod/endpoints/" + upstream.endpointId("prod", "acme-lake")).select("a[href*=copyEndpoint]"))
                .isEmpty();
        assertThat(engineer.get("/s/dev/endpoints/new?copyEndpoint=" + id).statusCode()).isEqualTo(404);
        assertThat(Wire.signedIn(port, "support").get("/s/prod/endpoints/new?copyEndpoint=" + id).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whoComesSecondIsToldAndChangesNothing() {
        String path = asking.ask("prod", made("decided twice"));
        ada.get(path);
        admin.post(path + "/decision", Asking.rejection(1, "not this one"));
        ada.get(path);

        HttpResponse<String> second = admin.post(path + "/decision", Asking.approval(1));

        assertThat(second.statusCode()).isEqualTo(303);
        assertThat(ada.get(path).select(".flash").text()).contains("It has changed meanwhile, and nothing was done");
        assertThat(state(path)).contains("Rejected by us");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
    }

    @Test
    void aChangedRequestHasToBeDecidedAnew() {
        String path = asking.ask("prod", made("changed meanwhile"));
        ada.get(path);
        FormElement seen = decision();
        Map<String, String> changed = Asking.form("changed meanwhile");
        changed.put("resourceName", "acmeothername");
        changed.put("version", "1");
        assertThat(engineer.post(path + "/edit", changed).statusCode()).isEqualTo(303);

        Document stale = ada.submit(seen, Map.of("decision", "approve", "matched", "true"));

        assertThat(stale.select(".errors").text()).contains("It has changed since you opened this page");
        assertThat(stale.text()).contains("acmeothername", "Awaiting our approval");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
        assertThat(admin.post(path + "/decision", Asking.approval(2)).statusCode()).isEqualTo(303);
        assertThat(upstream.endpoint("prod", "changed meanwhile").path("resourceName").asString()).isEqualTo("acmeothername");
    }

    @Test
    void theOtherTabDoesNotUndoAChange() {
        String path = asking.ask("prod", made("edited in two tabs"));
        Map<String, String> newer = Asking.form("edited in two tabs");
        newer.put("resourceName", "acmecorrected");
        newer.put("version", "1");
        Map<String, String> older = Asking.form("edited in two tabs");
        older.put("reason", "typed in the older tab");
        older.put("version", "1");

        assertThat(engineer.post(path + "/edit", newer).statusCode()).isEqualTo(303);
        Document kept = Wire.page(engineer.post(path + "/edit", older));

        assertThat(kept.select(".errors").text()).contains("It has changed since you opened this page");
        assertThat(kept.select("#reason").text()).isEqualTo("typed in the older tab");
        assertThat(kept.select("input[name=version]").val()).isEqualTo("2");
        assertThat(ada.get(path).text()).contains("acmecorrected");
    }

    @Test
    void aRaisedRequestIsNotMovedToWhereSomethingLeadsAlready() {
        asking.create("prod", made("there before"));
        String path = asking.ask("prod", made("moved there"));
        Map<String, String> moved = Asking.form("moved there");
        moved.put("resourceName", Asking.form("there before").get("resourceName"));
        moved.put("version", "1");

        HttpResponse<String> refused = engineer.post(path + "/edit", moved);

        assertThat(refused.body()).contains("Something leads to this resource already, or is asked for");
    }

    @Test
    void decidingTwiceTheSameIsNoNews() {
        String path = asking.ask("prod", made("double click"));
        ada.get(path);
        asking.approve(path);
        ada.get(path);

        assertThat(asking.approve(path).statusCode()).isEqualTo(303);

        assertThat(ada.get(path).select(".flash")).isEmpty();
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
    }

    @Test
    void aSecondEndpointToTheSameResourceIsAskedForOnPurposeOnly() {
        asking.create("prod", made("the first one"));
        Map<String, String> twin = Asking.form(made("the second one"));
        twin.put("resourceName", Asking.form("the first one").get("resourceName"));
        twin.put("resourceGroupName", "RG");
        twin.put("subscriptionId", twin.get("subscriptionId").toUpperCase());
        String path = asking.draft("prod", twin);

        Document check = erin.get(path + "/check");
        assertThat(check.select("main").text()).contains("Endpoint the first one Pending in Azure");
        HttpResponse<String> unwarned = asking.raise(path);
        assertThat(unwarned.body()).contains("There is one already: confirm that you need one more");
        HttpResponse<String> confirmed =
                engineer.post(path + "/check", Map.of("step", "send", "version", "1", "twice", "true"));

        assertThat(confirmed.statusCode()).isEqualTo(303);
        assertThat(ada.get(path).select("main").text()).contains("Endpoint the first one Pending in Azure");
    }

    @Test
    void anotherRequestForTheSameResourceIsSeenInAnySandbox() {
        asking.ask("dev", made("asked in dev"));
        Map<String, String> twin = Asking.form(made("asked in prod"));
        twin.put("resourceName", Asking.form("asked in dev").get("resourceName"));

        Document check = erin.get(asking.draft("prod", twin) + "/check");

        assertThat(check.select("main").text()).contains("Request in dev asked in dev Awaiting our approval");
    }

    @Test
    void aDraftIsItsWritersAlone() {
        String path = asking.draft("prod", Asking.form(made("only a draft")));

        assertThat(admin.get(path).statusCode()).isEqualTo(404);
        assertThat(admin.get(path + "/check").statusCode()).isEqualTo(404);
        assertThat(admin.get(path + "/edit").statusCode()).isEqualTo(404);
        assertThat(new Asking(admin, admin).raise(path).statusCode()).isEqualTo(404);
        assertThat(admin.post(path + "/decision", Asking.approval(1)).statusCode()).isEqualTo(404);
        assertThat(ada.get("/s/prod/requests?size=100").text()).doesNotContain("only a draft");
        assertThat(erin.get("/s/prod/requests?size=100").text()).contains("only a draft");
        assertThat(engineer.post(path + "/check", Map.of("step", "discard", "version", "1")).statusCode()).isEqualTo(303);
        assertThat(engineer.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestBelongsToItsSandbox() {
        String path = asking.ask("prod", made("of another sandbox")).replace("/s/prod/", "/s/dev/");

        for (String end : List.of("", "/check", "/edit")) {
            assertThat(engineer.get(path + end).statusCode()).as(end).isEqualTo(404);
        }
        for (String end : List.of("/decision", "/withdraw", "/remind", "/send")) {
            assertThat(admin.post(path + end, Asking.approval(1)).statusCode()).as(end).isEqualTo(404);
        }
    }

    @Test
    void onlyTheRequesterChangesRemindsAndWithdraws() {
        String path = asking.ask("prod", made("somebody else's"));

        assertThat(admin.post(path + "/withdraw", Map.of()).statusCode()).isEqualTo(403);
        assertThat(admin.post(path + "/remind", Map.of()).statusCode()).isEqualTo(403);
        Map<String, String> takenOver = Asking.form("taken over");
        takenOver.put("version", "1");
        assertThat(admin.post(path + "/edit", takenOver).statusCode()).isEqualTo(404);

        erin.get(path);
        engineer.post(path + "/remind", Map.of());
        assertThat(erin.get(path).select(".flash").text()).contains("The approvers are reminded");
        engineer.post(path + "/remind", Map.of());
        assertThat(erin.get(path).select(".flash").text()).contains("reminded a short while ago");
        engineer.post(path + "/withdraw", Map.of());
        assertThat(state(path)).contains("Withdrawn");
        assertThat(asking.approve(path).statusCode()).isEqualTo(303);
        assertThat(state(path)).contains("Withdrawn");
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
    }

    @Test
    void sentTwiceTheRequestIsRaisedOnce() {
        String path = asking.draft("prod", Asking.form(made("raised twice")));

        assertThat(asking.raise(path).statusCode()).isEqualTo(303);
        assertThat(asking.raise(path).statusCode()).isEqualTo(303);

        assertThat(erin.get(path).select(".timeline li").eachText()).hasSize(1);
    }

    @Test
    void platformOutOfReachBeforeAnythingIsSentOnlyDelaysIt() {
        String path = asking.ask("prod", made("sent when it answers"));
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS).with("status", 503));

        asking.approve(path);

        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
        assertThat(state(path)).contains("Ada Admin agreed", "Not sent yet");
        upstream.isWell();
        await().until(() -> state(path).contains("Created"));
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).hasSize(1);
    }

    @Test
    void whatPlatformRefusesIsOnTheRequestWithItsWords() {
        String path = asking.ask("prod", made("refused by platform"));
        upstream.fails(Fault.of("STATUS", "POST", Upstream.CONNECTORS)
                .with("status", 400)
                .with("body", "{\"title\":\"BadRequestError\",\"detail\":\"No <i>such</i> resource\"}")
                .once());

        asking.approve(path);

        assertThat(state(path)).contains("Failed", "Nothing was created at Platform", "No <i>such</i> resource", "Request id");
    }

    @Test
    void naughtyStringsAreTextAndComeBack() {
        for (String string : List.of("<script>alert(7331)</script>", "${123456*7}", "'; drop table endpoint_request; --", "{0}", "😀 ü \"quoted\"")) {
            Map<String, String> form = Asking.form(made(string + " name"));
            form.put("reason", "ten characters " + string);
            form.put("owner", string);
            form.put("ticket", string);
            String path = asking.draft("prod", form);
            asking.raise(path);
            admin.post(path + "/decision", Asking.rejection(1, string));

            Document page = ada.get(path);

            assertThat(page.select("h1").text()).isEqualTo(string + " name");
            assertThat(page.select("blockquote").text()).isEqualTo(string);
            assertThat(page.select("main script")).isEmpty();
            assertThat(page.text()).doesNotContain(Naughty.PRODUCT);
        }
    }

    @Test
    void supportLooksAndDoesNothing() {
        String path = asking.ask("prod", made("seen by support"));
        Visitor sam = Visitor.signedIn(port, "support");

        Document page = sam.get(path);

        assertThat(page.text()).contains("seen by support", "An admin who did not raise it decides.");
        assertThat(page.select("main form[method=post]")).isEmpty();
        assertThat(Wire.of(port, sam).post(path + "/decision", Asking.approval(1)).statusCode()).isEqualTo(403);
    }

    private String made(String name) {
        made.add(name);
        return name;
    }

    private static String path(Visitor visitor) {
        return visitor.address().replaceFirst("^https?://[^/]+", "");
    }

    private FormElement decision() {
        return ada.form("form[action$=/decision]");
    }

    private String state(String path) {
        return Wire.page(engineer.get(path)).select("#state").text();
    }
}
