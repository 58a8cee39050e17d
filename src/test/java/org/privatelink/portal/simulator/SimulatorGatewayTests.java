package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.RunningSimulator.AUTHORING;
import static org.privatelink.portal.simulator.RunningSimulator.CONNECTIONS;
import static org.privatelink.portal.simulator.RunningSimulator.ENDPOINTS;
import static org.privatelink.portal.simulator.RunningSimulator.ORG;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorGatewayTests {

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll();

    @Test
    void withoutTokenIsForbiddenAndNotUnauthorized() {
        Answer answer = simulator.send(simulator.request("GET", ENDPOINTS, null));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("{\"error_code\":\"403010\",\"message\":\"Oauth token is missing.\"}");
    }

    @Test
    void inventedTokenIsNotValid() {
        assertRefused("Authorization", "Bearer a.b.c", 401, "401013");
    }

    @Test
    void tokenOfYesterdayIsNotValid() {
        try (RunningSimulator other = RunningSimulator.start("--simulator.seed=false")) {
            assertThat(other.get(ENDPOINTS).status()).isEqualTo(200);
            other.clock.move(Duration.ofHours(25));
            Answer answer = other.get(ENDPOINTS);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.at("/error_code")).isEqualTo("401013");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-api-key,' ',403,403000",
        "x-api-key,other,403,403003",
        "x-gw-ims-org-id,' ',400,400003",
        "x-gw-ims-org-id,AAAA@AdobeOrg,403,403025"
    })
    void wrongHeaderIsRefusedByTheGateway(String header, String value, int status, String code) {
        assertRefused(header, value, status, code);
    }

    private void assertRefused(String header, String value, int status, String code) {
        Answer answer =
                simulator.send(simulator.platform("GET", ENDPOINTS, null).setHeader(header, value));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.at("/error_code")).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "' ',400,2105-400",
        "nowhere,404,2100-404",
        "PROD,404,2100-404",
        "*,403,2111-403",
        "staging-new,404,2100-404"
    })
    void wrongSandboxIsRefusedInTheWordsOfTheCatalogue(String sandbox, int status, String code) {
        Answer answer =
                simulator.send(simulator.platform("GET", CONNECTIONS, null).setHeader("x-sandbox-name", sandbox));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.at("/errorCode")).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    }

    @Test
    void postWithoutJsonContentTypeIsRefused() {
        Answer answer =
                simulator.send(simulator.platform("POST", ENDPOINTS, "{}").setHeader("Content-Type", "text/plain"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"/placeholder/type/uri\",\"status\":400,"
                        + "\"title\":\"BadRequestError\",\"detail\":\"A valid content-type must be specified\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":",
                "[]",
                "7",
                "\"x\"",
                "",
                "{\"name\":7}",
                "{\"connectionSpec\":\"x\"}",
                "{\"connectionSpec\":{\"id\":\"x\"}}"
            })
    void badBodyIsABadRequest(String body) {
        for (String path : new String[] {ENDPOINTS, CONNECTIONS}) {
            Answer answer = simulator.post(path, body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().has("title")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"autoTerminationMinutes\":121}",
                "{\"autoTerminationMinutes\":0}",
                "{\"autoTerminationMinutes\":60.5}",
                "{\"autoTerminationMinutes\":\"sixty\"}",
                "{\"autoTerminationMinutes\":null}",
                "{"
            })
    void badMinutesAreABadRequest(String body) {
        assertThat(simulator.post(AUTHORING + "?op=enable", body).status()).isEqualTo(400);
    }

    @Test
    void requestIdIsEchoedOrMadeUp() {
        assertThat(simulator
                        .send(simulator.platform("GET", ENDPOINTS, null).setHeader("x-request-id", "mine"))
                        .header("X-Request-Id"))
                .isEqualTo("mine");
        assertThat(simulator.send(simulator.request("GET", ENDPOINTS, null)).header("X-Request-Id"))
                .isNotEmpty();
    }

    @Test
    void unknownOperationIsNotFound() {
        Answer answer = simulator.get("/data/foundation/catalog/batches");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/title")).isEqualTo("NotFoundError");
    }

    @Test
    void sandboxListNeedsNoSandboxAndHasATemplate() {
        Answer answer = simulator.send(simulator
                .request("GET", "/data/foundation/sandbox-management/", null)
                .setHeader(
                        "Authorization",
                        "Bearer " + simulator.askForToken("openid").at("/access_token"))
                .setHeader("x-api-key", "platform-demo")
                .setHeader("x-gw-ims-org-id", ORG));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()
                        .path("sandboxes")
                        .valueStream()
                        .map(it -> it.path("state").asString()))
                .containsExactly("active", "active", "creating");
        assertThat(answer.at("/_links/next/href")).endsWith("?limit={limit}&offset={offset}");
        assertThat(answer.json().at("/_links/next/templated").asBoolean()).isTrue();
    }

    @Test
    void sandboxIsFoundByName() {
        assertThat(simulator
                        .get("/data/foundation/sandbox-management/sandboxes/dev")
                        .at("/type"))
                .isEqualTo("development");
        assertThat(simulator
                        .get("/data/foundation/sandbox-management/sandboxes/none")
                        .status())
                .isEqualTo(404);
    }
}
