package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.RunningSimulator.CONNECTIONS;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the sample data and changes nothing. */
class SimulatorConnectionListTests {

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll();

    private String idOf(String name) {
        return simulator.get(CONNECTIONS + "?limit=100").items().stream()
                .filter(item -> item.path("name").asString().equals(name))
                .map(item -> item.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pagesLeadToTheEnd() {
        Answer page = simulator.get(CONNECTIONS + "?orderby=-name&property=connectionSpec.version==1.0");
        int pages = 1;
        int items = page.items().size();
        while (!page.at("/_links/next/href").isEmpty()) {
            assertThat(page.at("/_links/next/href"))
                    .matches("/connections\\?continuationToken=[^=+/]+%2B[^=+/]*%2F.*%3D");
            page = simulator.get("/data/foundation/flowservice" + page.at("/_links/next/href"));
            items += page.items().size();
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(items)
                .isEqualTo(simulator
                        .get(CONNECTIONS + "?count=true")
                        .json()
                        .path("count")
                        .asInt());
        assertThat(page.json().path("_links").isEmpty()).isTrue();
        assertThat(page.items().get(0).path("name").asString()).startsWith("Acme");
    }

    @Test
    void tokenThatLostItsEncodingIsRefused() {
        String href = simulator.get(CONNECTIONS).at("/_links/next/href");
        assertThat(simulator
                        .get("/data/foundation/flowservice" + href.replace("%2B", "+"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "7",
                "{\"property\":[null],\"limit\":1}",
                "{\"property\":[],\"limit\":1,\"offset\":-1}"
            })
    void inventedTokenIsRefused(String content) {
        String token = "sim%2B%2F"
                + Base64.getUrlEncoder()
                        .encodeToString(content.getBytes(StandardCharsets.UTF_8))
                        .replace("=", "%3D");
        assertThat(simulator.get(CONNECTIONS + "?continuationToken=" + token).status())
                .isEqualTo(400);
    }

    @Test
    void queryThatCannotBeDecodedIsRefused() {
        Answer answer = simulator.get(CONNECTIONS + "?property=name==%FF");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/title")).isEqualTo("BadRequestError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "property=auth.params.usePrivateLink==true&property=connectionSpec.id==be5ec48c-5b78-49d5-b8fa-7c89ec4569b8|1",
                "property=connectionSpec.id==be5ec48c-5b78-49d5-b8fa-7c89ec4569b8,b3ba5556-48be-44b7-8b85-ff2b69b46dc4|10",
                "property=name==Fabrikam%20finance%20(Snowflake)|1",
                "property=name==%22Fabrikam%20finance%20(Snowflake)%22,Acme|1",
                "property=createdAt%3C1|0",
                "property=createdAt>=1|50"
            })
    void filtersAreJoined(String queryAndCount) {
        String[] parts = queryAndCount.split("\\|");
        assertThat(simulator
                        .get(CONNECTIONS + "?count=true&" + parts[0].replace(">", "%3E"))
                        .json()
                        .path("count")
                        .asString())
                .isEqualTo(parts[1]);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=5&count=true,1401-400",
        "colour=red,1451-400",
        "limit=x,1452-400",
        "orderby=colour,1433-400",
        "property=name~x,1440-400",
        "property=createdAt%3E=x,1452-400",
        "property=id%3E=1,1448-400"
    })
    void wrongQueryIsRefused(String query, String code) {
        assertThat(simulator.get(CONNECTIONS + "?" + query).at("/errorCode")).isEqualTo(code);
    }

    @Test
    void sampleHoldsAPrivateConnectionWithoutEndpointId() {
        Answer all = simulator.get(CONNECTIONS + "?limit=100&property=auth.params.usePrivateLink==true");
        assertThat(all.items())
                .filteredOn(item -> !item.at("/auth/params").has("privateEndpointId"))
                .hasSize(1);
        assertThat(all.items())
                .filteredOn(item -> item.path("createdClient").asString().equals("exc_app"))
                .isNotEmpty();
    }

    /** What can be wrong before the first byte flows, without anybody's doing. */
    @ParameterizedTest
    @CsvSource({
        "Acme archive (Data Lake),gone",
        "Contoso invoices (Files),Pending",
        "Fabrikam returns (Data Lake),Disconnected",
        "Contoso shop (PostgreSQL),Approved",
        "Contoso audit (PostgreSQL),Approved"
    })
    void sampleHoldsConnectionsOverEndpointsInEveryCondition(String name, String state) {
        String endpoint = simulator.get(CONNECTIONS + "/" + idOf(name)).at("/items/0/auth/params/privateEndpointId");
        assertThat(endpoint).isNotEmpty();
        Answer found = simulator.get(RunningSimulator.ENDPOINTS + "/" + endpoint);
        assertThat(found.status()).isEqualTo(state.equals("gone") ? 404 : 200);
        assertThat(found.at("/items/0/state")).isEqualTo(state.equals("gone") ? "" : state);
    }

    @Test
    void connectionThatFlowsUseCannotBeDeleted() {
        String id = idOf("Acme orders (Blob)");
        assertThat(simulator.delete(CONNECTIONS + "/" + id).at("/errorCode")).isEqualTo("1418-400");
        for (String path : new String[] {"baseConnection.id", "baseConnectionId"}) {
            String query = "?property=inheritedAttributes.sourceConnections[]." + path + "==" + id;
            assertThat(simulator
                            .get("/data/foundation/flowservice/flows" + query.replace("[]", "%5B%5D"))
                            .items())
                    .hasSize(2);
        }
    }

    @Test
    void failedTestIsAnswered200() {
        Answer good = simulator.get(CONNECTIONS + "/" + idOf("Acme newsletter (Blob)") + "/test");
        Answer bad = simulator.get(CONNECTIONS + "/" + idOf("Acme moved (PostgreSQL)") + "/test");
        assertThat(good.json().path("result").asBoolean()).isTrue();
        assertThat(bad.status()).isEqualTo(200);
        assertThat(bad.json().path("result").asBoolean()).isFalse();
    }

    @Test
    void connectionSpecListsItsAuthKinds() {
        Answer spec =
                simulator.get("/data/foundation/flowservice/connectionSpecs/b2e08744-4f1a-40ce-af30-7abac3e23cf3");
        assertThat(spec.at("/items/0/authSpec/1/name")).isEqualTo("KeyPair Authentication");
        assertThat(spec.at("/items/0/authSpec/1/spec/properties/privateKey/format"))
                .isEqualTo("password");
        assertThat(simulator.get("/data/foundation/flowservice/connectionSpecs").items())
                .hasSize(9);
    }
}
