package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.privatelink.portal.simulator.RunningSimulator.CONNECTIONS;
import static org.privatelink.portal.simulator.RunningSimulator.ENDPOINTS;

import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SimulatorFaultTests {

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll();

    @AfterEach
    void mend() {
        plan("[]");
    }

    private Answer plan(String faults) {
        return simulator.send(simulator.request("PUT", "/simulator/faults", faults));
    }

    @Test
    void faultFromTheStartStrikesOnceOnItsPath() {
        try (RunningSimulator other = RunningSimulator.start(
                "--simulator.seed=false",
                "--simulator.faults[0].path=" + CONNECTIONS,
                "--simulator.faults[0].kind=STATUS",
                "--simulator.faults[0].times=1")) {
            assertThat(other.get(ENDPOINTS).status()).isEqualTo(200);
            assertThat(other.get(CONNECTIONS).status()).isEqualTo(503);
            assertThat(other.get(CONNECTIONS).status()).isEqualTo(200);
        }
    }

    @Test
    void testOfAConnectionTimesOutAlone() {
        plan("[{\"path\":\"" + CONNECTIONS + "/[^/]+/test\",\"kind\":\"DELAY\",\"delay\":\"20s\"}]");
        String path = CONNECTIONS + "/" + simulator.get(CONNECTIONS + "?limit=1").texts("id").get(0);
        assertThat(simulator.get(path).status()).isEqualTo(200);
        var request = simulator.platform("GET", path + "/test", null).timeout(Duration.ofMillis(300));
        assertThatThrownBy(() -> simulator.send(request)).hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void tooManyRequestsSaysWhenToComeBack() {
        plan("""
            [{"method":"GET","path":"/data/foundation/connectors/.*","kind":"STATUS","status":429,"retryAfter":38,
              "body":"{\\"error_code\\":\\"429050\\",\\"message\\":\\"Too many requests\\"}"}]\
            """);
        Answer answer = simulator.get(ENDPOINTS);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("38");
        assertThat(answer.at("/error_code")).isEqualTo("429050");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        assertThat(simulator.get(CONNECTIONS).status()).isEqualTo(200);
    }

    @Test
    void gatewayPageIsHtml() {
        plan("[{\"kind\":\"HTML\"}]");
        assertThat(simulator.get(ENDPOINTS).status()).isEqualTo(502);
        assertThat(simulator.get(ENDPOINTS).header("Content-Type")).startsWith("text/html");
    }

    @Test
    void tokenEndpointFailsToo() {
        plan("[{\"path\":\"/ims/token\",\"kind\":\"STATUS\",\"status\":500}]");
        assertThat(simulator.askForToken("openid").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/entra/oauth2/v2.0/token",
        "GET,/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/privateEndpointConnections",
        "PUT,/SUBSCRIPTIONS/s/resourceGroups/g",
        "POST,/inbox/chat"
    })
    void azureAndTheInboxFailToo(String method, String path) {
        plan("[{\"path\":\"%s\",\"kind\":\"STATUS\",\"status\":429,\"retryAfter\":7}]".formatted(path));
        Answer answer = simulator.send(simulator.request(method, path, "{}"));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        plan("[]");
        assertThat(simulator.send(simulator.request(method, path, "{}")).status()).isNotEqualTo(429);
    }

    @Test
    void pagesForPeopleNeverFail() {
        plan("[{\"kind\":\"STATUS\"}]");
        for (String path : List.of("/", "/inbox", "/sign-in", "/entra/sign-in", "/simulator/inbox")) {
            assertThat(simulator.send(simulator.request("GET", path, null)).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void latencyHoldsBackAzureAndTheInbox() {
        try (RunningSimulator slow = RunningSimulator.start("--simulator.seed=false", "--simulator.latency=300ms")) {
            for (String path : List.of("/subscriptions/s", "/inbox/chat", "/entra/oauth2/v2.0/token")) {
                long before = System.nanoTime();
                slow.send(slow.request("POST", path, "{}"));
                assertThat(Duration.ofNanos(System.nanoTime() - before)).as(path).isGreaterThan(Duration.ofMillis(290));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESET", "TRUNCATE", "LOST_ANSWER"})
    void connectionBreaks(String kind) {
        plan("[{\"kind\":\"%s\"}]".formatted(kind));
        assertThatThrownBy(() -> simulator.get(ENDPOINTS)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void lostAnswerComesAfterTheWorkAndResetBefore() {
        String endpoint = """
            {"name":"%s","subscriptionId":"s","resourceGroupName":"g","resourceName":"r",
             "connectionSpec":{"id":"4c10e202-c428-4796-9208-5f1f5732b1cf","version":"1.0"}}\
            """;
        // Of these alone: a token is asked for by POST too.
        plan("""
            [{"method":"POST","path":"/data","kind":"LOST_ANSWER","times":1},{"method":"POST","path":"/data","kind":"RESET","times":1}]""");
        assertThatThrownBy(() -> simulator.post(ENDPOINTS, endpoint.formatted("kept")))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> simulator.post(ENDPOINTS, endpoint.formatted("never")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(simulator.get(ENDPOINTS).texts("name")).contains("kept").doesNotContain("never");
    }

    @Test
    void answersCanBeHugeSlowOrOfTheWrongType() {
        plan("[{\"kind\":\"HUGE\",\"times\":1},{\"kind\":\"DRIP\",\"delay\":\"1ms\",\"times\":1},"
                + "{\"kind\":\"DELAY\",\"delay\":\"PT0.001S\",\"times\":1},{\"kind\":\"WRONG_TYPE\",\"times\":1}]");
        assertThat(simulator.get(ENDPOINTS).body()).hasSizeGreaterThan(40_000_000);
        assertThat(simulator.get(ENDPOINTS).items()).isNotEmpty();
        assertThat(simulator.get(ENDPOINTS).items()).isNotEmpty();
        assertThat(simulator.get(ENDPOINTS).at("/items")).isEqualTo("none");
    }

    @Test
    void answersCanBeDeepLeadElsewhereOrNeverCome() {
        plan("[{\"kind\":\"DEEP\",\"times\":1},{\"kind\":\"REDIRECT\",\"body\":\"http://elsewhere.invalid/\",\"times\":1},"
                + "{\"kind\":\"STATUS\",\"status\":429,\"retryAfter\":\"Mon, 02 Nov 2026 10:00:45 GMT\",\"times\":1},"
                + "{\"kind\":\"HANG\",\"delay\":\"50ms\"}]");
        assertThat(simulator.get(ENDPOINTS).body()).contains("[".repeat(100_000));
        Answer redirect = simulator.get(ENDPOINTS);
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).isEqualTo("http://elsewhere.invalid/");
        assertThat(simulator.get(ENDPOINTS).header("Retry-After")).endsWith("GMT");
        assertThatThrownBy(() -> simulator.get(ENDPOINTS)).isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"kind\":\"NOPE\"}]",
                "[{}]",
                "[{\"kind\":\"RESET\",\"path\":\"([\"}]",
                "[{\"kind\":\"DELAY\",\"delay\":\"soon\"}]",
                "{",
                "7"
            })
    void nonsenseIsNoPlan(String faults) {
        assertThat(plan(faults).status()).isEqualTo(400);
    }

    @Test
    void requestsToAzureAndTheInboxAreRemembered() {
        simulator.send(simulator.request("DELETE", "/simulator/requests", null));
        simulator.send(simulator.request("GET", "/subscriptions/s?api-version=2024-01-01", null));
        simulator.send(simulator.request("POST", "/entra/oauth2/v2.0/token?client_secret=guess", "{}"));
        simulator.send(simulator.request("POST", "/inbox/chat?key=guess", "{}"));
        Answer seen = simulator.get("/simulator/requests");
        assertThat(seen.json().valueStream().map(it -> it.path("path").asString()))
                .containsExactly("/subscriptions/s", "/entra/oauth2/v2.0/token", "/inbox/chat");
        assertThat(seen.at("/0/query")).isEqualTo("api-version=2024-01-01");
        assertThat(seen.json().at("/0/status").asInt()).isEqualTo(401);
        assertThat(seen.body()).doesNotContain("guess");
    }

    @Test
    void requestsAreRememberedWithoutTheirSecrets() {
        simulator.get(ENDPOINTS);
        simulator.send(simulator.request("DELETE", "/simulator/requests", null));
        simulator.send(simulator
                .platform("GET", ENDPOINTS + "?property=connectionSpec.id==x", null)
                .setHeader("x-request-id", "r1"));
        simulator.askForToken("openid");
        Answer seen = simulator.get("/simulator/requests");
        JsonNode first = seen.json().path(0);
        assertThat(seen.json().size()).isEqualTo(2);
        assertThat(first.path("query").asString()).isEqualTo("property=connectionSpec.id==x");
        assertThat(first.path("sandboxName").asString()).isEqualTo("prod");
        assertThat(first.path("requestId").asString()).isEqualTo("r1");
        assertThat(first.path("status").asInt()).isEqualTo(200);
        assertThat(seen.body()).doesNotContain("Bearer").doesNotContain("secret");
    }
}
