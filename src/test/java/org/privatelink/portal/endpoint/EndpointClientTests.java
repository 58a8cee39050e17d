package org.privatelink.portal.endpoint;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.source.CatalogueFixture;
import org.privatelink.portal.source.Source;

class EndpointClientTests {

    private static final String ENDPOINTS = "/data/foundation/connectors/privateEndpoints";
    private static final String BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf";
    private static final String ADLS = "b3ba5556-48be-44b7-8b85-ff2b69b46dc4";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void createSendsTheBodyAndReadsTheBareEndpoint(int status) {
        platform.answer(status, "endpoint-created.json");
        Endpoint created = client().create("dev-2", wanted("azure-blob"));
        assertThat(created.id()).isEqualTo("7d1c9f04-5b3e-4c6a-9a55-0c2f7be1a001");
        assertThat(created.status()).isEqualTo(EndpointState.PENDING);
        LoggedRequest request = platform.onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo(ENDPOINTS);
        assertThat(request.getHeader("x-sandbox-name")).isEqualTo("dev-2");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertJson(
                request,
                """
                {
                  "name": "Harbour \\"endpoint\\" ü",
                  "subscriptionId": "11111111-2222-4333-8444-555555555555",
                  "resourceGroupName": "harbour-sources",
                  "resourceName": "harbourstore",
                  "connectionSpec": {"id": "4c10e202-c428-4796-9208-5f1f5732b1cf", "version": "1.0"}
                }
                """);
    }

    @Test
    void createWithoutHostNamesInTheAnswerReadsNone() {
        platform.answer(201, "endpoint-created-without-fqdns.json");
        assertThat(client().create("dev-2", wanted("azure-blob")).fqdns())
                .isEmpty();
    }

