package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What the API promises beside the shape of its answers. */
@PortalTest
// A portal of their own: what is asked for here must not be in the way of other tests.
@TestPropertySource(properties = "portal.request.remind-pause=1d")
@TestInstance(Lifecycle.PER_CLASS)
class ApiTests {

    private static final String REQUESTS = "/sandboxes/prod/requests";
    private static final String KEY = "cGFzc3dvcmQtb2YtdGhlLWFjY291bnQ=";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private ApiCaller pipeline;
    private ApiCaller admin;
    private Upstream upstream;

    @BeforeAll
    void getTokens() {
        upstream = Upstream.of(environment);
        pipeline = new ApiCaller(port, Bearer.pipeline(environment));
        admin = new ApiCaller(port, Bearer.of(environment, port, "admin"));
    }

    @AfterEach
    void heal() {
        upstream.isWell();
    }

    @Test
    void pipelineAsksAndASecondPersonAgrees() {
        String path = asked("asked by a pipeline");
        HttpResponse<String> waiting = pipeline.get(path);
        String etag = ApiCaller.header(waiting, "ETag");
        assertThat(ApiCaller.json(waiting).path("requestedBy").asString()).isEqualTo("pipeline");
        assertThat(ApiCaller.header(waiting, "Retry-After")).isNotEmpty();
        assertThat(pipeline.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);

        HttpResponse<String> agreed = decide(admin, path, "{\"decision\":\"approve\",\"matched\":true}", etag);

        assertThat(agreed.statusCode()).as(agreed.body()).isEqualTo(200);
        await().until(() -> ApiCaller.json(pipeline.get(path)).path("state").asString().equals("created"));
        HttpResponse<String> created = pipeline.get(path, "If-None-Match", etag);
        assertThat(created.statusCode()).isEqualTo(200);
        String endpoint = "/sandboxes/prod/endpoints/" + ApiCaller.json(created).path("endpointId").asString();
        JsonNode told = ApiCaller.json(pipeline.get(endpoint));
        assertThat(told.path("status").asString()).isEqualTo("pending");
        assertThat(told.path("actor").asString()).isEqualTo("The owner of the Azure resource");
        assertThat(told.path("ourApproval").path("text").asString()).contains("Ada Admin");
        assertThat(told.path("timeline").valueStream().map(each -> each.path("event").asString()))
                .contains("requested", "agreed", "created");
        canBeAskedForElsewhere(told);
        upstream.delete("prod", Upstream.CONNECTORS + "/" + told.path("id").asString());
    }

    @Test
    void decideWhenRequesterIsSamePersonIsRefusedWhereverItWasAskedFor() {
        String byToken = ApiCaller.json(admin.post(REQUESTS, ApiCaller.wanted("of the admin's"))).path("id").asString();
        Asking pages = new Asking(Wire.signedIn(port, "admin"), Wire.signedIn(port, "engineer"));
        String byPage = pages.ask("prod", "of the admin's page").replaceAll(".*/", "");

        for (String id : List.of(byToken, byPage)) {
            String path = REQUESTS + "/" + id;
            HttpResponse<String> own =
                    decide(admin, path, "{\"decision\":\"approve\",\"matched\":true}", ApiCaller.header(admin.get(path), "ETag"));
            assertThat(own.statusCode()).as(own.body()).isEqualTo(403);
            assertThat(ApiCaller.json(admin.get(path)).path("state").asString()).isEqualTo("requested");
        }
    }

    @Test
    void approvalNeedsTheLookAndRejectionAComment() {
        String path = asked("decided badly");
        String etag = ApiCaller.header(admin.get(path), "ETag");

        JsonNode unmatched = ApiCaller.json(decide(admin, path, "{\"decision\":\"approve\"}", etag));
        JsonNode silent = ApiCaller.json(decide(admin, path, "{\"decision\":\"reject\"}", etag));
        JsonNode neither = ApiCaller.json(decide(admin, path, "{\"decision\":\"maybe\"}", etag));

        assertThat(unmatched.path("errors").path(0).path("pointer").asString()).isEqualTo("/matched");
        assertThat(silent.path("errors").path(0).path("pointer").asString()).isEqualTo("/comment");
        assertThat(neither.path("errors").path(0).path("pointer").asString()).isEqualTo("/decision");
    }

