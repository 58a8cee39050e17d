package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.RunningSimulator.AUTHORING;
import static org.privatelink.portal.simulator.RunningSimulator.ENDPOINTS;

import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorEndpointTests {

    private static final String BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf";
    private static final String SNOWFLAKE = "b2e08744-4f1a-40ce-af30-7abac3e23cf3";

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.asNewForEach();

    private static String endpoint(String resource, String spec, String more) {
        return """
            {"name":"ACME endpoint","subscriptionId":"0f4c6a1e-9d27-4b58-8e36-5a7c1b2d3e4f","resourceGroupName":"acme-rg",
             "resourceName":"%s"%s,"connectionSpec":{"id":"%s","version":"1.0"}}\
            """.formatted(resource, more, spec);
    }

    private String idOf(String resource) {
        return simulator.get(ENDPOINTS).items().stream()
                .filter(item -> item.path("resourceName").asString().equals(resource))
                .map(item -> item.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private String stateOf(String id) {
        return simulator.get(ENDPOINTS + "/" + id).at("/items/0/state");
    }

    @Test
    void createAnswersTheBareEndpoint() {
        Answer answer = simulator.post(ENDPOINTS + "/", endpoint("acmenew", BLOB, ",\"fqdns\":[]"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "subscriptionId",
                        "resourceGroupName",
                        "resourceName",
                        "fqdns",
                        "connectionSpec",
                        "state");
        assertThat(answer.at("/state")).isEqualTo("Pending");
        assertThat(simulator.get(ENDPOINTS).texts("id")).contains(answer.at("/id"));
    }

    @Test
    void createWithoutFqdnsAnswersWithoutThem() {
        Answer created = simulator.post(ENDPOINTS, endpoint("acmenew", BLOB, ""));
        assertThat(created.json().has("fqdns")).isFalse();
        assertThat(simulator
                        .get(ENDPOINTS + "/" + created.at("/id"))
                        .json()
                        .at("/items/0/fqdns")
                        .isArray())
                .isTrue();
    }

    @Test
    void createForSnowflakeNeedsFqdns() {
        assertThat(simulator.post(ENDPOINTS, endpoint("sf-pls", SNOWFLAKE, "")).status())
                .isEqualTo(400);
        assertThat(simulator
                        .post(
                                ENDPOINTS,
                                endpoint("sf-pls", SNOWFLAKE, ",\"fqdns\":[\"a.privatelink.snowflakecomputing.com\"]"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void createOverTheAllowanceIsRefused() {
        for (int i = 0; i < 2; i++) {
            assertThat(simulator.post(ENDPOINTS, endpoint("acme" + i, BLOB, "")).status())
                    .isEqualTo(201);
        }
        assertThat(simulator.post(ENDPOINTS, endpoint("acme2", BLOB, "")).at("/errorCode"))
                .isEqualTo("1100-400");
        HttpRequest.Builder inDev = simulator
                .platform("POST", ENDPOINTS, endpoint("acme3", BLOB, ""))
                .setHeader("x-sandbox-name", "dev");
        assertThat(simulator.send(inDev).status()).isEqualTo(400);
    }

    @Test
    void listShowsEveryStateAndHasNoLinks() {
        Answer list = simulator.get(ENDPOINTS);
        assertThat(list.texts("state")).contains("Pending", "Approved", "Rejected", "Failed", "Disconnected");
        assertThat(list.texts("name")).filteredOn("acme-orders-blob"::equals).hasSize(2);
        assertThat(list.json().propertyNames()).containsExactly("items");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectionSpec.id==" + BLOB, "connectionSpec.id%3D%3D" + BLOB})
    void listIsFilteredBySource(String property) {
        assertThat(simulator.get(ENDPOINTS + "?property=" + property).items())
                .hasSize(3)
                .allMatch(item -> item.at("/connectionSpec/id").asString().equals(BLOB));
    }

    @Test
    void oneEndpointComesInItems() {
        String id = idOf("contososhares");
        assertThat(id).endsWith("r");
        assertThat(simulator.get(ENDPOINTS + "/" + id).texts("id")).containsExactly(id);
        assertThat(simulator.get(ENDPOINTS + "/none").at("/errorCode")).isEqualTo("1101-404");
    }

    @Test
    void endpointOfAnotherSandboxIsNotFound() {
        HttpRequest.Builder fromDev = simulator
                .platform("GET", ENDPOINTS + "/" + idOf("acmeorders"), null)
                .setHeader("x-sandbox-name", "dev");
        assertThat(simulator.send(fromDev).status()).isEqualTo(404);
    }

    @Test
    void deleteAnswersOkWithoutBody() {
        String id = idOf("acmeorders");
        Answer answer = simulator.delete(ENDPOINTS + "/" + id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(simulator.get(ENDPOINTS + "/" + id).status()).isEqualTo(404);
        assertThat(simulator.delete(ENDPOINTS + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void resolveReadsTheBodyOfAGet() {
        assertThat(resolve(BLOB, "DefaultEndpointsProtocol=https;AccountName=AcmeOrdersArchive;AccountKey=QUJD==")
                        .texts("state"))
                .containsExactly("Pending");
        assertThat(resolve(SNOWFLAKE, "jdbc:snowflake://fabrikam-analytics.snowflakecomputing.com/?user=u&password=p")
                        .texts("name"))
                .containsExactly("fabrikam-analytics-snowflake");
        assertThat(resolve(SNOWFLAKE, "AccountName=acmeorders").items()).isEmpty();
        assertThat(simulator.get(ENDPOINTS + "?op=autoResolve").status()).isEqualTo(400);
    }

    private Answer resolve(String spec, String connectionString) {
        return simulator.send(
                simulator.platform("GET", ENDPOINTS + "?op=autoResolve", """
                    {"auth":{"specName":"ConnectionString","params":{"usePrivateLink":true,"connectionString":"%s"}},
                     "connectionSpec":{"id":"%s","version":"1.0"}}\
                    """.formatted(connectionString, spec)));
    }

    @Test
    void authoringTakesTimeToStartAndEndsByItself() {
        assertThat(authoring()).isEqualTo("Disabled");
        Answer answer = simulator.post(AUTHORING + "?op=enable", "{\"autoTerminationMinutes\":60}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(authoring()).isEqualTo("Enabling");
        simulator.clock.move(Duration.ofSeconds(5));
        assertThat(authoring()).isEqualTo("Enabled");
        simulator.clock.move(Duration.ofMinutes(60));
        assertThat(authoring()).isEqualTo("Disabled");
    }

    @Test
    void authoringIsProlongedFromNow() {
        simulator.post(AUTHORING + "?op=enable", "{\"autoTerminationMinutes\":10}");
        simulator.clock.move(Duration.ofMinutes(8));
        simulator.post(AUTHORING + "?op=enable", "{}");
        assertThat(authoring()).isEqualTo("Enabled");
        simulator.clock.move(Duration.ofMinutes(59));
        assertThat(authoring()).isEqualTo("Enabled");
    }

    private String authoring() {
        return simulator.get(AUTHORING).at("/status");
    }

    @Test
    void platformLearnsOfTheDecisionInAzureAfterAWhile() {
        String id = idOf("contososhares");
        assertThat(decide(id, "APPROVE").status()).isEqualTo(204);
        assertThat(stateOf(id)).isEqualTo("Pending");
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(stateOf(id)).isEqualTo("Approved");
    }

    @Test
    void rejectedEndpointCannotBeApprovedAnyMore() {
        String id = idOf("fabrikamweb");
        assertThat(decide(id, "APPROVE").status()).isEqualTo(409);
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(stateOf(id)).isEqualTo("Rejected");
    }

    @ParameterizedTest
    @CsvSource({
        "acmeorders,APPROVE,409",
        "acmeorders,REJECT,204",
        "acmeorders,DISCONNECT,204",
        "fabrikamlake,DISCONNECT,409",
        "acme-test-db,APPROVE,409"
    })
    void whatAzureWouldNotOfferIsAConflict(String resource, String decision, int status) {
        assertThat(decide(idOf(resource), decision).status()).isEqualTo(status);
    }

    @Test
    void decisionAboutNothingIsRefused() {
        assertThat(decide("none", "APPROVE").status()).isEqualTo(404);
        assertThat(decide(idOf("contososhares"), "PERHAPS").status()).isEqualTo(400);
        assertThat(simulator
                        .send(simulator.request("POST", "/simulator/decisions", "{}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void endpointOfSomebodyElseIsNotAtPlatform() {
        assertThat(simulator.get(ENDPOINTS).items()).hasSize(10);
        HttpRequest.Builder there =
                simulator.platform("GET", ENDPOINTS, null).setHeader("x-sandbox-name", "another-company");
        assertThat(simulator.send(there).status()).isEqualTo(404);
    }

    private Answer decide(String id, String decision) {
        return simulator.send(simulator.request(
                "POST", "/simulator/decisions", "{\"endpoint\":\"%s\",\"decision\":\"%s\"}".formatted(id, decision)));
    }
}