    @Test
    void createForSnowflakeSendsTheHostNames() {
        platform.answer(201, "endpoint-created-for-snowflake.json");

        Endpoint created = client().create("dev-2", wanted(
                "snowflake",
                "zz00001.north-1.privatelink.snowflakecomputing.com",
                "ocsp.zz00001.north-1.privatelink.snowflakecomputing.com"));

        assertThat(created.fqdns()).hasSize(2);
        assertJson(
                platform.onlyRequest(),
                """
                {
                  "name": "Harbour \\"endpoint\\" ü",
                  "subscriptionId": "11111111-2222-4333-8444-555555555555",
                  "resourceGroupName": "harbour-sources",
                  "resourceName": "harbourstore",
                  "fqdns": ["zz00001.north-1.privatelink.snowflakecomputing.com", "ocsp.zz00001.north-1.privatelink.snowflakecomputing.com"],
                  "connectionSpec": {"id": "b2e08744-4f1a-40ce-af30-7abac3e23cf3", "version": "1.0"}
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void createWhoseAnswerIsLostIsSentOnce(int status) {
        platform.answer(aResponse().withStatus(status));
        assertThatThrownBy(() -> client().create("dev-2", wanted("azure-blob")))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void listKeepsTwoOfOneNameApartByIdsThatAreAnyText() {
        platform.answer(200, "endpoints-two-with-one-name.json");
        assertThat(client().list("dev-2"))
                .extracting(Endpoint::id, Endpoint::name, Endpoint::status)
                .containsExactly(
                        tuple(
                                "7d1c9f04-5b3e-4c6a-9a55-0c2f7be1a00r", "E2E_Harbour", EndpointState.PENDING),
                        tuple("pe/7+1 #2", "E2E_Harbour", EndpointState.APPROVED));
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(ENDPOINTS);
        assertThat(platform.onlyRequest().getMethod().getName()).isEqualTo("GET");
    }

    @Test
    void listOfSourceFiltersAtPlatformAndAgainHere() {
        platform.answer(200, "endpoints-two-with-one-name.json");
        assertThat(client().listOfSource("dev-2", ADLS)).extracting(Endpoint::id).containsExactly("pe/7+1 #2");
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(ENDPOINTS + "?property=connectionSpec.id==" + ADLS);
        assertThat(platform.onlyRequest().queryParameter("property").firstValue()).isEqualTo("connectionSpec.id==" + ADLS);
    }

    @Test
    void aStateIsReadInAnyLetterCaseAndAnUnknownOneIsNoFault() {
        platform.answer(200, "endpoints-odd-states.json");
        assertThat(client().list("dev-2"))
                .extracting(Endpoint::status)
                .containsExactly(
                        EndpointState.APPROVED,
                        EndpointState.APPROVED,
                        EndpointState.DISCONNECTED,
                        EndpointState.REJECTED,
                        EndpointState.FAILED,
                        EndpointState.UNKNOWN,
                        EndpointState.UNKNOWN,
                        EndpointState.UNKNOWN);
    }

    @Test
    void missingAndNullAndNoHostNamesAreTheSame() {
        platform.answer(200, "endpoints-fqdns-null-missing-empty.json");
        assertThat(client().list("dev-2"))
                .extracting(Endpoint::fqdns)
                .containsExactly(List.of(), List.of(), List.of(), List.of("a.example.org"));
    }

    @Test
    void fieldsThatNobodyDocumentedAreNoFault() {
        platform.answer(200, "endpoints-with-unknown-fields.json");
        assertThat(client().list("dev-2")).extracting(Endpoint::specId).containsExactly(BLOB);
    }

    @Test
    void findReadsTheOneInItems() {
        platform.answer(200, "endpoint-single-in-items.json");
        assertThat(client().find("dev-2", "7d1c9f04-5b3e-4c6a-9a55-0c2f7be1a001"))
                .hasValueSatisfying(endpoint -> assertThat(endpoint.status()).isEqualTo(EndpointState.APPROVED));
        assertThat(platform.onlyRequest().getUrl()).isEqualTo(ENDPOINTS + "/7d1c9f04-5b3e-4c6a-9a55-0c2f7be1a001");
    }

    @Test
    void findOfNoneIsEmpty() {
        platform.answer(200, "items-empty.json");
        assertThat(client().find("dev-2", "1")).isEmpty();
        platform.answer(aResponse().withStatus(404));
        assertThat(client().find("dev-2", "1")).isEmpty();
    }

    @Test
    void resolveSendsTheCredentialsInTheBodyOfAGet() {
        platform.answer(200, "resolve-pending.json");
        assertThat(resolve()).extracting(Endpoint::status).containsExactly(EndpointState.PENDING);
        LoggedRequest request = platform.onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("GET");
        assertThat(request.getUrl()).isEqualTo(ENDPOINTS + "?op=autoResolve");
        assertThat(Integer.parseInt(request.getHeader("Content-Length")))
                .isPositive()
                .isEqualTo(request.getBody().length);
        assertJson(
                request,
                """
                {
                  "auth": {
                    "specName": "ConnectionString",
                    "params": {
                      "usePrivateLink": true,
                      "connectionString": "DefaultEndpointsProtocol=https;AccountName=harbourstore;AccountKey=bWFkZS11cC9rZXkr==;EndpointSuffix=core.windows.net"
                    }
                  },
                  "connectionSpec": {"id": "4c10e202-c428-4796-9208-5f1f5732b1cf", "version": "1.0"}
                }
                """);
    }

    @Test
    void resolveWithoutAMatchIsEmpty() {
        platform.answer(200, "items-empty.json");
        assertThat(resolve()).isEmpty();
    }

    @Test
    void resolveThatIsRefusedDoesNotQuoteTheCredentials() {
        platform.answer(aResponse().withStatus(400).withBody("{\"message\":\"no account for bWFkZS11cC9rZXkr==\"}"));
        Refused refused = catchThrowableOfType(Refused.class, EndpointClientTests::resolve);
        assertThat(refused.problem().text()).isEqualTo("no account for [removed]");
    }

    @ParameterizedTest
    @CsvSource({"7d1c9f04-5b3e-4c6a-9a55-0c2f7be1a00r, 7d1c9f04-5b3e-4c6a-9a55-0c2f7be1a00r", "pe 7+1 {2}, pe%207%2B1%20%7B2%7D"})
    void deleteNamesTheEndpointAndNeedsNoBodyBack(String id, String sent) {
        for (int status : new int[] {200, 202, 204}) {
            platform.wire().resetRequests();
            platform.answer(aResponse().withStatus(status));
            client().delete("dev-2", id);
            assertThat(platform.onlyRequest().getUrl()).isEqualTo(ENDPOINTS + "/" + sent);
            assertThat(platform.onlyRequest().getMethod().getName()).isEqualTo("DELETE");
            assertThat(platform.onlyRequest().getHeader("x-sandbox-name")).isEqualTo("dev-2");
        }
    }

    @Test
    void deleteOfNoneSaysSo() {
        platform.answer(aResponse().withStatus(404));
        assertThatThrownBy(() -> client().delete("dev-2", "1")).isInstanceOf(NotFound.class);
    }

    private static EndpointClient client() {
        return new EndpointClient(platform.client());
    }

    private static List<Endpoint> resolve() {
        String key = "bWFkZS11cC9rZXkr==";
        return client()
                .resolve(
                        "dev-2",
                        CatalogueFixture.source("azure-blob"),
                        "ConnectionString",
                        Map.of(
                                "connectionString",
                                "DefaultEndpointsProtocol=https;AccountName=harbourstore;AccountKey=" + key
                                        + ";EndpointSuffix=core.windows.net"),
                        List.of(Secret.of(key)));
    }

    private static NewEndpoint wanted(String key, String... fqdns) {
        Source source = CatalogueFixture.source(key);
        var target = new Endpoint.Target(
                source.specId(), "11111111-2222-4333-8444-555555555555", "harbour-sources", "harbourstore");
        return new NewEndpoint("Harbour \"endpoint\" ü", source, target, List.of(fqdns));
    }

    private static void assertJson(LoggedRequest request, String expected) {
        assertThat(equalToJson(expected, false, false).match(request.getBodyAsString()).isExactMatch())
                .as(request.getBodyAsString())
                .isTrue();
    }
}
