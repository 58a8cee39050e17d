package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.Upstream.Fault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.test.util.ReflectionTestUtils;

/** Approving and rejecting the Azure side of an endpoint, from the sign-in to Azure to what becomes of it. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class AzureDecisionTests {

    private static final String BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf";
    private static final String LAKE = "b3ba5556-48be-44b7-8b85-ff2b69b46dc4";
    private static final String SNOWFLAKE = "b2e08744-4f1a-40ce-af30-7abac3e23cf3";
    private static final String SUBSCRIPTION = "7d0c3b1e-5f0a-4c57-9a51-0c8e2f6b4d10";
    private static final String ARM = "/subscriptions/.*/privateEndpointConnections";
    private static final String ENTRY = ARM + "/.*";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ApplicationContext context;

    private Upstream upstream;
    private Visitor admin;
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        admin = signedInTwice("admin");
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterEach
    void tidy() {
        upstream.isWell();
        made.forEach(id -> upstream.delete("prod", Upstream.CONNECTORS + "/" + id));
        made.clear();
    }

    @Test
    void adminSignsInToAzureAndComesBack() {
        String id = endpoint("waits", "signinstore", BLOB);
        Visitor visitor = Visitor.signedIn(port, "admin");

        Document before = visitor.get(page(id));
        assertThat(before.select("h2").eachText()).contains("Sign in to Azure first");
        assertThat(before.select("table")).isEmpty();
        assertThat(before.select("main").text()).contains("/storageAccounts/signinstore");
        assertThat(upstream.seen("GET", ".*/signinstore/.*")).isEmpty();

        Document after = visitor.signInToAzure("admin");

        assertThat(visitor.address()).endsWith(page(id));
        assertThat(after.select("h2").eachText()).doesNotContain("Sign in to Azure first");
        assertThat(after.select("tbody tr")).hasSize(1);
        assertThat(upstream.seen("GET", ".*/signinstore/.*")).hasSize(1);
    }

    @Test
    void onlyTheAdminsPageOffersIt() {
        String id = endpoint("offered", "offeredstore", BLOB);
        String link = "main a[href=" + page(id) + "]";

        assertThat(admin.get("/s/prod/endpoints/" + id).select(link).text()).isEqualTo("Approve or reject in Azure");
        for (String name : List.of("engineer", "support")) {
            assertThat(Visitor.signedIn(port, name).get("/s/prod/endpoints/" + id).select(link)).isEmpty();
        }
        String approved = upstream.endpointId("prod", "acme-lake");
        assertThat(admin.get("/s/prod/endpoints/" + approved).select("main a[href$=/azure]")).isEmpty();
    }

    @Test
    void onlyEntryThatFitsIsChosenAndApproved() {
        String id = endpoint("acme-one", "onestore", BLOB);
        endpoint("another part", "onestore", LAKE);

        Document page = admin.get(page(id));
        assertThat(page.select("tbody tr")).hasSize(2);
        assertThat(page.select("input[name=connection]")).hasSize(1);
        assertThat(page.select("input[name=connection][checked]").val()).startsWith("onestore.");
        assertThat(page.select("tbody tr").get(0).text()).contains("Pending", "For sub-resource blob, as needed", "holds this endpoint's name");
        assertThat(page.select("tbody tr").get(1).text()).contains("For another sub-resource than blob");
        assertThat(page.select("#description").val()).isEqualTo("Private Link Portal");
        assertThat(page.select("input[name=decision][checked], #matched[checked]")).isEmpty();

        Document after = admin.submit(Map.of("decision", "approve", "matched", "true", "description", "NET-4711"));

        assertThat(admin.address()).endsWith("/s/prod/endpoints/" + id);
        assertThat(after.select(".flash").text()).contains("Azure accepted the approval of acme-one", "within minutes");
        assertThat(after.select("main").text()).contains("Approved in Azure from here", "NET-4711", "Ada Admin");
        assertThat(upstream.endpoint("prod", "acme-one").path("state").asString()).isEqualTo("Approved");
        assertThat(upstream.endpoint("prod", "another part").path("state").asString()).isEqualTo("Pending");
        assertThat(upstream.seen("PUT", ENTRY)).hasSize(1);
        assertThat(admin.get(page(id)).select("main").text()).contains("not waiting any more");
        assertThat(admin.page().select("input[name=connection]")).isEmpty();
        Map<String, Object> act = act(id);
        assertThat(act).containsEntry("ACT", "AZURE_APPROVE").containsEntry("OUTCOME", "DONE");
        assertThat(act.get("FACTS").toString()).contains("/storageAccounts/onestore/privateEndpointConnections/onestore.", "NET-4711");
    }

    @Test
    void ofSeveralNoneIsChosen() {
        String id = upstream.endpoints("prod").stream()
                .filter(each -> each.path("resourceName").asString().equals("acmeordersarchive"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();

        Document page = admin.get(page(id));
        assertThat(page.select("input[name=connection]")).hasSize(2);
        assertThat(page.select("input[name=connection][checked]")).isEmpty();
        assertThat(page.select("main").text()).contains("2 entries can be it", "none is chosen for you");

        Document again = admin.submit(Map.of("decision", "approve", "matched", "true"));

        assertThat(again.select(".errors a[href=#connection]").text()).isEqualTo("Choose the entry to decide on");
        assertThat(again.title()).startsWith("Error: ");
        assertThat(upstream.seen("PUT", ENTRY)).isEmpty();
    }

    @Test
    void postgresqlIsFollowedUntilItIsDone() {
        String id = endpoint("follow db", "acme-follow-db", specOf("contoso-crm-postgres"));
        admin.get(page(id));

        admin.submit(Map.of("decision", "approve", "matched", "true"));

        assertThat(admin.page().select(".flash").text()).contains("Azure accepted the approval");
        assertThat(upstream.seen("GET", "/subscriptions/.*/azureAsyncOperation/.*")).isNotEmpty();
        assertThat(act(id)).containsEntry("OUTCOME", "DONE");
    }

    @Test
    void operationThatGoesOnTooLongStaysOpenUntilPlatformShowsIt() {
        String id = endpoint("slow db", "acme-slow-db", specOf("contoso-crm-postgres"));
        admin.get(page(id));
        upstream.fails(Fault.of("STATUS", "GET", "/subscriptions/.*/azureAsyncOperation/.*").with("retryAfter", 600));
        Document page = admin.submit(Map.of("decision", "approve", "matched", "true"));

        assertThat(admin.address()).contains("/s/prod/acts/");
        assertThat(page.select(".flash").text()).contains("Azure took the decision and is still working on it");
        String act = admin.address();
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(admin, act).equals("Done"));
        assertThat(admin.page().select("main").text()).contains("Azure did it").doesNotContain("Platform did it");
    }

    @Test
    void snowflakesServiceIsOfferedWithAWarning() {
        String id = endpoint("own service", "acme-pls", SNOWFLAKE);

        Document detail = admin.get("/s/prod/endpoints/" + id);
        assertThat(detail.select("main").text()).contains("Snowflake approves its own services");
        Document page = admin.get(page(id));
        assertThat(page.select("main").text()).contains("Snowflake approves its own services");
        assertThat(page.select("input[name=connection][checked]")).hasSize(1);

        admin.submit(Map.of("decision", "reject", "matched", "true"));

        assertThat(admin.page().select(".flash").text()).contains("Azure accepted the rejection");
        assertThat(upstream.endpoint("prod", "own service").path("state").asString()).isEqualTo("Rejected");
        assertThat(act(id)).containsEntry("ACT", "AZURE_REJECT");
    }

    @Test
    void whatWasRejectedIsNotOfferedAgain() {
        String id = endpoint("first", "rejectstore", BLOB);
        upstream.ownerDecides(id, "REJECT");
        String second = endpoint("second", "rejectstore", BLOB);

        Document page = admin.get(page(second));

        assertThat(page.select("input[name=connection]")).hasSize(1);
        Element rejected = page.select("tbody tr").get(1);
        assertThat(rejected.text()).contains("Rejected", "cannot be approved any more");
        assertThat(rejected.select("input")).isEmpty();
        Document told = admin.submit(Map.of(
                "connection", rejected.select("th").text(), "decision", "approve", "matched", "true"));
        assertThat(told.select(".errors").text()).contains("does not wait for a decision any more");
        assertThat(upstream.seen("PUT", ENTRY)).isEmpty();
    }

    @Test
    void rejectedMeanwhileIsExplained() {
        String id = endpoint("race", "racestore", BLOB);
        admin.get(page(id));
        upstream.fails(Fault.of("STATUS", "PUT", ENTRY).with("status", 400).with("body",
                "{\"error\":{\"code\":\"BadRequest\",\"message\":\"<b>rejected</b> before\"}}"));

        Document page = admin.submit(Map.of("decision", "approve", "matched", "true"));

        assertThat(admin.status()).isEqualTo(422);
        assertThat(page.select(".failure h2").text()).isEqualTo("Azure said no");
        assertThat(page.select(".failure").text()).contains("a rejected connection cannot be approved", "BadRequest: <b>rejected</b> before");
        assertThat(page.select(".failure b")).isEmpty();
        assertThat(act(id)).containsEntry("OUTCOME", "REFUSED");
    }

    @Test
    void accountWithoutTheRightIsToldWhichOneAndThatTheRoleIsNotMeant() {
        String id = endpoint("no right", "norightstore", BLOB);
        Visitor weak = signedInTwice("engineer");

        weak.get(page(id));
        Document page = weak.submit(Map.of("decision", "approve", "matched", "true"));

        assertThat(weak.status()).isEqualTo(403);
        assertThat(page.select(".failure h2").text()).isEqualTo("Azure does not let your account do this");
        assertThat(page.select(".failure").text()).contains("Your role in this portal has nothing to do with it", "Access control", "AuthorizationFailed");
        assertThat(page.select("main code").eachText()).contains("Microsoft.Storage/storageAccounts/privateEndpointConnections/write");
        assertThat(page.select("main").text()).doesNotContain("Your role does not allow it");
        assertThat(act(id)).containsEntry("OUTCOME", "REFUSED");
        assertThat(upstream.endpoint("prod", "no right").path("state").asString()).isEqualTo("Pending");
    }

    @Test
    void accountThatMayNotEvenLookIsTold() {
        String id = endpoint("no look", "nolookstore", BLOB);
        Visitor blind = signedInTwice("nobody");

        Document page = blind.get(page(id));

        assertThat(blind.status()).isEqualTo(403);
        assertThat(page.select(".failure h2").text()).isEqualTo("Azure does not let your account do this");
        assertThat(page.select("main code").eachText()).contains("Microsoft.Storage/storageAccounts/privateEndpointConnections/read");
        assertThat(page.select("table, form.form")).isEmpty();
    }

    @Test
    void decisionSentTwiceIsSentOnce() {
        String id = endpoint("twice", "twicestore", BLOB);
        Map<String, String> form = formOf(id);
        Wire wire = Wire.of(port, admin);

        List<HttpResponse<String>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> wire.post(page(id), form)))
                .limit(5)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        HttpResponse<String> later = wire.post(page(id), form);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 303));
        assertThat(upstream.seen("PUT", ENTRY)).hasSize(1);
        assertThat(Wire.location(later)).contains("/s/prod/acts/");
        assertThat(jdbc.sql("select count(*) from activity where subject_id = :id").param("id", id).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void entryThatIsGoneOrNoLongerWaitsIsNotDecidedOn() {
        String id = endpoint("stale", "stalestore", BLOB);
        String other = endpoint("stale other", "stalestore", BLOB);
        admin.get(page(id));
        String mine = entryNamed(admin.page(), "stale");
        upstream.ownerDecides(id, "DISCONNECT");
        // What Platform says of the endpoint follows later.
        upstream.fails(pending(id, "stalestore"));

        Document gone = admin.submit(Map.of("connection", mine, "decision", "approve", "matched", "true"));
        assertThat(gone.select(".errors").text()).contains("The chosen entry is not in Azure's list any more");

        upstream.isWell();
        admin.get(page(other));
        String theirs = admin.page().select("input[name=connection]").val();
        upstream.ownerDecides(other, "APPROVE");
        upstream.fails(pending(other, "stalestore"));
        Document settled = admin.submit(Map.of("connection", theirs, "decision", "reject", "matched", "true"));
        assertThat(settled.select(".errors").text()).contains("does not wait for a decision any more");
        assertThat(upstream.seen("PUT", ENTRY)).isEmpty();
    }

    @Test
    void endpointThatPlatformHasSettledIsNotDecidedOn() {
        String id = endpoint("settled", "settledstore", BLOB);
        admin.get(page(id));
        upstream.ownerDecides(id, "APPROVE");

        Document page = admin.submit(Map.of("decision", "reject", "matched", "true"));

        assertThat(page.select(".flash").text()).contains("For Platform this endpoint is not waiting any more");
        assertThat(upstream.seen("PUT", ENTRY)).isEmpty();
    }

    @Test
    void entryOfAnotherResourceIsNotTaken() {
        String id = endpoint("mine", "minestore", BLOB);
        String other = endpoint("other", "otherstore", BLOB);
        admin.get(page(other));
        String theirs = admin.page().select("input[name=connection]").val();
        admin.get(page(id));

        for (String name : List.of(theirs, "../otherstore/privateEndpointConnections/" + theirs, "..", "x?y", "")) {
            admin.submit(Map.of("connection", name, "decision", "approve", "matched", "true"));
            assertThat(admin.page().select(".errors a[href=#connection]")).as(name).hasSize(1);
        }
        assertThat(upstream.seen("PUT", ENTRY)).isEmpty();
    }

    @Test
    void formIsHeldToItsRules() {
        String id = endpoint("rules", "rulesstore", BLOB);
        admin.get(page(id));

        Document page = admin.submit(Map.of("decision", "delete", "matched", "no", "description", ""));

        assertThat(page.select(".errors a").eachAttr("href")).containsExactly("#decision", "#description", "#matched");
        for (String naughty : Naughty.STRINGS) {
            Document again = admin.submit(Map.of("decision", "approve", "description", naughty));
            assertThat(admin.status()).isEqualTo(200);
            assertThat(again.select("#matched-error")).hasSize(1);
            assertThat(again.select("#description").val()).isEqualTo(naughty.strip());
            assertThat(again.text()).doesNotContain(Naughty.PRODUCT);
            assertThat(again.select("script:not([src]), [onerror], [onload]")).isEmpty();
            assertThat(again.select("#description-error").isEmpty())
                    .as(naughty)
                    .isEqualTo(naughty.strip().matches("[\\p{L}\\p{N} ._:/#-]{1,140}"));
        }
        assertThat(upstream.seen("PUT", ENTRY)).isEmpty();
    }

    @Test
    void submissionIsNeeded() {
        String id = endpoint("submission", "submissionstore", BLOB);
        Map<String, String> form = formOf(id);
        for (String submission : List.of("", "x".repeat(65))) {
            form.put("submission", submission);
            assertThat(Wire.of(port, admin).post(page(id), form).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void endpointOfAnotherSandboxIsNotThere() {
        String id = endpoint("prods", "prodstore", BLOB);
        for (String path : List.of("/s/dev/endpoints/" + id + "/azure", "/s/prod/endpoints/nothing/azure", "/s/nowhere/endpoints/" + id + "/azure")) {
            admin.get(path);
            assertThat(admin.status()).as(path).isEqualTo(404);
            assertThat(Wire.of(port, admin).post(path, Map.of("submission", UUID.randomUUID().toString())).statusCode()).isEqualTo(404);
        }
        assertThat(upstream.seen("GET", ".*/prodstore/.*")).isEmpty();
    }

    @Test
    void lostAnswerIsFoundOutByLookingAtPlatform() {
        String id = endpoint("lost", "loststore", BLOB);
        admin.get(page(id));
        upstream.fails(Fault.of("LOST_ANSWER", "PUT", ENTRY).once());

        admin.submit(Map.of("decision", "approve", "matched", "true"));

        assertThat(admin.address()).contains("/s/prod/acts/");
        String act = admin.address();
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(admin, act).equals("Done"));
        assertThat(upstream.seen("PUT", ENTRY)).hasSize(1);
    }

    @Test
    void lostRequestIsNeverSaidNotToHaveHappened() {
        String id = endpoint("vanished", "vanishedstore", BLOB);
        admin.get(page(id));
        upstream.fails(Fault.of("RESET", "PUT", ENTRY).once());

        admin.submit(Map.of("decision", "approve", "matched", "true"));

        String act = admin.address();
        assertThat(outcome(admin, act)).isEqualTo("Not known whether it happened: checking");
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(admin, act).equals("Not clear: please look"));
        assertThat(admin.page().select("main").text()).contains("Look at the resource in Azure");
        assertThat(upstream.seen("PUT", ENTRY)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS, 503, 503, Azure does not answer", "HTML, 502, 503, Azure does not answer", "HTML, 200, 502, Azure's answer makes no sense",
        "WRONG_TYPE, , 502, Azure's answer makes no sense", "TRUNCATE, , 503, Azure does not answer", "RESET, , 503, Azure does not answer",
        "HUGE, , 502, Azure's answer makes no sense", "STATUS, 429, 503, Azure asks for a pause", "STATUS, 404, 404, Azure does not have it"
    })
    void upstreamThatMisbehavesIsTold(String kind, Integer answered, int status, String title) {
        String id = endpoint("ill", "illstore", BLOB);
        upstream.fails(Fault.of(kind, "GET", ARM).with("status", answered));

        Document page = admin.get(page(id));

        assertThat(admin.status()).isEqualTo(status);
        assertThat(page.select(".failure h2").text()).isEqualTo(title);
        assertThat(page.select(".failure").text()).doesNotContain("Platform", "Adobe");
        assertThat(page.select("main form.form")).isEmpty();
        assertThat(page.select("main").text()).contains("/storageAccounts/illstore");
    }

    @Test
    void slowUpstreamDoesNotHoldThePage() {
        String id = endpoint("slow", "slowstore", BLOB);
        upstream.fails(Fault.of("DELAY", "GET", ARM).with("delay", "8s"));
        long start = System.nanoTime();

        admin.get(page(id));

        assertThat(admin.status()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void tokenThatAzureDoesNotTakeIsForgotten() {
        String id = endpoint("expired", "expiredstore", BLOB);
        Visitor visitor = signedInTwice("admin");
        upstream.fails(Fault.of("STATUS", "GET", ARM).with("status", 401).once());

        Document page = visitor.get(page(id));

        assertThat(page.select(".failure h2").text()).isEqualTo("Azure does not accept your sign-in");
        assertThat(page.select("h2").eachText()).contains("Sign in to Azure first");
        assertThat(visitor.get(page(id)).select("h2").eachText()).contains("Sign in to Azure first");
        assertThat(visitor.post(page(id), Map.of("submission", UUID.randomUUID().toString())).select(".flash").text())
                .contains("Your sign-in to Azure has ended", "Nothing was sent");
    }

    @Test
    void signingOutEndsTheSignInToAzure() {
        String id = endpoint("out", "outstore", BLOB);
        Visitor visitor = signedInTwice("admin");
        assertThat(visitor.get(page(id)).select("tbody tr")).hasSize(1);

        visitor.submit(visitor.form("form[action=/sign-out]"), Map.of());
        visitor.get("/oauth2/authorization/ims");
        visitor.submit(visitor.form("form[method=post]"), Map.of("username", "admin", "password", "admin"));

        assertThat(visitor.get(page(id)).select("h2").eachText()).contains("Sign in to Azure first");
    }

    @Test
    void tokenStandsNeitherInTheDatabaseNorInAPage() {
        String id = endpoint("kept", "keptstore", BLOB);
        Document page = admin.get(page(id));
        Cache<?, ?> kept = (Cache<?, ?>) ReflectionTestUtils.getField(context.getBean("azureTokens"), "kept");
        List<String> tokens = kept.asMap().values().stream()
                .map(each -> (OAuth2AuthorizedClient) ReflectionTestUtils.getField(each, "client"))
                .map(each -> each.getAccessToken().getTokenValue())
                .toList();
        List<byte[]> sessions = jdbc.sql("select attribute_bytes from spring_session_attributes")
                .query(byte[].class)
                .list();

        assertThat(tokens).isNotEmpty();
        assertThat(sessions).isNotEmpty();
        assertThat(tokens).allSatisfy(token -> {
            assertThat(page.outerHtml()).doesNotContain(token);
            assertThat(sessions).noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(token));
        });
    }

    @Test
    void othersSessionsDoNotShareIt() {
        String id = endpoint("shared", "sharedstore", BLOB);

        assertThat(Visitor.signedIn(port, "admin").get(page(id)).select("h2").eachText()).contains("Sign in to Azure first");
    }

    @Test
    void refusingToSignInIsCalm() {
        String id = endpoint("denied", "deniedstore", BLOB);
        Visitor visitor = Visitor.signedIn(port, "admin");
        String state = begin(visitor, "/s/prod/endpoints/" + id + "/azure");

        Document page = visitor.get("/authorized/azure?error=access_denied&error_description=%3Cb%3Eno&state=" + state);

        assertThat(visitor.address()).endsWith(page(id));
        assertThat(page.select(".flash").text()).contains("You did not sign in to Azure");
        assertThat(page.text()).doesNotContain("<b>no");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?code=made-up&state=%s", "?error=server_error&state=%s", "?code=x&state=wrong", "?code=x", "", "?error=access_denied"})
    void answerThatIsNoneIsCalm(String query) {
        Visitor visitor = Visitor.signedIn(port, "admin");
        String state = begin(visitor, "/s/prod/endpoints");

        Document page = visitor.get("/authorized/azure" + query.formatted(state));

        assertThat(visitor.status()).isEqualTo(200);
        assertThat(visitor.address()).endsWith("/s/prod/endpoints");
        assertThat(page.select(".flash").text()).contains("Azure");
    }

    @Test
    void tokenEndpointThatFailsIsCalm() {
        Visitor visitor = Visitor.signedIn(port, "admin");
        String id = endpoint("no token", "notokenstore", BLOB);
        for (Fault fault : List.of(
                Fault.of("HTML", "POST", "/entra/oauth2/v2.0/token").once(),
                Fault.of("TRUNCATE", "POST", "/entra/oauth2/v2.0/token").once(),
                Fault.of("RESET", "POST", "/entra/oauth2/v2.0/token").once())) {
            visitor.get(page(id));
            upstream.fails(fault);
            String link = visitor.page().select("a[href^=/oauth2/authorization/azure]").attr("href");
            Document page = visitor.get(link);
            if (!page.select("input[type=password]").isEmpty()) {
                page = visitor.submit(visitor.form("form[method=post]"), Map.of("username", "admin", "password", "admin"));
            }
            assertThat(visitor.address()).endsWith(page(id));
            assertThat(page.select(".flash").text()).contains("Signing in to Azure did not work");
        }
    }

    /** An answer to the one is never taken for an answer to the other. */
    @Test
    void azureSignsNobodyInHere() {
        Visitor visitor = Visitor.signedIn(port, "admin");
        String session = visitor.cookie("PORTALSESSION");
        String state = begin(visitor, "/s/prod");

        visitor.get("/login/oauth2/code/ims?code=x&state=" + state);
        visitor.get("/login/oauth2/code/azure?code=x&state=" + state);
        visitor.get("/s/prod");

        assertThat(visitor.cookie("PORTALSESSION")).isEqualTo(session);
        assertThat(visitor.status()).isEqualTo(200);
        assertThat(upstream.seen("POST", "/entra/oauth2/v2.0/token")).isEmpty();
        Wire stranger = Wire.stranger(port);
        assertThat(Wire.location(stranger.get("/oauth2/authorization/azure"))).endsWith("/sign-in");
        assertThat(Wire.location(stranger.get("/authorized/azure?code=x&state=y"))).endsWith("/sign-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"engineer", "support", "nobody"})
    void othersMayNotSignInToAzure(String name) {
        Wire person = Wire.signedIn(port, name);

        assertThat(person.get("/oauth2/authorization/azure?return=/s/prod").statusCode()).isEqualTo(403);
        assertThat(person.get("/authorized/azure").statusCode()).isEqualTo(403);
        assertThat(person.get(page("x")).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example/", "/%5Cevil.example", "%0d%0aLocation:%20x", "javascript:alert(1)", ""})
    void signingInLeadsNowhereElse(String where) {
        Wire wire = Wire.signedIn(port, "admin");
        wire.get("/oauth2/authorization/azure?return=" + where);

        HttpResponse<String> answer = wire.get("/authorized/azure?error=access_denied");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Wire.location(answer)).doesNotContain("evil", "javascript").matches("(http://127\\.0\\.0\\.1:" + port + ")?/");
    }

    @Test
    void authorizationRequestNamesWhatIsNeededAndHasItsProof() {
        String where = Wire.location(Wire.signedIn(port, "admin").get("/oauth2/authorization/azure"));

        assertThat(where)
                .contains("/entra/oauth2/v2.0/authorize?", "client_id=azure-demo", "code_challenge_method=S256", "prompt=select_account")
                .contains("scope=https://management.azure.com/user_impersonation", "/authorized/azure")
                .doesNotContain("azure-demo-secret");
    }

    /** Begins to sign in to Azure without going there; gives the state. */
    private String begin(Visitor visitor, String back) {
        Wire wire = Wire.of(port, visitor);
        String where = Wire.location(wire.get("/oauth2/authorization/azure?return=" + back));
        return where.replaceAll(".*[?&]state=([^&]*).*", "$1");
    }

    /** Signs in here as admin and in Azure as somebody. */
    private Visitor signedInTwice(String inAzure) {
        Visitor visitor = Visitor.signedIn(port, "admin");
        visitor.get(page(upstream.endpointId("prod", "acme-lake")));
        visitor.signInToAzure(inAzure);
        return visitor;
    }

    private Map<String, String> formOf(String id) {
        Document page = admin.get(page(id));
        Map<String, String> form = new HashMap<>();
        form.put("connection", page.select("input[name=connection]").val());
        form.put("decision", "approve");
        form.put("description", "NET-1");
        form.put("matched", "true");
        form.put("submission", page.select("input[name=submission]").val());
        return form;
    }

    private static String entryNamed(Document page, String endpoint) {
        return page.select("tbody tr").stream()
                .filter(row -> row.select("td code").text().contains("/" + endpoint + "."))
                .map(row -> row.select("input[name=connection]").val())
                .findFirst()
                .orElseThrow();
    }

    /** Platform has not noticed yet what became of the endpoint. */
    private static Fault pending(String id, String resource) {
        return Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/" + id)
                .with("status", 200)
                .with("body", "{\"items\":[{\"id\":\"" + id + "\",\"name\":\"stale\",\"subscriptionId\":\"" + SUBSCRIPTION
                        + "\",\"resourceGroupName\":\"azure-rg\",\"resourceName\":\"" + resource
                        + "\",\"connectionSpec\":{\"id\":\"" + BLOB + "\",\"version\":\"1.0\"},\"state\":\"Pending\"}]}");
    }

    private String endpoint(String name, String resource, String spec) {
        String fqdns = spec.equals(SNOWFLAKE) ? ",\"fqdns\":[\"acme.west.privatelink.snowflakecomputing.com\"]" : "";
        String id = upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTORS,
                        "{\"name\":\"" + name + "\",\"subscriptionId\":\"" + SUBSCRIPTION
                                + "\",\"resourceGroupName\":\"azure-rg\",\"resourceName\":\"" + resource
                                + "\",\"connectionSpec\":{\"id\":\"" + spec + "\",\"version\":\"1.0\"}" + fqdns + "}")
                .path("id")
                .asString();
        made.add(id);
        return id;
    }

    private String specOf(String endpoint) {
        return upstream.endpoint("prod", endpoint).path("connectionSpec").path("id").asString();
    }

    private String outcome(Visitor visitor, String address) {
        return visitor.get(address.substring(address.indexOf("/s/"))).select("#outcome-title").text();
    }

    private Map<String, Object> act(String endpointId) {
        return jdbc.sql("select a.act, a.facts, o.outcome from activity a "
                        + "left join activity_outcome o on o.activity_id = a.id and o.settled = true where a.subject_id = :id")
                .param("id", endpointId)
                .query()
                .singleRow();
    }

    private static String page(String id) {
        return "/s/prod/endpoints/" + id + "/azure";
    }
}