    @Test
    void sameKeyAndBodyCreateOnce() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = ApiCaller.wanted("asked for in many ways at once");

        List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 6)
                .mapToObj(call -> CompletableFuture.supplyAsync(() -> pipeline.post(REQUESTS, wanted, key)))
                .toList();

        List<String> ids = calls.stream().map(CompletableFuture::join)
                .peek(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201))
                .map(answer -> ApiCaller.json(answer).path("id").asString())
                .toList();
        assertThat(ids).containsOnly(ids.get(0));
        assertThat(jdbc.queryForObject(
                        "select count(*) from endpoint_request where name = ?", Integer.class, wanted.get("name")))
                .isEqualTo(1);
    }

    @Test
    void keyBelongsToOneBodyOnePersonAndOneSandbox() {
        String key = UUID.randomUUID().toString();
        pipeline.post(REQUESTS, ApiCaller.wanted("first of its key"), key);

        HttpResponse<String> other = pipeline.post(REQUESTS, ApiCaller.wanted("second of its key"), key);
        HttpResponse<String> elsewhere =
                pipeline.post("/sandboxes/dev/requests", ApiCaller.wanted("third of its key"), key);
        HttpResponse<String> somebody = admin.post(REQUESTS, ApiCaller.wanted("fourth of its key"), key);

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("/api#problem-key-reused");
        assertThat(elsewhere.statusCode()).isEqualTo(201);
        assertThat(somebody.statusCode()).isEqualTo(201);
    }

    @Test
    void bodyThatBreaksARuleDoesNotUseUpItsKey() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = new HashMap<>(ApiCaller.wanted("corrected"));
        wanted.put("reason", "short");

        assertThat(pipeline.post(REQUESTS, wanted, key).statusCode()).isEqualTo(422);
        assertThat(pipeline.post(REQUESTS, ApiCaller.wanted("corrected"), key).statusCode()).isEqualTo(201);
    }

    @Test
    void requestThatIsReadCanBeAskedForElsewhere() {
        String path = asked("round trip");
        JsonNode request = ApiCaller.json(pipeline.get(path));
        assertThat(pipeline.send("POST", path + "/withdraw", null).statusCode()).isEqualTo(200);

        canBeAskedForElsewhere(request);
    }

    private void canBeAskedForElsewhere(JsonNode read) {
        HttpResponse<String> again = pipeline.post("/sandboxes/dev/requests", read);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
        for (String member : List.of("name", "connectionSpec", "subscriptionId", "resourceGroupName", "resourceName", "reason", "owner")) {
            assertThat(ApiCaller.json(again).path(member)).as(member).isEqualTo(read.path(member));
        }
    }

    @Test
    void listsGoOnWhereTheyStoppedWhateverComesMeanwhile() {
        for (int i = 0; i < 5; i++) {
            asked("listed " + i);
        }
        List<String> all = ids(REQUESTS + "?limit=100", false);

        List<String> seen = ids(REQUESTS + "?limit=2", true);

        assertThat(seen).containsExactlyElementsOf(all).doesNotHaveDuplicates();
        for (String list : List.of("endpoints", "connections", "activity")) {
            List<String> whole = ids("/sandboxes/prod/" + list + "?limit=100", false);
            assertThat(ids("/sandboxes/prod/" + list + "?limit=3", false)).as(list).containsExactlyElementsOf(whole);
        }
    }

    /** @param disturbed whether something new comes between two parts */
    private List<String> ids(String path, boolean disturbed) {
        List<String> ids = new ArrayList<>();
        String next = path;
        while (next != null) {
            HttpResponse<String> answer = pipeline.get(next);
            JsonNode part = ApiCaller.json(answer);
            part.path("items").forEach(item -> ids.add(item.path("id").asString()));
            next = part.has("next") ? part.path("next").asString().substring("/api/v1".length()) : null;
            assertThat(ApiCaller.header(answer, "Link").isEmpty()).isEqualTo(next == null);
            if (disturbed) {
                asked("came meanwhile " + ids.size());
            }
        }
        return ids;
    }

    @Test
    void cursorOfAnotherListOrChangedIsRefused() {
        String next = ApiCaller.json(pipeline.get("/sandboxes/prod/endpoints?limit=1")).path("next").asString();
        String cursor = next.replaceAll(".*cursor=", "");

        for (String path : List.of(
                "/sandboxes/dev/endpoints?cursor=" + cursor,
                "/sandboxes/prod/endpoints?text=a&cursor=" + cursor,
                "/sandboxes/prod/connections?cursor=" + cursor,
                "/sandboxes/prod/endpoints?cursor=A" + cursor.substring(1),
                "/sandboxes/prod/endpoints?cursor=%00")) {
            assertThat(pipeline.get(path).statusCode()).as(path).isEqualTo(400);
        }
    }

    /** There is nothing secret in a cursor: anybody can make one. */
    @Test
    void cursorTellsNothingOfAnotherSandbox() {
        asked("told in prod alone");
        String act = jdbc.queryForObject("select min(id) from activity where sandbox = 'prod'", String.class);

        assertThat(pipeline.get("/sandboxes/prod/activity?cursor=" + activityCursor("prod", act)).statusCode()).isEqualTo(200);
        assertThat(pipeline.get("/sandboxes/dev/activity?cursor=" + activityCursor("dev", act)).statusCode()).isEqualTo(400);
    }

    private static String activityCursor(String sandbox, String position) {
        CRC32 sum = new CRC32();
        sum.update(String.join("\n", "activity", sandbox, "", "", position).getBytes(StandardCharsets.UTF_8));
        String cursor = Long.toHexString(sum.getValue()) + "." + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void connectionIsCreatedOnceAndItsSecretStaysNowhere() {
        upstream.authoringIsOn("prod");
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = ApiCaller.connection("made by a pipeline", account());

        HttpResponse<String> created = pipeline.post("/sandboxes/prod/connections", wanted, key);
        HttpResponse<String> again = pipeline.post("/sandboxes/prod/connections", wanted, key);

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(created.body());
        assertThat(upstream.connectionsNamed("prod", "made by a pipeline")).hasSize(1);
        HttpResponse<String> told = pipeline.get(ApiCaller.header(created, "Location").substring("/api/v1".length()));
        assertThat(ApiCaller.json(told).path("auth").path("hidden").path(0).asString()).isEqualTo("connectionString");
        assertThat(told.body()).doesNotContain(KEY, "AccountKey", "vault.azure.net");
        assertThat(ApiCaller.header(told, "ETag")).isNotEmpty();
        assertThat(jdbc.queryForList("select * from api_submission").toString()).doesNotContain(KEY, key);
    }

    /** Who knows a pipeline's id and guesses its key knows the one-time id of its call. */
    @Test
    void idThatSomebodyElseSentFirstIsNotTheirs() {
        upstream.authoringIsOn("prod");
        String key = "release-2026-11-22-" + UUID.randomUUID();
        Map<String, String> form = new HashMap<>(Map.of(
                "step", "create", "source", "azure-file", "kind", "account-key", "name", "of a guesser",
                "_usePrivateLink", "on", "host", "\\\\acmefiles.file.core.windows.net\\share", "userId", "acmefiles",
                "password", "not-a-real-one"));
        form.put("submission", guessed("pipeline\nconnections/prod\n" + key));
        HttpResponse<String> first = Wire.signedIn(port, "engineer").post("/s/prod/connections/new", form);

        HttpResponse<String> created =
                pipeline.post("/sandboxes/prod/connections", ApiCaller.connection("of the pipeline", account()), key);

        assertThat(Wire.location(first)).endsWith(upstream.connectionId("prod", "of a guesser"));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(ApiCaller.json(created).path("id").asString()).isEqualTo(upstream.connectionId("prod", "of the pipeline"));
        assertThat(jdbc.queryForObject(
                        "select count(*) from api_submission where id = ?", Integer.class, form.get("submission")))
                .isEqualTo(1);
    }

    private static String guessed(String whole) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong()).toString();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Test
    void lostAnswerIsLookedForAndNothingIsSentTwice() {
        upstream.authoringIsOn("prod");
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = ApiCaller.connection("lost on its way", account());
        upstream.fails(Upstream.Fault.of("LOST_ANSWER", "POST", Upstream.CONNECTIONS + "/?").once());

        HttpResponse<String> lost = pipeline.post("/sandboxes/prod/connections", wanted, key);

        assertThat(lost.statusCode()).as(lost.body()).isEqualTo(202);
        String act = ApiCaller.header(lost, "Location").substring("/api/v1".length());
        await().until(() -> ApiCaller.json(pipeline.get(act)).path("settled").asBoolean());
        assertThat(pipeline.post("/sandboxes/prod/connections", wanted, key).statusCode()).isEqualTo(201);
        assertThat(upstream.connectionsNamed("prod", "lost on its way")).hasSize(1);
    }

    @Test
    void refusalOfPlatformIsToldEachTimeAndSentOnce() {
        upstream.authoringIsOn("prod");
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = new HashMap<>(ApiCaller.connection("refused", "noendpointforit"));
        HttpResponse<String> unconfirmed = pipeline.post("/sandboxes/prod/connections", wanted, key);
        assertThat(unconfirmed.statusCode()).as(unconfirmed.body()).isEqualTo(409);
        assertThat(unconfirmed.body()).contains("/api#problem-unconfirmed");
        wanted.put("confirm", ApiCaller.json(unconfirmed).path("errors").valueStream()
                .map(error -> error.path("field").asString())
                .toList());

        HttpResponse<String> first = pipeline.post("/sandboxes/prod/connections", wanted, key);
        upstream.forget();
        HttpResponse<String> again = pipeline.post("/sandboxes/prod/connections", wanted, key);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(422);
        assertThat(ApiCaller.json(first).path("requestId").asString()).isNotEmpty();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(upstream.seen("POST", Upstream.CONNECTIONS + "/?")).isEmpty();
    }

    @Test
    void pauseThatPlatformAsksForLeavesTheKeyAsItWas() {
        upstream.authoringIsOn("prod");
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = ApiCaller.connection("after a pause", account());
        upstream.fails(Upstream.Fault.of("STATUS", "POST", Upstream.CONNECTIONS + "/?").with("status", 429).once());

        HttpResponse<String> later = pipeline.post("/sandboxes/prod/connections", wanted, key);
        HttpResponse<String> created = pipeline.post("/sandboxes/prod/connections", wanted, key);
        HttpResponse<String> again = pipeline.post("/sandboxes/prod/connections", wanted, key);

        assertThat(later.statusCode()).as(later.body()).isEqualTo(503);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(created.body());
        assertThat(upstream.connectionsNamed("prod", "after a pause")).hasSize(1);
    }

    @Test
    void sameTargetIsAskedForOnlyAnywayAndWithTheSameKey() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = new HashMap<>(ApiCaller.wanted("asked for twice"));
        pipeline.post(REQUESTS, wanted);

        HttpResponse<String> twice = pipeline.post(REQUESTS, wanted, key);
        wanted.put("anyway", true);
        HttpResponse<String> anyway = pipeline.post(REQUESTS, wanted, key);

        assertThat(twice.statusCode()).as(twice.body()).isEqualTo(409);
        assertThat(twice.body()).contains("/api#problem-already-there");
        assertThat(anyway.statusCode()).as(anyway.body()).isEqualTo(201);
    }

    @Test
    void nothingIsAskedForUnknowinglyWhilePlatformDoesNotTellWhatIsThere() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> wanted = ApiCaller.wanted("asked for blindly");
        Map<String, Object> meant = new HashMap<>(ApiCaller.wanted("asked for all the same"));
        meant.put("anyway", true);
        upstream.fails(Upstream.Fault.of("STATUS", "GET", Upstream.CONNECTORS).with("status", 503));

        HttpResponse<String> blind = pipeline.post(REQUESTS, wanted, key);
        HttpResponse<String> anyway = pipeline.post(REQUESTS, meant);
        upstream.isWell();
        HttpResponse<String> seeing = pipeline.post(REQUESTS, wanted, key);

        assertThat(blind.statusCode()).as(blind.body()).isGreaterThanOrEqualTo(500);
        assertThat(blind.body()).contains("/api#problem-platform");
        assertThat(anyway.statusCode()).as(anyway.body()).isEqualTo(201);
        assertThat(seeing.statusCode()).as(seeing.body()).isEqualTo(201);
    }

    @Test
    void failureOfTheLastLookIsToldToWhoDidNotWaitForIt() {
        // Nobody looks, and so nobody waits, while Platform wants its quiet.
        upstream.fails(Upstream.Fault.of("STATUS", "GET", Upstream.CONNECTORS).with("status", 429).with("retryAfter", 2));
        await().until(() -> ApiCaller.json(pipeline.get("/sandboxes/prod/endpoints")).has("problem"));

        JsonNode next = ApiCaller.json(pipeline.get("/sandboxes/prod/endpoints"));

        assertThat(next.path("problem").path("type").asString()).isEqualTo("/api#problem-platform");
    }

    @Test
    void whatNoDatabaseKeepsIsFoundNowhere() {
        for (String list : List.of("activity?subjectId=", "endpoints?text=", "endpoints?source=", "connections?text=")) {
            assertThat(pipeline.get("/sandboxes/prod/" + list + "%00").statusCode()).as(list).isEqualTo(200);
        }
    }

    @Test
    void platformThatAsksForAPauseIsPassedOn() {
        upstream.fails(Upstream.Fault.of("STATUS", "GET", Upstream.AUTHORING).with("status", 429).with("retryAfter", 7));

        HttpResponse<String> answer = pipeline.get("/sandboxes/prod/authoring");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(ApiCaller.header(answer, "Retry-After")).isEqualTo("7");
        assertThat(ApiCaller.json(answer).path("type").asString()).isEqualTo("/api#problem-platform");
        assertThat(ApiCaller.json(answer).path("requestId").asString()).isNotEmpty();
    }

    @Test
    void bodyIsHeldToItsNamesAndTypes() {
        Map<String, String> bodies = Map.of(
                "{\"name\":1}", "/name",
                "{\"nmae\":\"x\"}", "/nmae",
                "{\"fqdns\":\"x\"}", "/fqdns",
                "{\"connectionSpec\":{\"idd\":\"x\"}}", "/connectionSpec/idd",
                "{\"anyway\":\"true\"}", "/anyway");
        bodies.forEach((body, pointer) -> {
            HttpResponse<String> answer =
                    pipeline.send("POST", REQUESTS, body, "Idempotency-Key", UUID.randomUUID().toString());
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(ApiCaller.json(answer).path("errors").path(0).path("pointer").asString()).as(body).isEqualTo(pointer);
        });
        for (String body : List.of("", "[]", "{", "null", "{\"name\":\"a\",\"name\":\"b\"}", "{} {}")) {
            HttpResponse<String> answer =
                    pipeline.send("POST", REQUESTS, body, "Idempotency-Key", UUID.randomUUID().toString());
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body()).as(body).doesNotContain("Exception", "jackson", "org.");
        }
    }

    private String asked(String name) {
        HttpResponse<String> answer = pipeline.post(REQUESTS, ApiCaller.wanted(name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return REQUESTS + "/" + ApiCaller.json(answer).path("id").asString();
    }

    private static HttpResponse<String> decide(ApiCaller person, String path, String body, String etag) {
        return person.send("POST", path + "/decision", body, "If-Match", etag);
    }

    private String account() {
        return ApiCaller.json(pipeline.get("/sandboxes/prod/endpoints?source=azure-blob&status=approved"))
                .path("items").path(0).path("resourceName").asString();
    }
}
