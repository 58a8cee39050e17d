package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.AzureOwner.ACME;
import static org.privatelink.portal.simulator.AzureOwner.ARCHIVE;
import static org.privatelink.portal.simulator.AzureOwner.POSTGRES;
import static org.privatelink.portal.simulator.AzureOwner.SNOWFLAKE;
import static org.privatelink.portal.simulator.AzureOwner.connections;
import static org.privatelink.portal.simulator.AzureOwner.stateAtPlatform;

import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorAzureTests {

    private static final String REJECTED = connections(ACME, "fabrikam-web", "Microsoft.Storage/storageAccounts/fabrikamweb");
    private static final String REMOVED = connections(ACME, "fabrikam-legacy", "Microsoft.Storage/storageAccounts/fabrikamlake");

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.asNewForEach();

    private AzureOwner admin;

    @BeforeEach
    void signIn() {
        admin = AzureOwner.signedIn(simulator, "admin");
    }

    private String ours() {
        return admin.nameOf(ARCHIVE, "acme-orders-blob");
    }

    private String strangers() {
        return admin.nameOf(ARCHIVE, "reporting-blob");
    }

    @Test
    void connectionHasANameAndAnEndpointOfItsOwn() {
        Answer list = admin.list(connections(ACME, "acme-data-rg", "Microsoft.Storage/storageAccounts/acmelake"));
        JsonNode item = list.json().at("/value/0");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().path("value").size()).isEqualTo(1);
        assertThat(item.propertyNames()).containsExactly("id", "name", "type", "properties");
        assertThat(item.path("name").asString()).matches("acmelake\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(item.path("id").asString()).startsWith("/subscriptions/" + ACME).endsWith(item.path("name").asString());
        assertThat(item.path("type").asString()).isEqualTo("Microsoft.Storage/storageAccounts/privateEndpointConnections");
        assertThat(item.at("/properties/privateEndpoint/id").asString())
                .contains("/providers/Microsoft.Network/privateEndpoints/acme-lake.")
                .doesNotContain(ACME);
        assertThat(item.at("/properties/groupIds").toString()).isEqualTo("[\"dfs\"]");
        assertThat(item.at("/properties/privateLinkServiceConnectionState").propertyNames())
                .containsExactly("status", "description", "actionRequired");
        assertThat(item.at("/properties/provisioningState").asString()).isEqualTo("Succeeded");
        for (JsonNode endpoint : simulator.get(RunningSimulator.ENDPOINTS).items()) {
            assertThat(list.body()).doesNotContain(endpoint.path("id").asString());
        }
    }

    @Test
    void otherKindsOfResourceDifferInDetail() {
        JsonNode server = admin.first(POSTGRES).path("properties");
        assertThat(server.at("/groupIds/0").asString()).isEqualTo("postgresqlServer");
        assertThat(server.path("privateLinkServiceConnectionState").has("actionsRequired")).isTrue();
        JsonNode service = admin.first(SNOWFLAKE).path("properties");
        assertThat(service.has("groupIds")).isFalse();
        assertThat(service.path("linkIdentifier").asString()).matches("\\d+");
        assertThat(service.path("privateLinkServiceConnectionState").has("actionsRequired")).isTrue();
    }

    @Test
    void oneConnectionIsReadByItsName() {
        Answer one = admin.get(ARCHIVE + "/" + ours());
        assertThat(one.at("/name")).isEqualTo(ours());
        assertThat(admin.get(ARCHIVE + "/acmeordersarchive." + ACME).status()).isEqualTo(404);
    }

    @Test
    void lettersMayBeOfAnyCase() {
        for (String path : new String[] {ARCHIVE.toLowerCase(Locale.ROOT), ARCHIVE.toUpperCase(Locale.ROOT)}) {
            assertThat(admin.list(path).json().path("value").size()).isEqualTo(2);
        }
        Answer answer = admin.decide(ARCHIVE.toUpperCase(Locale.ROOT), ours().toUpperCase(Locale.ROOT), "approved", "Yes");
        assertThat(answer.at("/properties/privateLinkServiceConnectionState/status")).isEqualTo("Approved");
        assertThat(admin.statusOf(ARCHIVE, ours())).isEqualTo("Approved");
    }

    @Test
    void resourceThatNoEndpointLeadsToIsNotFound() {
        Answer answer = admin.list(ARCHIVE.replace("acmeordersarchive", "acmenothing"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/error/code")).isEqualTo("ResourceNotFound");
        assertThat(admin.list(ARCHIVE.replace("acme-archive-rg", "other-rg")).status()).isEqualTo(404);
        assertThat(admin.list(ARCHIVE.replace(ACME, "0f4c6a1e-9d27-4b58-8e36-5a7c1b2d3e4f")).status()).isEqualTo(404);
    }

    @Test
    void removedOrFailedEndpointHasNoConnectionAnyMore() {
        assertThat(admin.list(REMOVED).json().toString()).isEqualTo("{\"value\":[]}");
        assertThat(admin.list(connections(ACME, "acme-test-rg", "Microsoft.DBforPostgreSQL/flexibleServers/acme-test-db"))
                        .json()
                        .path("value")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void newEndpointIsSeenByTheOwnerAtOnceAndDeletedOneNotAnyMore() {
        String id = simulator.post(RunningSimulator.ENDPOINTS, """
            {"name":"ACME (new) endpoint","subscriptionId":"%s","resourceGroupName":"acme-rg","resourceName":"acmenew",
             "connectionSpec":{"id":"4c10e202-c428-4796-9208-5f1f5732b1cf","version":"1.0"}}\
            """.formatted(ACME)).at("/id");
        String path = connections(ACME, "acme-rg", "Microsoft.Storage/storageAccounts/acmenew");
        assertThat(admin.first(path).at("/properties/privateLinkServiceConnectionState/status").asString())
                .isEqualTo("Pending");
        assertThat(admin.first(path).at("/properties/privateEndpoint/id").asString()).contains("/ACME-new-endpoint.");
        simulator.delete(RunningSimulator.ENDPOINTS + "/" + id);
        assertThat(admin.list(path).status()).isEqualTo(404);
    }

    @Test
    void approvalIsKeptWithItsWordsAndReachesPlatformLater() {
        Answer answer = admin.decide(ARCHIVE, ours(), "Approved", "Ticket NET-4711");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/properties/privateLinkServiceConnectionState/description")).isEqualTo("Ticket NET-4711");
        assertThat(admin.get(ARCHIVE + "/" + ours()).json()).isEqualTo(answer.json());
        assertThat(stateAtPlatform(simulator, "acmeordersarchive")).isEqualTo("Pending");
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(stateAtPlatform(simulator, "acmeordersarchive")).isEqualTo("Approved");
    }

    @Test
    void sameDecisionAgainChangesItsWordsOnly() {
        admin.decide(ARCHIVE, ours(), "Approved", "One");
        Answer again = admin.decide(ARCHIVE, ours(), "Approved", "Two");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/properties/privateLinkServiceConnectionState/status")).isEqualTo("Approved");
        assertThat(again.at("/properties/privateLinkServiceConnectionState/description")).isEqualTo("Two");
    }

    @Test
    void privateLinkServiceAnswersAtOnce() {
        String name = admin.first(SNOWFLAKE).path("name").asString();
        Answer answer = admin.decide(SNOWFLAKE, name, "Rejected", "No");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/properties/privateLinkServiceConnectionState/status")).isEqualTo("Rejected");
    }

    @Test
    void rejectedConnectionCannotBeApproved() {
        admin.decide(ARCHIVE, ours(), "Rejected", "Who are you?");
        for (Answer answer : new Answer[] {
            admin.decide(ARCHIVE, ours(), "Approved", ""),
            admin.decide(REJECTED, admin.first(REJECTED).path("name").asString(), "Approved", "")
        }) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/error/code")).isEqualTo("RejectedConnectionCannotBeApproved");
            assertThat(answer.at("/error/message")).contains("rejected", "cannot be approved");
        }
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(stateAtPlatform(simulator, "acmeordersarchive")).isEqualTo("Rejected");
    }

    @Test
    void removedConnectionIsGoneAndDisconnectedAtPlatform() {
        String name = ours();
        assertThat(admin.delete(ARCHIVE, name).status()).isEqualTo(200);
        assertThat(admin.get(ARCHIVE + "/" + name).status()).isEqualTo(404);
        assertThat(admin.delete(ARCHIVE, name).status()).isEqualTo(404);
        assertThat(admin.list(ARCHIVE).json().path("value").size()).isEqualTo(1);
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(stateAtPlatform(simulator, "acmeordersarchive")).isEqualTo("Disconnected");
    }

    @Test
    void postgresDecidesLater() {
        String name = admin.first(POSTGRES).path("name").asString();
        Answer accepted = admin.decide(POSTGRES, name, "Rejected", "Moved");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.body()).isEmpty();
        assertThat(accepted.header("Retry-After")).isEqualTo("1");
        String status = accepted.header("Azure-AsyncOperation");
        assertThat(status)
                .startsWith(simulator.url() + "/subscriptions/")
                .contains("/providers/Microsoft.DBforPostgreSQL/locations/", "/azureAsyncOperation/")
                .endsWith("?api-version=2024-01-01");
        assertThat(admin.send("GET", status, null).at("/status")).isEqualTo("InProgress");
        assertThat(admin.send("GET", status, null).json().propertyNames()).containsExactly("name", "status");
        assertThat(admin.send("GET", accepted.header("Location"), null).status()).isEqualTo(202);
        assertThat(admin.statusOf(POSTGRES, name)).isEqualTo("Approved");

        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(admin.send("GET", status, null).at("/status")).isEqualTo("Succeeded");
        assertThat(admin.statusOf(POSTGRES, name)).isEqualTo("Rejected");
        Answer result = admin.send("GET", accepted.header("Location"), null);
        assertThat(result.at("/properties/privateLinkServiceConnectionState/description")).isEqualTo("Moved");
        assertThat(stateAtPlatform(simulator, "contoso-crm-db")).isEqualTo("Approved");
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(stateAtPlatform(simulator, "contoso-crm-db")).isEqualTo("Rejected");
    }

    @Test
    void postgresTakesOneChangeAtATime() {
        String name = admin.first(POSTGRES).path("name").asString();
        Answer removal = admin.delete(POSTGRES, name);
        assertThat(removal.status()).isEqualTo(202);
        assertThat(admin.decide(POSTGRES, name, "Rejected", "").at("/error/code")).isEqualTo("Conflict");
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(admin.list(POSTGRES).json().path("value").isEmpty()).isTrue();
        assertThat(admin.send("GET", removal.header("Location"), null).status()).isEqualTo(204);
    }

    @Test
    void operationOfAnotherSubscriptionIsNotFound() {
        String status = admin.delete(POSTGRES, admin.first(POSTGRES).path("name").asString())
                .header("Azure-AsyncOperation");
        assertThat(admin.send("GET", status.replaceFirst("/subscriptions/[^/]+", "/subscriptions/" + ACME), null).status())
                .isEqualTo(404);
    }

    @Test
    void operationTimeIsASetting() {
        try (RunningSimulator quick = RunningSimulator.start("--simulator.azure-operation-time=0s")) {
            AzureOwner owner = AzureOwner.signedIn(quick, "admin");
            String name = owner.first(POSTGRES).path("name").asString();
            Answer accepted = owner.decide(POSTGRES, name, "Rejected", "");
            assertThat(owner.send("GET", accepted.header("Azure-AsyncOperation"), null).at("/status"))
                    .isEqualTo("Succeeded");
        }
    }

    @Test
    void strangerLooksAlikeAndCanBeDecidedAbout() {
        JsonNode value = admin.list(ARCHIVE).json().path("value");
        assertThat(value.valueStream().map(item -> item.at("/properties/groupIds/0").asString()))
                .containsExactly("blob", "blob");
        assertThat(value.valueStream()
                        .map(item -> item.at("/properties/privateLinkServiceConnectionState/status").asString()))
                .containsExactly("Pending", "Pending");
        assertThat(ours()).isNotEqualTo(strangers());
        assertThat(admin.decide(ARCHIVE, strangers(), "Approved", "Theirs").status()).isEqualTo(200);
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(admin.statusOf(ARCHIVE, strangers())).isEqualTo("Approved");
        assertThat(admin.statusOf(ARCHIVE, ours())).isEqualTo("Pending");
        assertThat(stateAtPlatform(simulator, "acmeordersarchive")).isEqualTo("Pending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "{}",
                "{\"properties\":{\"privateLinkServiceConnectionState\":{}}}",
                "{\"properties\":{\"privateLinkServiceConnectionState\":{\"status\":\"Pending\"}}}",
                "{\"properties\":{\"privateLinkServiceConnectionState\":{\"status\":\"Disconnected\"}}}",
                "{\"properties\":{\"privateLinkServiceConnectionState\":{\"status\":7}}}"
            })
    void bodyWithoutADecisionIsABadRequest(String body) {
        Answer answer = admin.put(ARCHIVE, ours(), body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/code")).isEqualTo("InvalidRequestContent");
    }

    @Test
    void versionIsAskedForBeforeTheToken() {
        Answer missing = simulator.send(simulator.request("GET", ARCHIVE, null));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.at("/error/code")).isEqualTo("MissingApiVersionParameter");
        assertThat(missing.json().propertyNames()).containsExactly("error");
        assertThat(admin.send("GET", ARCHIVE + "?api-version=latest", null).at("/error/code"))
                .isEqualTo("InvalidApiVersionParameter");
        assertThat(admin.send("GET", ARCHIVE + "?api-version=2022-05-01-preview", null).status()).isEqualTo(200);
    }

    @Test
    void withoutTokenAuthenticationFails() {
        Answer answer = simulator.send(simulator.request("GET", ARCHIVE + "?api-version=2024-01-01", null));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.at("/error/code")).isEqualTo("AuthenticationFailed");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(answer.header("x-ms-request-id")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "", "x"})
    void inventedTokenIsNotValid(String token) {
        assertThat(new AzureOwner(simulator, token).list(ARCHIVE).at("/error/code"))
                .isEqualTo("InvalidAuthenticationToken");
    }

    @Test
    void tokenOfAdobeIsNotValid() {
        String token = simulator.askForToken("openid").at("/access_token");
        Answer answer = new AzureOwner(simulator, token).list(ARCHIVE);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.at("/error/code")).isEqualTo("InvalidAuthenticationToken");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
    }

    @Test
    void tokenLastsAnHour() {
        simulator.clock.move(Duration.ofMinutes(59));
        assertThat(admin.list(ARCHIVE).status()).isEqualTo(200);
        simulator.clock.move(Duration.ofMinutes(2));
        assertThat(admin.list(ARCHIVE).status()).isEqualTo(401);
        assertThat(admin.list(ARCHIVE).at("/error/code")).isEqualTo("ExpiredAuthenticationToken");
    }

    @ParameterizedTest
    @CsvSource({"engineer,200", "support,200", "nobody,403"})
    void onlyTheAdminDecides(String userName, int listing) {
        AzureOwner person = AzureOwner.signedIn(simulator, userName);
        assertThat(person.list(ARCHIVE).status()).isEqualTo(listing);
        Answer put = person.decide(ARCHIVE, ours(), "Approved", "");
        assertThat(put.status()).isEqualTo(403);
        assertThat(put.at("/error/code")).isEqualTo("AuthorizationFailed");
        assertThat(put.at("/error/message"))
                .contains("'" + claim(person) + "'")
                .contains("does not have authorization to perform action")
                .contains("'Microsoft.Storage/storageAccounts/privateEndpointConnections/write'")
                .contains("over scope '/subscriptions/" + ACME);
        assertThat(person.delete(ARCHIVE, ours()).at("/error/message")).contains("privateEndpointConnections/delete");
        assertThat(admin.statusOf(ARCHIVE, ours())).isEqualTo("Pending");
    }

    private static String claim(AzureOwner person) {
        byte[] claims = Base64.getUrlDecoder().decode(person.token().split("\\.")[1]);
        return new JsonMapper().readTree(claims).path("upn").asString();
    }

    @Test
    void otherOperationsAreNotThere() {
        assertThat(admin.send("POST", ARCHIVE + "?api-version=2024-01-01", "{}").at("/error/code")).isEqualTo("NotFound");
        assertThat(admin.send("GET", "/subscriptions/" + ACME + "?api-version=2024-01-01", null).at("/error/code"))
                .isEqualTo("NotFound");
    }
}
