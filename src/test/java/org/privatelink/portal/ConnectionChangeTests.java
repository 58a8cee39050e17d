package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.Upstream.Fault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Renaming a connection, replacing its credentials, deleting it: nobody overwrites what they have not seen. */
@PortalTest
// A portal of its own: through the common one others have turned authoring on, which is remembered for a while.
@TestPropertySource(properties = "spring.application.name=connections")
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ConnectionChangeTests {

    private static final String FILES = "be5ec48c-5b78-49d5-b8fa-7c89ec4569b8";
    private static final String POSTGRESQL = "74a1c565-4e59-48d7-9d67-7c03b8a13137";
    private static final String CANARY = "KanarienVogelKey0123456789";
    private static final String IN_USE = "Acme orders (Blob)";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private Upstream upstream;
    private Visitor visitor;
    private Wire engineer;
    private final List<String> made = new ArrayList<>();

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        visitor = Visitor.signedIn(port, "engineer");
        engineer = Wire.of(port, visitor);
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterEach
    void tidy() {
        upstream.isWell();
        made.forEach(each -> upstream.delete(each.split(" ")[0], Upstream.CONNECTIONS + "/" + each.split(" ")[1]));
        made.clear();
    }

    @Test
    void renameAndDescribeChangesBothAndIsOnRecord() {
        String id = files("orders");
        engineer.get("/s/prod/connections?link=all");

        visitor.get(path(id));
        visitor.get(visitor.page().select("main a[href$=/edit]").attr("href"));
        visitor.submit(save("name", "orders of 2026", "description", "Nightly.\r\nTwo lines."));

        assertThat(visitor.address()).endsWith(path(id));
        assertThat(visitor.page().select(".flash").text()).contains("Connection orders of 2026 is changed.");
        assertThat(at(id).path("name").asString()).isEqualTo("orders of 2026");
        assertThat(at(id).path("description").asString()).isEqualTo("Nightly.\nTwo lines.");
        assertThat(upstream.seen("PATCH", ".*")).singleElement().satisfies(patch -> {
            assertThat(patch.path("status").asInt()).isEqualTo(200);
            assertThat(patch.path("headers").toString().toLowerCase()).contains("if-match");
        });
        Document act = act();
        assertThat(act.select("h1").text()).isEqualTo("Rename or describe connection orders");
        assertThat(act.select("#outcome").text()).contains("Done", "by", "Changed name, description");
        assertThat(facts("CONNECTION_CHANGE")).doesNotContain("2026", "Nightly");
        await().untilAsserted(() -> assertThat(engineer.get("/s/prod/connections?link=all&q=orders+of+2026").body())
                .contains(path(id)));
    }

    @Test
    void removingTheDescriptionLeavesTheName() {
        String id = made("prod", "described", FILES, files(), "\"description\":\"old words\",");

        visitor.get(path(id) + "/edit");
        assertThat(visitor.page().select("#description").val()).isEqualTo("old words");
        visitor.submit(save("description", "  "));

        assertThat(visitor.status()).isEqualTo(200);
        assertThat(at(id).has("description")).isFalse();
        assertThat(at(id).path("name").asString()).isEqualTo("described");
    }

    @Test
    void nothingDifferentSendsNothing() {
        String id = made("prod", "same", FILES, files(), "\"description\":\"one\\ntwo\",");

        visitor.get(path(id) + "/edit");
        visitor.submit(save("description", "one\r\ntwo"));

        assertThat(visitor.page().select(".flash").text()).contains("Nothing is different from before");
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
    }

    @Test
    void mistakeIsToldAndNothingIsSent() {
        String id = files("mistaken");

        visitor.get(path(id) + "/edit");
        Document page = visitor.submit(save("name", " ", "description", "kept"));

        assertThat(page.title()).startsWith("Error: ");
        assertThat(page.select(".errors a").text()).isEqualTo("Enter a name");
        assertThat(page.select("#description").val()).isEqualTo("kept");
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
    }

    @Test
    void conflictShowsAllVersionsAndThePersonDecides() {
        String id = files("three versions");
        visitor.get(path(id) + "/edit");
        change(id, "name", "theirs");

        Document page = visitor.submit(save("name", "mine", "description", "my words"));

        assertThat(visitor.status()).isEqualTo(409);
        assertThat(row(page, "Name")).containsExactly("three versions", "theirs", "mine");
        assertThat(row(page, "Description")).containsExactly("Not provided", "Not provided", "my words");
        assertThat(page.select("#name").val()).isEqualTo("mine");
        assertThat(page.select("#description").val()).isEqualTo("my words");
        assertThat(page.select("main form.form .actions a").text()).isEqualTo("Keep Platform's");
        assertThat(page.select("main form.form .actions a").attr("href")).isEqualTo(path(id));
        assertThat(page.select("main dt").eachText()).contains("Updated", "Updated by");
        assertThat(at(id).path("name").asString()).isEqualTo("theirs");

        change(id, "name", "a third one's");
        Document again = visitor.submit(save());

        assertThat(visitor.status()).isEqualTo(409);
        assertThat(row(again, "Name")).containsExactly("theirs", "a third one's", "mine");

        assertThat(again.select("main button.button--accent").text()).isEqualTo("Save mine over it");
        visitor.submit(save());

        assertThat(visitor.address()).endsWith(path(id));
        assertThat(at(id).path("name").asString()).isEqualTo("mine");
        assertThat(at(id).path("description").asString()).isEqualTo("my words");
        assertThat(upstream.seen("PATCH", ".*").stream().map(each -> each.path("status").asInt()))
                .containsSubsequence(412, 412, 200);
    }

    /** Saving one's own over it does not take back what others did elsewhere. */
    @Test
    void conflictLeavesAloneWhatThePersonDidNotTouch() {
        String id = made("prod", "touched", FILES, files(), "\"description\":\"old\",");
        visitor.get(path(id) + "/edit");
        change(id, "description", "their words");

        Document page = visitor.submit(save("name", "mine"));

        assertThat(visitor.status()).isEqualTo(409);
        assertThat(row(page, "Description")).containsExactly("old", "their words", "not changed by you");
        assertThat(page.select("#description").val()).isEqualTo("their words");
        visitor.submit(save());
        assertThat(at(id).path("name").asString()).isEqualTo("mine");
        assertThat(at(id).path("description").asString()).isEqualTo("their words");
    }

    /** Not every 409 is about a version. */
    @Test
    void refusalThatIsNotAboutTheVersionIsToldInPlatformsWords() {
        upstream.authoringIsOn("prod");
        String id = made("prod", "busy", POSTGRESQL, postgresql(""), "");
        visitor.get(path(id) + "/edit");
        upstream.fails(Fault.of("STATUS", "PATCH", Upstream.CONNECTIONS + "/[^/]+/?")
                .with("status", 409)
                .with("body", "{\"title\":\"Conflict\",\"detail\":\"A flow run is under way\"}"));

        Document page = visitor.submit(save("name", "renamed"));

        assertThat(visitor.status()).isEqualTo(409);
        assertThat(page.select("main").text()).contains("A flow run is under way").doesNotContain("Changed meanwhile by somebody else");
        assertThat(page.select("#name").val()).isEqualTo("renamed");
    }

    @Test
    void conflictWhoseNewVersionCannotBeReadLosesNothing() {
        String id = files("unread version");
        visitor.get(path(id) + "/edit");
        change(id, "name", "theirs");
        String one = Upstream.CONNECTIONS + "/" + id;
        upstream.fails(
                Fault.of("DELAY", "GET", one).with("delay", "0ms").once(),
                Fault.of("STATUS", "GET", one).with("status", 503));

        Document page = visitor.submit(save("name", "mine"));

        assertThat(visitor.status()).isEqualTo(409);
        assertThat(page.select(".failure h2").text()).isEqualTo("Somebody else was faster");
        assertThat(page.select("#name").val()).isEqualTo("mine");
    }

    @Test
    void whatWasTypedOutlivesAFailedRead() {
        String id = files("read fails");
        visitor.get(path(id) + "/edit");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/" + id).with("status", 503));

        Document page = visitor.submit(save("name", "typed with care"));

        assertThat(visitor.status()).isEqualTo(503);
        assertThat(page.select(".failure h2").text()).isEqualTo("Platform does not answer");
        assertThat(page.select("#name").val()).isEqualTo("typed with care");
        upstream.isWell();
        visitor.submit(save());
        assertThat(at(id).path("name").asString()).isEqualTo("typed with care");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1416-400 | Cannot update while state is updating",
                "1445-400 | The connector does not support update",
                "1300-400 | Operation does not support update"
            })
    void refusalIsToldInPlatformsWords(String code, String words) {
        String id = files("refused");
        upstream.fails(Fault.of("STATUS", "PATCH", Upstream.CONNECTIONS)
                .with("status", 400)
                .with("body", "{\"errorCode\":\"" + code + "\",\"message\":\"" + words + "\"}")
                .once());

        visitor.get(path(id) + "/edit");
        Document page = visitor.submit(save("name", "refused name"));

        assertThat(visitor.status()).isEqualTo(422);
        assertThat(page.select(".failure").text()).contains(words);
        assertThat(page.select("main").text()).contains("create a new connection");
        assertThat(page.select("#name").val()).isEqualTo("refused name");
        assertThat(act().select("#outcome").text()).contains("Refused", words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit", "credentials"})
    void connectionWithoutAVersionCannotBeChanged(String page) {
        String id = files("no version");
        String item = at(id).toString().replaceAll("\"etag\":\"[^,]*,", "");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/" + id)
                .with("status", 200)
                .with("body", "{\"items\":[" + item + "]}"));

        Document shown = visitor.get(path(id) + "/" + page);

        assertThat(item).doesNotContain("etag");
        assertThat(shown.select(".notice").text()).contains("it cannot be changed safely here");
        assertThat(shown.select("main form.form")).isEmpty();
        engineer.post(path(id) + "/" + page, credentials("", "x"));
        engineer.post(path(id) + "/" + page, Map.of("step", "save", "submission", submission(), "name", "n"));
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"0\"\r\nx-sandbox-name: dev", "\u00e9", "\"stale\""})
    void versionThatWasNotGivenChangesNothing(String etag) {
        String id = files("forged");

        HttpResponse<String> renamed = engineer.post(path(id) + "/edit",
                Map.of("step", "save", "submission", submission(), "name", "forged too", "etag", etag));
        HttpResponse<String> replaced = engineer.post(path(id) + "/credentials", credentials(etag, "x"));

        assertThat(List.of(renamed.statusCode(), replaced.statusCode())).allMatch(status -> status == 200 || status == 409);
        assertThat(at(id).path("name").asString()).isEqualTo("forged");
        assertThat(upstream.seen("PATCH", ".*").stream().filter(each -> each.path("status").asInt() != 412)).isEmpty();
    }

    @Test
    void sentTwiceChangesOnce() {
        String id = files("twice");
        Map<String, String> form = form(id, "edit");
        form.putAll(save("name", "once"));

        HttpResponse<String> first = engineer.post(path(id) + "/edit", form);
        HttpResponse<String> second = engineer.post(path(id) + "/edit", form);

        assertThat(Wire.location(first)).endsWith(path(id));
        assertThat(Wire.location(second)).contains("/s/prod/acts/");
        assertThat(upstream.seen("PATCH", ".*")).hasSize(1);

        Map<String, String> secrets = form(id, "credentials");
        secrets.putAll(Map.of("step", "replace", "password", "new one"));
        assertThat(Wire.location(engineer.post(path(id) + "/credentials", secrets))).endsWith(path(id));
        assertThat(Wire.location(engineer.post(path(id) + "/credentials", secrets))).contains("/s/prod/acts/");
        assertThat(upstream.seen("PATCH", ".*")).hasSize(2);
    }

    @Test
    void twoTabsInTwoSandboxesChangeEachTheirOwn() {
        String prod = files("prod tab");
        String dev = made("dev", "dev tab", FILES, files(), "");
        visitor.get(path(prod) + "/edit");
        FormElement prodTab = visitor.form("main form.form");
        visitor.get("/s/dev/connections/" + dev + "/edit");
        FormElement devTab = visitor.form("main form.form");

        visitor.submit(prodTab, save("name", "prod tab changed"));
        visitor.submit(devTab, save("name", "dev tab changed"));

        assertThat(at(prod).path("name").asString()).isEqualTo("prod tab changed");
        assertThat(upstream.connectionsNamed("dev", "dev tab changed")).hasSize(1);
        assertThat(upstream.seen("PATCH", ".*").stream().map(each -> each.path("sandboxName").asString()))
                .containsExactly("prod", "dev");
        Map<String, String> form = form(prod, "edit");
        form.putAll(save("name", "astray"));
        for (String page : List.of("edit", "credentials")) {
            String astray = "/s/dev/connections/" + prod + "/" + page;
            assertThat(engineer.get(astray).statusCode()).isEqualTo(404);
            assertThat(engineer.post(astray, form).statusCode()).isIn(400, 404);
        }
    }

    @Test
    void privateConnectionIsChangedOnlyWhileAuthoringIsOn() {
        upstream.authoringIsOn("prod");
        upstream.forget();
        String id = made("prod", "private", POSTGRESQL, postgresql(",\"usePrivateLink\":true"), "");
        String endpoint = at(id).at("/auth/params/privateEndpointId").asString();
        upstream.fails(Fault.of("STATUS", "GET", Upstream.AUTHORING).with("status", 200).with("body", "{\"status\":\"Disabled\"}"));

        for (String page : List.of("edit", "credentials")) {
            visitor.get(path(id) + "/" + page);
            assertThat(visitor.page().select("button[value=authoring]").text()).isEqualTo("Turn on for 60 minutes");
            Document off = visitor.submit(page.equals("edit") ? save("name", "renamed") : replacement("database", "typed"));
            assertThat(off.select(".errors").text()).contains("Interactive authoring is not on");
            assertThat(off.select(page.equals("edit") ? "#name" : "#database").val()).isIn("renamed", "typed");
        }
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();

        Document asked = visitor.submit(Map.of("step", "authoring", "password", CANARY));
        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1);
        assertThat(asked.select("#database").val()).isEqualTo("typed");
        assertThat(asked.select("button[value=look]").text()).isEqualTo("Look again");
        assertThat(asked.outerHtml()).doesNotContain(CANARY);

        upstream.isWell();
        assertThat(visitor.submit(Map.of("step", "look")).select("button[value=look]")).isEmpty();
        visitor.submit(replacement("database", "typed"));

        assertThat(visitor.page().select(".flash").text()).contains("The credentials of private are replaced");
        assertThat(at(id).at("/auth/params/usePrivateLink").isBoolean()).isTrue();
        assertThat(at(id).at("/auth/params/usePrivateLink").asBoolean()).isTrue();
        assertThat(at(id).at("/auth/params/privateEndpointId").asString()).isEqualTo(endpoint).isNotEmpty();
        assertThat(at(id).at("/auth/params/database").asString()).isEqualTo("typed");
    }

    @Test
    void credentialsAreReplacedAsAWhole(CapturedOutput output) {
        String id = made("prod", "whole", POSTGRESQL, postgresql(",\"usePrivateLink\":false"), "");
        String stored = at(id).at("/auth/params/password").asString();

        visitor.get(path(id));
        Document page = visitor.get(visitor.page().select("main a[href$=/credentials]").attr("href"));

        assertThat(stored).contains("vault.azure.net");
        assertThat(page.outerHtml()).doesNotContain("vault.azure.net");
        assertThat(page.select("#server").val()).isEqualTo("plain.postgres.database.azure.com");
        assertThat(page.select("#username").val()).isEqualTo("reader");
        assertThat(page.select("#password").val()).isEmpty();
        assertThat(page.select("a[href*=kind=]")).isEmpty();

        visitor.submit(replacement("username", "writer"));

        assertThat(visitor.address()).endsWith(path(id));
        JsonNode params = at(id).at("/auth/params");
        assertThat(params.path("username").asString()).isEqualTo("writer");
        assertThat(params.path("port").isString()).isTrue();
        assertThat(params.path("password").asString()).contains("vault.azure.net").isNotEqualTo(stored);
        assertThat(params.path("usePrivateLink").asBoolean(true)).isFalse();
        assertThat(params.has("privateEndpointId")).isFalse();
        assertThat(visitor.body()).doesNotContain(CANARY);
        Document act = act();
        assertThat(act.select("#outcome").text()).contains("Done", "auth.params");
        assertThat(act.outerHtml()).doesNotContain(CANARY);
        assertThat(output.getAll()).doesNotContain(CANARY);
        isNowhereInTheDatabase();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "password | https://kv.vault.azure.net/secrets/968adb09",
                "password | HTTPS://KV.VAULT.AZURE.NET:443/secrets/968adb09",
                "password | Password=https://kv.vault.azure.net/secrets/968adb09",
                "username | https://kv.vault.azure.net/secrets/968adb09",
                "database | kv.vault.azure.net/secrets/968adb09"
            })
    void addressOfAStoredSecretIsNotWrittenBack(String field, String address) {
        String id = made("prod", "vault", POSTGRESQL, postgresql(""), "");

        visitor.get(path(id) + "/credentials");
        Document page = visitor.submit(replacement(field, address));

        assertThat(page.select(".errors").text()).contains("This is the address of a stored secret");
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
    }

    /** Platform hid something that the catalogue takes for open: it is not put into a field. */
    @Test
    void whatCameBackAsAStoredSecretIsInNoField() {
        String id = made("prod", "hidden user", POSTGRESQL,
                postgresql("").replace("\"reader\"", "\"https://kv.vault.azure.net/secrets/968adb09\""), "");

        Document page = visitor.get(path(id) + "/credentials");

        assertThat(page.select("#username").val()).isEmpty();
        assertThat(page.outerHtml()).doesNotContain("968adb09");
        visitor.submit(replacement());
        assertThat(visitor.page().select(".errors").text()).contains("Enter: User");
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
    }

    @Test
    void kindsOfOneNameMayBeChosenBetweenAndWhatIsNotAskedForIsNamed() {
        String id = made("prod", "blob", "4c10e202-c428-4796-9208-5f1f5732b1cf",
                "\"ConnectionString\",\"params\":{\"connectionString\":\"AccountName=acme;AccountKey=QUJD\",\"container\":\"c\"}", "");

        Document page = visitor.get(path(id) + "/credentials");
        assertThat(page.select("#accountKey")).hasSize(1);
        assertThat(page.select(".notice").text()).contains("will be gone afterwards", "container");
        List<String> others = page.select("main a[href*=kind=]").eachAttr("href");
        assertThat(others).containsExactly(path(id) + "/credentials?kind=connection-string");
        assertThat(visitor.get(path(id) + "/credentials?kind=sas").select("#sasUri")).isEmpty();

        visitor.get(others.get(0) + "&connectionString=" + CANARY);
        assertThat(visitor.page().select("main").outerHtml()).doesNotContain(CANARY);
        visitor.submit(Map.of("step", "replace",
                "connectionString", "DefaultEndpointsProtocol=https;AccountName=acme2;AccountKey=QUJDRA==;EndpointSuffix=core.windows.net"));

        assertThat(visitor.address()).endsWith(path(id));
        assertThat(at(id).at("/auth/specName").asString()).isEqualTo("ConnectionString");
        assertThat(at(id).at("/auth/params").has("container")).isFalse();
    }

    @Test
    void kindIsKnownByTheNameThatPlatformGivesIt() {
        String id = files("kind by another name");
        String item = at(id).toString().replace("\"Basic Authentication\"", "\"BasicAuthentication\"");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/" + id)
                .with("status", 200)
                .with("body", "{\"items\":[" + item + "]}"));

        assertThat(visitor.get(path(id) + "/credentials").select("#password")).hasSize(1);
    }

    @Test
    void kindThatTheCatalogueDoesNotKnowIsLeftToPlatform() {
        String id = files("odd kind");
        String item = at(id).toString().replace("\"Basic Authentication\"", "\"Managed <b>Identity</b>\"");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/" + id)
                .with("status", 200)
                .with("body", "{\"items\":[" + item + "]}"));

        Document page = visitor.get(path(id) + "/credentials");

        assertThat(page.select(".notice").text()).contains("Managed <b>Identity</b>", "Replace its credentials in Platform");
        assertThat(page.select("main form.form")).isEmpty();
        assertThat(engineer.post(path(id) + "/credentials", credentials(at(id).path("etag").asString(), CANARY)).statusCode())
                .isEqualTo(409);
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
    }

    @Test
    void credentialsAreNotSentForAVersionThatNobodySaw(CapturedOutput output) {
        String id = made("prod", "credentials seen", POSTGRESQL, postgresql(""), "");
        visitor.get(path(id) + "/credentials");
        change(id, "name", "somebody's name");

        Document page = visitor.submit(replacement("username", "writer"));

        assertThat(visitor.status()).isEqualTo(409);
        assertThat(row(page, "Name")).containsExactly("credentials seen", "somebody's name");
        assertThat(page.select("#conflict-title ~ p").text()).contains("Nothing was sent");
        assertThat(page.select("#username").val()).isEqualTo("writer");
        assertThat(page.select("#password").val()).isEmpty();
        assertThat(page.select("#password-again").text()).contains("Enter it again");
        assertThat(page.outerHtml()).doesNotContain(CANARY);
        assertThat(upstream.seen("PATCH", ".*").stream().map(each -> each.path("headers").toString()))
                .as("only the one that went past the portal").hasSize(1);

        visitor.submit(replacement("username", "writer"));

        assertThat(at(id).at("/auth/params/username").asString()).isEqualTo("writer");
        assertThat(at(id).path("name").asString()).isEqualTo("somebody's name");
        assertThat(output.getAll()).doesNotContain(CANARY);
    }

    /** Somebody was faster by less than the portal can see. */
    @Test
    void refusedAsTooOldIsAConflictToo() {
        String id = made("prod", "raced", POSTGRESQL, postgresql(""), "");
        upstream.fails(Fault.of("STATUS", "PATCH", Upstream.CONNECTIONS)
                .with("status", 412)
                .with("body", "{\"errorCode\":\"1404-412\",\"message\":\"not " + CANARY + "\"}")
                .once());

        visitor.get(path(id) + "/credentials");
        Document page = visitor.submit(replacement());
        assertThat(visitor.status()).isEqualTo(409);
        assertThat(page.select("section[aria-labelledby=conflict-title]").text()).contains("Platform refused", "cannot be shown");
        assertThat(page.outerHtml()).doesNotContain(CANARY);
        assertThat(act().select("#outcome").text()).contains("Refused", "not [removed]");
        isNowhereInTheDatabase();
    }

    @Test
    void refusedCredentialsAreTypedAgain(CapturedOutput output) {
        String id = made("prod", "echo", POSTGRESQL, postgresql(""), "");
        upstream.fails(Fault.of("STATUS", "PATCH", Upstream.CONNECTIONS)
                .with("status", 400)
                .with("body", "{\"errorCode\":\"1308-400\",\"message\":\"cannot log in with " + CANARY + "\"}")
                .once());

        visitor.get(path(id) + "/credentials");
        Document page = visitor.submit(replacement("username", "writer"));

        assertThat(visitor.status()).isEqualTo(422);
        assertThat(page.select(".failure").text()).contains("cannot log in with [removed]");
        assertThat(page.select("#username").val()).isEqualTo("writer");
        assertThat(page.select("#password").val()).isEmpty();
        assertThat(page.outerHtml()).doesNotContain(CANARY);
        assertThat(act().outerHtml()).doesNotContain(CANARY);
        assertThat(output.getAll()).doesNotContain(CANARY);
        isNowhereInTheDatabase();
    }

    @Test
    void changeWhoseAnswerIsLostIsFoundOut() {
        String id = files("lost change");
        upstream.fails(Fault.of("LOST_ANSWER", "PATCH", Upstream.CONNECTIONS).once());

        visitor.get(path(id) + "/edit");
        visitor.submit(save("name", "found again"));

        assertThat(visitor.address()).contains("/s/prod/acts/");
        String act = visitor.address().replaceAll("https?://[^/]+", "");
        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(act).equals("Done"));
        assertThat(upstream.seen("PATCH", ".*")).hasSize(1);
        assertThat(visitor.get(act).select("main a.button").attr("href")).isEqualTo(path(id));
    }

    @Test
    void changeThatNeverArrivedDidNotHappen() {
        String id = files("never changed");
        upstream.fails(Fault.of("RESET", "PATCH", Upstream.CONNECTIONS).with("times", 2));

        String rename = lost(id, "edit", save("name", "never"));
        String replace = lost(id, "credentials", Map.of("step", "replace", "password", CANARY));

        for (String act : List.of(rename, replace)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> outcome(act).equals("It did not happen"));
        }
        assertThat(at(id).path("name").asString()).isEqualTo("never changed");
        assertThat(upstream.seen("PATCH", ".*")).hasSize(2);
    }

    /** A newer version that is not what was wanted may be anybody's. */
    @Test
    void lostChangeThatSomebodyElseCoveredIsNotClear() {
        String id = files("covered");
        upstream.fails(Fault.of("RESET", "PATCH", Upstream.CONNECTIONS).once());

        String act = lost(id, "edit", save("name", "mine"));
        change(id, "name", "theirs");

        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(act).equals("Not clear: please look"));
    }

    @Test
    void lostReplacementIsNotClaimed(CapturedOutput output) {
        String id = files("lost secret");
        upstream.fails(Fault.of("LOST_ANSWER", "PATCH", Upstream.CONNECTIONS).once());

        String act = lost(id, "credentials", Map.of("step", "replace", "password", CANARY));

        await().atMost(Duration.ofSeconds(10)).until(() -> outcome(act).equals("Not clear: please look"));
        assertThat(visitor.get(act).select("#outcome").text()).contains("whether by this act cannot be told");
        assertThat(visitor.body()).doesNotContain(CANARY);
        assertThat(output.getAll()).doesNotContain(CANARY);
        isNowhereInTheDatabase();
    }

    @Test
    void supportSeesNoWayToChange() {
        String id = files("not for support");
        Visitor support = Visitor.signedIn(port, "support");

        assertThat(support.get(path(id)).select("main a.button, main form")).isEmpty();
        for (String page : List.of("edit", "credentials")) {
            support.get(path(id) + "/" + page);
            assertThat(support.status()).isEqualTo(403);
            support.post(path(id) + "/" + page, Map.of("step", "save", "submission", submission(), "name", "x"));
            assertThat(support.status()).isEqualTo(403);
        }
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
    }

    @Test
    void deleteOfAConnectionInUseNamesItsFlowsInPlaceOfTheButton() {
        String id = upstream.connectionId("prod", IN_USE);

        Document page = visitor.get(path(id) + "/delete");

        assertThat(page.select("section[aria-labelledby=flows-title] li")).hasSize(2).allSatisfy(flow -> {
            assertThat(flow.select("code").text()).matches("[0-9a-f-]{36}");
            assertThat(flow.text()).contains("enabled");
        });
        assertThat(page.select("main").text()).contains("Delete these flows in Platform first", "The private endpoint stays");
        assertThat(page.select("main button[type=submit]")).isEmpty();

        HttpResponse<String> forced = engineer.post(path(id) + "/delete", Map.of("submission", submission()));
        assertThat(forced.statusCode()).isEqualTo(409);
        assertThat(Wire.page(forced).select(".failure").text()).contains("delete them first");
    }

    @Test
    void deleteIsOfferedWithAWarningWhenFlowsCannotBeRead() {
        String id = deletable("flows unread");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.FLOWS).with("status", 503));

        Document page = visitor.get(path(id) + "/delete");
        assertThat(page.select("main strong").text()).contains("Whether flows use it could not be read");
        visitor.submit(Map.of());

        assertThat(visitor.page().select(".flash").text()).contains("Connection flows unread is deleted.");
        assertThat(upstream.connectionsNamed("prod", "flows unread")).isEmpty();
    }

    @Test
    void deleteIsConfirmedByLooking() {
        String unseen = deletable("unseen");
        visitor.get(path(unseen) + "/delete");
        String one = Upstream.CONNECTIONS + "/" + unseen;
        upstream.fails(
                Fault.of("DELAY", "GET", one).with("delay", "0ms").once(),
                Fault.of("STATUS", "GET", one).with("status", 503));
        visitor.submit(Map.of());
        assertThat(visitor.page().select(".flash").text()).contains("Whether it is gone could not be read");
        upstream.isWell();

        String slow = deletable("slowly gone");
        String item = at(slow).toString();
        visitor.get(path(slow) + "/delete");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/" + slow)
                .with("status", 200)
                .with("body", "{\"items\":[" + item + "]}"));
        visitor.submit(Map.of());
        assertThat(visitor.page().select(".flash").text()).contains("still has it");
    }

    private String files(String name) {
        return made("prod", name, FILES, files(), "");
    }

    private static String files() {
        return "\"Basic Authentication\",\"params\":{\"host\":\"acme\",\"userId\":\"u\",\"password\":\"old\"}";
    }

    private static String postgresql(String more) {
        String server = more.contains("true") ? "contoso-crm-db" : "plain";
        return "\"Basic Authentication\",\"params\":{\"server\":\"" + server + ".postgres.database.azure.com\",\"port\":\"5432\","
                + "\"database\":\"d\",\"username\":\"reader\",\"password\":\"old\",\"sslMode\":\"Verify Full\"" + more + "}";
    }

    private String made(String sandbox, String name, String spec, String auth, String more) {
        String id = deletable(sandbox, name, spec, auth, more);
        made.add(sandbox + " " + id);
        return id;
    }

    private String deletable(String name) {
        return deletable("prod", name, FILES, files(), "");
    }

    private String deletable(String sandbox, String name, String spec, String auth, String more) {
        return upstream.platform(HttpMethod.POST, sandbox, Upstream.CONNECTIONS,
                        "{\"name\":\"%s\",%s\"auth\":{\"specName\":%s},\"connectionSpec\":{\"id\":\"%s\",\"version\":\"1.0\"}}"
                                .formatted(name, more, auth, spec))
                .path("id")
                .asString();
    }

    private JsonNode at(String id) {
        return upstream.connections("prod").stream()
                .filter(each -> each.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Somebody else, past this portal. */
    private void change(String id, String property, String value) {
        upstream.patch("prod", Upstream.CONNECTIONS + "/" + id, at(id).path("etag").asString(),
                "[{\"op\":\"replace\",\"path\":\"/" + property + "\",\"value\":\"" + value + "\"}]");
    }

    private static List<String> row(Document page, String label) {
        return page.select("tbody tr:has(th:containsOwn(" + label + ")) td").eachText();
    }

    private static String path(String id) {
        return "/s/prod/connections/" + id;
    }

    private static Map<String, String> save(String... entered) {
        return entered("save", entered);
    }

    private static Map<String, String> replacement(String... entered) {
        Map<String, String> all = entered("replace", "password", CANARY);
        all.putAll(entered("replace", entered));
        return all;
    }

    private static Map<String, String> entered(String step, String... entered) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("step", step));
        for (int i = 0; i < entered.length; i += 2) {
            all.put(entered[i], entered[i + 1]);
        }
        return all;
    }

    private static Map<String, String> credentials(String etag, String password) {
        return Map.of("step", "replace", "submission", submission(), "etag", etag,
                "kind", "account-key", "host", "acme", "userId", "u", "password", password);
    }

    /** All that stands in a form, to be sent more than once. */
    private Map<String, String> form(String id, String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Wire.page(engineer.get(path(id) + "/" + page))
                .select("main form.form [name]:not(button)")
                .forEach(field -> fields.put(field.attr("name"), field.val()));
        return fields;
    }

    private String lost(String id, String page, Map<String, String> entered) {
        visitor.get(path(id) + "/" + page);
        visitor.submit(entered);
        assertThat(visitor.address()).contains("/s/prod/acts/");
        return visitor.address().replaceAll("https?://[^/]+", "");
    }

    private String outcome(String act) {
        return Wire.page(engineer.get(act)).select("#outcome-title").text();
    }

    /** The page of the latest act. */
    private Document act() {
        return Wire.page(engineer.get(Wire.page(engineer.get("/s/prod")).select(".timeline a").attr("href")));
    }

    private String facts(String act) {
        return jdbc.queryForList("select facts from activity where act = ?", String.class, act).toString();
    }

    private void isNowhereInTheDatabase() {
        List<String> tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class);
        assertThat(tables.stream().flatMap(table -> rows(table).map(row -> table + ": " + row)))
                .isNotEmpty()
                .noneMatch(row -> row.contains(CANARY));
    }

    private Stream<String> rows(String table) {
        return jdbc.queryForList("select * from \"" + table + "\"").stream()
                .map(row -> row.values().stream()
                        .map(value -> value instanceof byte[] bytes
                                ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                                : String.valueOf(value))
                        .toList()
                        .toString());
    }

    private static String submission() {
        return UUID.randomUUID().toString();
    }
}
