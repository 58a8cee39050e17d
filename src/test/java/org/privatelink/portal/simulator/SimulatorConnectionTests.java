package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.RunningSimulator.AUTHORING;
import static org.privatelink.portal.simulator.RunningSimulator.CONNECTIONS;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorConnectionTests {

    private static final String VAULT = "https://sim-vault.vault.azure.net/secrets/";
    private static final String PUBLIC = blob("acmepublic", false);
    private static final String PRIVATE = blob("acmeorders", true);

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll();

    @AfterEach
    void waitUntilAuthoringEnds() {
        if (!simulator.get(AUTHORING).at("/status").equals("Disabled")) {
            simulator.clock.move(Duration.ofMinutes(61));
        }
    }

    private static String blob(String account, boolean isPrivate) {
        return connection(
                "4c10e202-c428-4796-9208-5f1f5732b1cf", "ConnectionString", """
                    "usePrivateLink":%s,"connectionString":"DefaultEndpointsProtocol=https;AccountName=%s;AccountKey=c2VjcmV0==\"\
                    """.formatted(isPrivate, account));
    }

    private static String postgres(String server, String port) {
        return connection("74a1c565-4e59-48d7-9d67-7c03b8a13137", "Basic Authentication", """
            "server":"%s","port":%s,"database":"d","username":"u","password":"secret\"\
            """.formatted(server, port));
    }

    private static String connection(String spec, String specName, String params) {
        return """
            {"name":"New one","auth":{"specName":"%s","params":{%s}},"connectionSpec":{"id":"%s","version":"1.0"}}\
            """.formatted(specName, params, spec);
    }

    private void enableAuthoring() {
        simulator.post(AUTHORING + "?op=enable", "{\"autoTerminationMinutes\":60}");
        simulator.clock.move(Duration.ofSeconds(5));
    }

    private String idOf(String name) {
        return simulator.get(CONNECTIONS + "?limit=100").items().stream()
                .filter(item -> item.path("name").asString().equals(name))
                .map(item -> item.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private Answer patch(String id, @Nullable String ifMatch, String changes) {
        var request = simulator.platform("PATCH", CONNECTIONS + "/" + id, changes);
        return simulator.send(ifMatch == null ? request : request.setHeader("If-Match", ifMatch));
    }

    @Test
    void createAnswersIdAndQuotedEtag() {
        Answer answer = simulator.post(CONNECTIONS + "/", PUBLIC);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().propertyNames()).containsExactly("id", "etag");
        assertThat(answer.at("/etag")).matches("\"[0-9a-f]{8}-0000-0200-0000-[0-9a-f]{12}\"");
        assertThat(answer.header("Location")).endsWith("/connections/" + answer.at("/id"));
    }

    @Test
    void secretsBecomeVaultUrls() {
        String id = simulator
                .post(CONNECTIONS, postgres("public-db.example.com", "\"5432\""))
                .at("/id");
        Answer answer = simulator.get(CONNECTIONS + "/" + id);
        assertThat(answer.at("/items/0/auth/params/password")).startsWith(VAULT);
        assertThat(answer.at("/items/0/auth/params/username")).isEqualTo("u");
        assertThat(answer.body()).doesNotContain("\"secret\"");
    }

    @Test
    void privateConnectionNeedsAuthoring() {
        Answer refused = simulator.post(CONNECTIONS, PRIVATE);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/message")).contains("Interactive authoring");
        enableAuthoring();
        Answer created = simulator.post(CONNECTIONS, PRIVATE);
        assertThat(created.status()).isEqualTo(201);
        assertThat(simulator.get(CONNECTIONS + "/" + created.at("/id")).at("/items/0/auth/params/privateEndpointId"))
                .isNotEmpty();
    }

    @Test
    void privateConnectionNeedsAnApprovedEndpointForItsResource() {
        enableAuthoring();
        assertThat(simulator.post(CONNECTIONS, blob("acmeordersarchive", true)).at("/message"))
                .contains("private endpoint");
        assertThat(simulator.post(CONNECTIONS, blob("elsewhere", true)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"Nonsense,connectionString,1415-400", "ConnectionString,other,1304-400"})
    void wrongAuthIsRefused(String specName, String param, String code) {
        String body =
                connection("4c10e202-c428-4796-9208-5f1f5732b1cf", specName, "\"" + param + "\":\"AccountName=a\"");
        assertThat(simulator.post(CONNECTIONS, body).at("/errorCode")).isEqualTo(code);
    }

    @Test
    void portMustBeAText() {
        assertThat(simulator
                        .post(CONNECTIONS, postgres("public-db.example.com", "5432"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void updateNeedsTheCurrentEtag() {
        Answer created = simulator.post(CONNECTIONS, PUBLIC);
        String id = created.at("/id");
        String rename =
                "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"Renamed\"},{\"op\":\"add\",\"path\":\"/description\",\"value\":\"y\"}]";
        assertThat(patch(id, null, rename).at("/errorCode")).isEqualTo("1403-400");
        assertThat(patch(id, "\"other\"", rename).status()).isEqualTo(412);
        assertThat(patch(id, created.at("/etag").replace("\"", ""), rename).status())
                .isEqualTo(412);
        Answer renamed = patch(id, created.at("/etag"), rename);
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.at("/etag")).isNotEqualTo(created.at("/etag"));
        assertThat(simulator.get(CONNECTIONS + "/" + id).texts("name")).containsExactly("Renamed");
        assertThat(patch(id, created.at("/etag"), rename).at("/errorCode")).isEqualTo("1404-412");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|1405-400",
                "[{\"op\":\"replace\",\"path\":\"/id\",\"value\":\"x\"}]|1455-400",
                "[{\"op\":\"replace\",\"path\":\"/description\",\"value\":\"x\"}]|1455-400",
                "[{\"op\":\"replace\",\"path\":\"/connectionSpec/id\",\"value\":\"x\"}]|1414-400",
                "[{\"op\":\"replace\",\"path\":\"/auth/specName\",\"value\":\"x\"}]|1455-400",
                "[{\"op\":\"move\",\"path\":\"/name\",\"value\":\"x\"}]|",
                "[{\"op\":\"replace\",\"path\":\"/name\"}]|",
                "[{\"op\":\"replace\",\"path\":\"/auth\",\"value\":7}]|",
                "[7]|",
                "{}|"
            })
    void wrongChangeIsRefused(String changes, @Nullable String code) {
        Answer created = simulator.post(CONNECTIONS, PUBLIC);
        Answer answer = patch(created.at("/id"), created.at("/etag"), changes);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errorCode")).isEqualTo(code == null ? "" : code);
    }

    @Test
    void replacedCredentialsGetANewVaultUrl() {
        Answer created = simulator.post(CONNECTIONS, PUBLIC);
        String path = CONNECTIONS + "/" + created.at("/id");
        String before = simulator.get(path).at("/items/0/auth/params/connectionString");
        patch(
                created.at("/id"),
                created.at("/etag"),
                "[{\"op\":\"replace\",\"path\":\"/auth/params\",\"value\":{\"connectionString\":\"AccountName=wrongaccount;AccountKey=eA==\"}}]");
        assertThat(simulator.get(path).at("/items/0/auth/params/connectionString"))
                .startsWith(VAULT)
                .isNotEqualTo(before);
        assertThat(simulator.get(path + "/test").body()).isEqualTo("{\"result\":false}");
    }

    @Test
    void deletedConnectionIsGone() {
        String path = CONNECTIONS + "/" + simulator.post(CONNECTIONS, PUBLIC).at("/id");
        assertThat(simulator.delete(path + "/").status()).isEqualTo(204);
        assertThat(simulator.get(path).at("/errorCode")).isEqualTo("1101-404");
    }

    @Test
    void testAndExploreOverPrivateLinkNeedAuthoring() {
        String path = CONNECTIONS + "/" + idOf("Acme orders (Blob)");
        assertThat(simulator.get(path + "/test").status()).isEqualTo(400);
        assertThat(simulator.get(path + "/explore?objectType=root").status()).isEqualTo(400);
        enableAuthoring();
        assertThat(simulator.get(path + "/test").body()).isEqualTo("{\"result\":true}");
        Answer root = simulator.get(path + "/explore?objectType=ROOT");
        assertThat(root.json().isArray()).isTrue();
        assertThat(root.at("/0/type")).isEqualTo("Folder");
        assertThat(simulator.get(path + "/explore?objectType=folder").at("/errorCode"))
                .isEqualTo("1337-400");
        assertThat(simulator
                        .get(path + "/explore?objectType=folder&object=/exports")
                        .json()
                        .size())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "Acme archive (Data Lake),No approved private endpoint",
        "Contoso invoices (Files),No approved private endpoint",
        "Fabrikam returns (Data Lake),No approved private endpoint",
        "Contoso shop (PostgreSQL),No approved private endpoint",
        "Contoso audit (PostgreSQL),"
    })
    void brokenSampleFailsItsTest(String name, @Nullable String refusal) {
        enableAuthoring();
        Answer answer = simulator.get(CONNECTIONS + "/" + idOf(name) + "/test");
        assertThat(answer.status()).isEqualTo(refusal == null ? 200 : 400);
        assertThat(answer.body()).contains(refusal == null ? "{\"result\":false}" : refusal);
    }

    @Test
    void connectionBreaksWithItsEndpoint() {
        enableAuthoring();
        String path = CONNECTIONS + "/" + idOf("Contoso orders (Table)");
        String endpoint = simulator.get(path).at("/items/0/auth/params/privateEndpointId");
        assertThat(simulator.get(path + "/test").body()).isEqualTo("{\"result\":true}");
        simulator.send(simulator.request(
                "POST", "/simulator/decisions", "{\"endpoint\":\"" + endpoint + "\",\"decision\":\"REJECT\"}"));
        simulator.clock.move(Duration.ofSeconds(2));
        assertThat(simulator.get(path + "/test").at("/message")).contains("No approved private endpoint");
        simulator.delete(RunningSimulator.ENDPOINTS + "/" + endpoint);
        assertThat(simulator.get(path).at("/items/0/auth/params/privateEndpointId")).isEqualTo(endpoint);
        assertThat(simulator.get(path + "/test").at("/message")).contains("No approved private endpoint");
    }

    @Test
    void userWhoseNameBeginsWithWrongIsRefusedAtTheSource() {
        enableAuthoring();
        String wrong = connection("74a1c565-4e59-48d7-9d67-7c03b8a13137", "Basic Authentication", """
            "server":"contoso-crm-db.postgres.database.azure.com","port":"5432","database":"d","username":"wrong_user",
            "password":"secret","usePrivateLink":true\
            """);
        String path = CONNECTIONS + "/" + simulator.post(CONNECTIONS, wrong).at("/id");
        assertThat(simulator.get(path + "/test").body()).isEqualTo("{\"result\":false}");
    }

    @Test
    void tableShowsItsColumns() {
        enableAuthoring();
        String path = CONNECTIONS + "/" + idOf("Contoso orders (PostgreSQL)") + "/explore";
        assertThat(simulator.get(path).at("/0/type")).isEqualTo("table");
        Answer table = simulator.get(path + "?objectType=table&object=orders");
        assertThat(table.at("/format")).isEqualTo("flat");
        assertThat(table.at("/schema/columns/0/name")).isEqualTo("id");
    }
}
