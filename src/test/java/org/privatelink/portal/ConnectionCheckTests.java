package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.source.KeyFixture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said about a new connection before Platform is asked to create it, and that it can be created all the same. */
@PortalTest
@TestPropertySource(properties = {"portal.source.live.keep-for=0s", "portal.source.live.try-again-after=0s"})
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class ConnectionCheckTests {

    private static final String NEW = "/s/prod/connections/new";
    private static final String RESOLVE = "/s/prod/endpoints/resolve";
    private static final String SPECS = "/data/foundation/flowservice/connectionSpecs/";
    private static final String BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf";
    private static final String FILES = "be5ec48c-5b78-49d5-b8fa-7c89ec4569b8";
    private static final String ADLS = "b3ba5556-48be-44b7-8b85-ff2b69b46dc4";
    private static final String KEY = Base64.getEncoder().encodeToString("Kanarie".repeat(9).concat("x").getBytes());
    private static final String KEY_FILE = KeyFixture.key();

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    private Upstream upstream;
    private Visitor engineer;

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod");
    }

    @BeforeEach
    void begin() {
        upstream.authoringIsOn("prod");
        upstream.forget();
    }

    @AfterEach
    void nothingSecretWasShown(CapturedOutput output) {
        upstream.isWell();
        for (String secret : List.of(KEY, KEY_FILE.substring(400, 440), "KanarieSig")) {
            assertThat(engineer.body()).doesNotContain(secret);
            assertThat(output.getAll()).doesNotContain(secret);
        }
    }

    @AfterAll
    void tidy() {
        upstream.connections("prod").stream()
                .filter(each -> each.path("name").asString().startsWith("checked "))
                .forEach(each -> upstream.delete("prod", Upstream.CONNECTIONS + "/" + each.path("id").asString()));
    }

    @Test
    void cleanCredentialsOfAnApprovedEndpointGoStraightThrough() {
        Document page = create("azure-blob", "account-key", Map.of("accountName", "acmeorders", "accountKey", KEY));

        assertThat(page.select("h1").text()).startsWith("checked ");
        assertThat(page.select(".flash").text()).contains("was created").doesNotContain("endpoint");
        assertThat(created()).hasSize(1);
        assertThat(resolved()).hasSize(1);
    }

    @Test
    void withoutPrivateLinkNobodyIsAskedForAnEndpoint() {
        Map<String, String> form = form("azure-blob", "account-key", Map.of("accountName", "elsewhere", "accountKey", KEY));
        form.remove("usePrivateLink");

        Document page = engineer.post(NEW, form);

        assertThat(page.select(".flash").text()).contains("was created");
        assertThat(resolved()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "azure-blob, sas, sasUri, https://acmeorders.blob.core.windows.net/?sp=rl&se=2020-01-01&sig=KanarieSig, signature ended on 1 Jan 2020",
        "azure-blob, sas, sasUri, https://<account>.blob.core.windows.net/?sp=rl&se=2999-01-01&sig=KanarieSig, brackets of an example",
        "azure-blob, connection-string, connectionString, UseDevelopmentStorage=true;X=KanarieSig, emulator",
        "postgresql, connection-string, connectionString, Server=KanarieSig, Server= and Database="
    })
    void credentialsThatCannotWorkAreNotSent(String source, String kind, String field, String typed, String told) {
        Document page = create(source, kind, Map.of(field, typed));

        assertThat(page.select("#" + field + "-error").text()).contains(told);
        assertThat(page.select("#" + field + "-again").text()).isNotEmpty();
        assertThat(upstream.seen("POST", ".*")).isEmpty();
        assertThat(resolved()).isEmpty();
    }

    @Test
    void keyInTheWrongFormIsRefusedWithTheCommandThatConvertsIt() {
        String pkcs1 = new String(Base64.getDecoder().decode(KEY_FILE)).replace(" PRIVATE KEY", " RSA PRIVATE KEY");

        Document page = create("snowflake", "key-pair", Map.of(
                "account", "fabrikam-analytics", "username", "u", "database", "d", "warehouse", "w",
                "privateKey", Base64.getEncoder().encodeToString(pkcs1.getBytes())));

        assertThat(page.select("#privateKey-error").text()).contains("openssl pkcs8 -topk8 -nocrypt -in rsa_key.pem -out rsa_key.p8");
        assertThat(created()).isEmpty();
    }

    @Test
    void resourceWithoutAnEndpointStopsUntilItIsConfirmedAndThenIsCreatedOnce() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 200).with("body", "{\"items\":[]}"));

        Document warned = create("azure-blob", "account-key", Map.of("accountName", "acmeorders", "accountKey", KEY));

        assertThat(engineer.status()).isEqualTo(200);
        assertThat(warned.select("[role=alert] h2").text()).isEqualTo("Look at this first");
        assertThat(warned.select("[role=alert] li").text()).contains("No endpoint covers this resource");
        assertThat(warned.select("#accountKey").val()).isEmpty();
        assertThat(warned.select("#accountKey-again").text()).contains("again");
        assertThat(warned.select("#confirm").hasAttr("checked")).isFalse();
        assertThat(warned.select("section[aria-labelledby=private-title]").text()).contains("Platform names no endpoint");
        assertThat(created()).isEmpty();

        Document still = engineer.submit(Map.of("step", "create", "accountKey", KEY, "confirm", "another-code"));
        assertThat(still.select("#confirm")).hasSize(1);
        assertThat(created()).isEmpty();

        Document done = engineer.submit(Map.of("step", "create", "accountKey", KEY, "confirm", still.select("#confirm").val()));
        assertThat(engineer.address()).contains("/s/prod/connections/");
        assertThat(done.select(".flash").text()).contains("was created");
        assertThat(created()).hasSize(1);
    }

    @Test
    void endpointThatIsNotApprovedIsNamedWithItsState() {
        Document warned = create("azure-blob", "connection-string", Map.of(
                "connectionString", "AccountName=acmeordersarchive;AccountKey=" + KEY));

        assertThat(warned.select("[role=alert] li").text()).contains("acme-orders-blob", "Pending");
        assertThat(created()).isEmpty();
    }

    @Test
    void accountThatIsNotTheEndpointsResourceIsTold() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 200).with("body", json(Map.of("items", List.of(
                Map.of("id", "e1", "name", "harbour", "resourceName", "harbourstore", "state", "Approved",
                        "connectionSpec", Map.of("id", BLOB, "version", "1.0")))))));

        Document warned = create("azure-blob", "connection-string", Map.of(
                "connectionString", "AccountName=acmeorders;AccountKey=" + KEY));

        assertThat(warned.select("[role=alert] li").text())
                .isEqualTo("The credentials are for acmeorders. Platform names the endpoint harbour, which leads to: harbourstore");
    }

    @Test
    void whatPlatformCannotTellStopsNobody() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 400).with("body", "{\"detail\":\"no op " + KEY + "\"}"));

        Document page = create("azure-blob", "account-key", Map.of("accountName", "acmeorders", "accountKey", KEY));

        assertThat(page.select(".flash").text()).contains("was created", "Platform could not tell which endpoint serves");
        assertThat(created()).hasSize(1);
    }

    @Test
    void signatureThatEndsSoonStops() {
        String end = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
        String sas = "https://acmeorders.blob.core.windows.net/?sv=2024-11-04&sp=rl&se=" + end + "&sig=KanarieSig";

        Document warned = create("azure-blob", "sas", Map.of("sasUri", sas));

        assertThat(warned.select("[role=alert] li").text()).contains("ends on");
        assertThat(warned.select("#confirm").val()).isEqualTo("sas-soon");
        engineer.submit(Map.of("step", "create", "sasUri", sas, "confirm", "sas-soon"));
        assertThat(created()).hasSize(1);
    }

    @Test
    void whatNeedsNoSecretToBeSeenIsSaidOnTheCheckPageAtOnce() {
        Map<String, String> form = form("postgresql", "basic", Map.of(
                "server", "contoso-crm-db.privatelink.postgres.database.azure.com", "port", "3306", "database", "d",
                "username", "u", "sslMode", "Verify Full"));
        form.put("step", "check");

        Document page = engineer.post(NEW, form);

        assertThat(page.select("[role=alert] li").eachText()).hasSize(2)
                .anyMatch(text -> text.contains("port of MySQL"))
                .anyMatch(text -> text.contains("without privatelink"));
        assertThat(page.select("#confirm").val()).isEqualTo("postgresql-port private-name");
    }

    @ParameterizedTest
    @CsvSource({
        "fabrikam-analytics.snowflakecomputing.com, snowflake-public, true",
        "fabrikam-analytics.privatelink.snowflakecomputing.com, none, true",
        "elsewhere-analytics.privatelink.snowflakecomputing.com, none, false",
        "fk40217.east-us-2.privatelink.snowflakecomputing.com, other-region, true"
    })
    void hostOfSnowflakeIsComparedWithTheEndpoints(String host, String code, boolean served) {
        Document page = resolve("snowflake", "connection-string", Map.of("connectionString",
                "jdbc:snowflake://" + host + "/?user=u&password=KanarieSig&db=d&warehouse=w"));

        List<String> said = page.select(".notice--notice li").eachText();
        assertThat(said.stream().anyMatch(text -> text.contains("public host"))).isEqualTo(code.equals("snowflake-public"));
        assertThat(said.stream().anyMatch(text -> text.contains("another region"))).isEqualTo(code.equals("other-region"));
        assertThat(page.select("#found-title").text()).contains(served ? "1 endpoint" : "No endpoint");
        assertThat(page.select("#confirm")).isEmpty();
    }

    @Test
    void hostOfAnotherServiceIsTold() {
        Document page = resolve("azure-blob", "sas", Map.of(
                "sasUri", "https://acmeorders.dfs.core.windows.net/?sp=rl&se=2999-01-01&sig=KanarieSig"));

        assertThat(page.select(".notice--notice li").text()).contains("dfs service", "use blob");
    }

    @Test
    void endpointCanBeAskedForBeforeAnythingIsCreated() {
        Map<String, String> form = form("azure-blob", "account-key", Map.of("accountName", "acmeorders", "accountKey", KEY));
        form.put("step", "resolve");

        Document page = engineer.post(NEW, form);

        assertThat(page.select("#found-title").text()).isEqualTo("1 endpoint serves it");
        assertThat(page.select("section[aria-labelledby=found-title] a").text()).isEqualTo("acme-orders-blob");
        assertThat(page.select("#accountKey").val()).isEmpty();
        assertThat(page.select("#accountKey-again")).hasSize(1);
        assertThat(created()).isEmpty();
        Document missing = engineer.submit(Map.of("step", "resolve"));
        assertThat(missing.select("#accountKey-error")).hasSize(1);
        assertThat(resolved()).hasSize(1);
    }

    @Test
    void formWorksWhilePlatformDoesNotDescribeTheSource() {
        upstream.fails(Fault.of("DELAY", "GET", SPECS + ADLS).with("delay", "30s"));
        long start = System.nanoTime();

        Document page = engineer.get(NEW + "?source=adls-gen2");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(page.select("#kind-title").text()).contains("Service principal");
        assertThat(page.select("main").text()).contains("Platform could not be asked which kinds it offers");
        Document done = create("adls-gen2", "service-principal", Map.of("url", "https://acmelake.dfs.core.windows.net",
                "servicePrincipalId", "i", "servicePrincipalKey", "KanarieSig", "tenant", "t"));
        assertThat(done.select(".flash").text()).contains("was created");
    }

    /** The simulator knows the documented names alone, and says which one it was given. */
    @Test
    void nameThatPlatformGivesAKindIsSent() {
        upstream.fails(
                spec(BLOB, Map.of("name", "connection_string", "type", "KeyBased", "spec", Map.of())));
        Map<String, String> form = form("azure-blob", "account-key", Map.of("accountName", "acmedevdata", "accountKey", KEY));
        form.remove("usePrivateLink");

        Document page = engineer.post("/s/dev/connections/new", form);

        assertThat(page.select(".failure").text()).contains("has no auth spec connection_string");
        Document other = engineer.get("/s/dev/connections/new?source=azure-blob&kind=sas");
        assertThat(other.select("main").text()).contains("Platform does not offer this kind now");
    }

    @Test
    void kindThatNobodyDocumentedGetsAFormWithItsSecretsHidden() {
        upstream.fails(spec(FILES, Map.of("name", "Token <b>Login</b>", "type", "KeyBased", "spec", Map.of(
                "properties", Map.of(
                        "host", Map.of("type", "string", "title", "Share"),
                        "quayCode", Map.of("type", "string", "title", "Quay code")),
                "required", List.of("host", "quayCode")))));

        Document page = engineer.get("/s/dev/connections/new?source=azure-file&kind=platform-tokenbloginb");

        assertThat(page.select("#kind-title").text()).contains("Token <b>Login</b>");
        assertThat(page.select("main").text()).contains("Adobe's guide for the source does not describe it");
        assertThat(page.select("#host")).hasSize(1);
        assertThat(page.select("#quayCode")).isEmpty();
        engineer.submit(Map.of("step", "check", "name", "checked x", "host", "\\\\acme.file.core.windows.net\\s", "usePrivateLink", "false"));
        assertThat(engineer.page().select("#quayCode").attr("type")).isEqualTo("password");
        assertThat(engineer.page().select("label[for=quayCode]").text()).isEqualTo("Quay code");
        Document refused = engineer.submit(Map.of("step", "create", "quayCode", "KanarieSig"));
        assertThat(refused.select(".failure").text()).contains("has no auth spec Token <b>Login</b>");
    }

    @Test
    void kindThatIsNotThereAnyMoreIsNoOther() {
        Document page = create("azure-blob", "platform-gone", Map.of("accountName", "acmeorders", "accountKey", KEY));

        assertThat(page.select(".errors").text()).contains("Choose a kind again");
        assertThat(created()).isEmpty();
    }

    private static Fault spec(String id, Map<String, Object> kind) {
        String body = json(Map.of("items", List.of(Map.of("id", id, "name", "live", "authSpec", List.of(kind)))));
        return Fault.of("STATUS", "GET", SPECS + id).with("status", 200).with("body", body);
    }

    private static String json(Object value) {
        return new JsonMapper().writeValueAsString(value);
    }

    private Document create(String source, String kind, Map<String, String> fields) {
        return engineer.post(NEW, form(source, kind, fields));
    }

    private Document resolve(String source, String kind, Map<String, String> fields) {
        return engineer.post(RESOLVE, form(source, kind, fields));
    }

    private static Map<String, String> form(String source, String kind, Map<String, String> fields) {
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("step", "create");
        form.put("submission", UUID.randomUUID().toString());
        form.put("source", source);
        form.put("kind", kind);
        form.put("name", "checked " + source);
        form.put("_usePrivateLink", "on");
        form.put("usePrivateLink", "true");
        return form;
    }

    private List<JsonNode> created() {
        return upstream.seen("POST", Upstream.CONNECTIONS + "/?");
    }

    private List<JsonNode> resolved() {
        return upstream.seen("GET", Upstream.CONNECTORS + "/?").stream()
                .filter(each -> each.path("query").asString("").contains("autoResolve"))
                .toList();
    }
}
