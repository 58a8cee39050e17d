package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.source.KeyFixture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Secrets planted in every form: they go to Platform and are found nowhere else. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(OutputCaptureExtension.class)
class SecretTests {

    private static final String LIST = Upstream.CONNECTIONS + "/?";
    private static final String CANARY = "KanarienVogel";
    private static final String PRIVATE_KEY = KeyFixture.encryptedKey(key(11));
    private static final String LOGGER = "org.privatelink.portal";

    /**
     * Fields of one authentication kind.
     *
     * @param secrets names of those that are secret
     * @param needles what must not be seen: the secret core of each
     */
    record Kind(String source, String kind, Map<String, String> fields, Set<String> secrets, List<String> needles) {
        @Override
        public String toString() {
            return source + " " + kind;
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    LoggingSystem logging;

    private Upstream upstream;
    private Wire engineer;
    private final Set<String> planted = new LinkedHashSet<>();
    private final List<String> made = new ArrayList<>();

    static List<Kind> kinds() {
        String account = "acmecanary";
        return List.of(
                kind("azure-blob", "account-key", Map.of("accountName", account), "accountKey", key(1), key(1)),
                kind("azure-blob", "connection-string", Map.of(), "connectionString",
                        "DefaultEndpointsProtocol=https;AccountName=" + account + ";AccountKey=" + key(2)
                                + ";EndpointSuffix=core.windows.net;", key(2)),
                kind("azure-blob", "sas", Map.of("container", "c"), "sasUri",
                        "https://" + account + ".blob.core.windows.net/?sv=2024-01-01&sp=rl&se=2999-01-01&sig=" + key(3) + "%3D", key(3)),
                kind("azure-table", "account-key", Map.of("accountName", account), "accountKey", key(4), key(4)),
                kind("azure-table", "connection-string", Map.of(), "connectionString",
                        "AccountName=" + account + ";AccountKey=" + key(5) + ";TableEndpoint=https://t.example;", key(5)),
                kind("postgresql", "basic",
                        Map.of("server", "acme.postgres.database.azure.com", "port", "5432", "database", "d",
                                "username", "u", "sslMode", "Verify Full"),
                        "password", " " + key(6) + " +/=;&%<\"'>ü ", key(6)),
                kind("postgresql", "connection-string", Map.of(), "connectionString",
                        "Server=acme.postgres.database.azure.com;Database=d;UID=u;Password=" + key(7), key(7)),
                kind("snowflake", "connection-string", Map.of(), "connectionString",
                        "jdbc:snowflake://acme.snowflakecomputing.com/?user=u&password=" + key(8) + "&db=d", key(8)),
                kind("adls-gen2", "service-principal",
                        Map.of("url", "https://acmecanary.dfs.core.windows.net", "servicePrincipalId", "i", "tenant", "t"),
                        "servicePrincipalKey", key(9) + "~x.y", key(9)),
                kind("azure-file", "account-key", Map.of("host", "\\\\acme.file.core.windows.net\\s", "userId", "u"),
                        "password", key(10), key(10)),
                new Kind("snowflake", "key-pair",
                        Map.of("account", "acme-canary", "username", "u", "database", "d", "warehouse", "w",
                                "privateKey", PRIVATE_KEY.substring(0, 900) + "\r\n" + PRIVATE_KEY.substring(900),
                                "privateKeyPassphrase", key(11)),
                        Set.of("privateKey", "privateKeyPassphrase"), List.of(PRIVATE_KEY.substring(400, 432), key(11))));
    }

    private static String key(int number) {
        return CANARY + "%03dabcdefghijkl".formatted(number);
    }

    private static Kind kind(
            String source, String kind, Map<String, String> open, String secretField, String secret, String needle) {
        Map<String, String> fields = new LinkedHashMap<>(open);
        fields.put(secretField, secret);
        return new Kind(source, kind, fields, Set.of(secretField), List.of(needle));
    }

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        engineer = Wire.signedIn(port, "engineer");
        logging.setLogLevel(LOGGER, LogLevel.DEBUG);
    }

    @AfterEach
    void heal() {
        upstream.isWell();
    }

    @AfterAll
    void tidy() {
        logging.setLogLevel(LOGGER, LogLevel.INFO);
        upstream.connections("prod").stream()
                .filter(each -> made.contains(each.path("name").asString()))
                .forEach(each -> upstream.delete("prod", Upstream.CONNECTIONS + "/" + each.path("id").asString()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void secretGoesToPlatformOnly(Kind kind, CapturedOutput output) {
        HttpResponse<String> created = create(kind, Map.of());

        assertThat(created.statusCode()).isEqualTo(303);
        assertThat(Wire.location(created)).contains("/s/prod/connections/");
        isClean(kind, created, output);
        isClean(kind, follow(created), output);
        isClean(kind, engineer.get("/s/prod/connections?link=all&size=100"), output);
        assertThat(follow(created).body()).contains("stored secret");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void secretThatPlatformQuotesIsRemoved(Kind kind, CapturedOutput output) {
        List<String> said = new ArrayList<>();
        kind.secrets().forEach(name -> {
            String secret = kind.fields().get(name).strip();
            said.add("cannot use " + secret);
            said.add("cannot use " + Wire.encoded(secret));
            said.add("cannot use " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            said.add("cannot use " + secret.replaceAll("\\s", ""));
        });
        kind.needles().forEach(needle -> said.add("login with \"" + needle + "\" failed"));
        for (String text : said) {
            String body = new JsonMapper().writeValueAsString(Map.of("title", "Connector error", "message", text));
            upstream.fails(Fault.of("STATUS", "POST", LIST).with("status", 400).with("body", body).once());

            HttpResponse<String> refused = create(kind, Map.of());

            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(Wire.page(refused).select(".failure").text()).contains("Connector error");
            isClean(kind, refused, output);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void secretDoesNotComeBackWithAMistake(Kind kind, CapturedOutput output) {
        Map<String, String> wrong = Map.of("name", "");
        for (String step : List.of("create", "check", "edit", "authoring")) {
            Map<String, String> entered = new LinkedHashMap<>(wrong);
            entered.put("step", step);
            HttpResponse<String> answer = create(kind, entered);

            isClean(kind, answer, output);
        }
        Map<String, String> invalid = new LinkedHashMap<>();
        kind.secrets().forEach(name -> invalid.put(name, kind.fields().get(name) + "\u0001"));
        HttpResponse<String> answer = create(kind, invalid);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Wire.page(answer).select(".errors a")).isNotEmpty();
        isClean(kind, answer, output);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void secretInAFormThatNobodyTakesIsNotLogged(Kind kind, CapturedOutput output) {
        HttpResponse<String> answer = create(kind, Map.of("step", "nonsense"));

        assertThat(answer.statusCode()).isEqualTo(400);
        isClean(kind, answer, output);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void secretIsNotKeptWhenTheAnswerIsLost(Kind kind, CapturedOutput output) {
        upstream.fails(Fault.of("LOST_ANSWER", "POST", LIST).once());

        HttpResponse<String> lost = create(kind, Map.of());

        assertThat(Wire.location(lost)).contains("/acts/");
        isClean(kind, lost, output);
        await().until(() -> Wire.page(follow(lost)).select("#outcome-title").text().equals("Done"));
        isClean(kind, follow(lost), output);
    }

    @Test
    void secretIsNotKeptWhenTheAnswerIsLate(CapturedOutput output) {
        Kind kind = kinds().get(1);
        upstream.fails(Fault.of("DELAY", "POST", LIST).with("delay", "2500ms").once());

        HttpResponse<String> late = create(kind, Map.of("name", "late secret"));

        assertThat(Wire.location(late)).contains("/acts/");
        isClean(kind, follow(late), output);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void resolvingKeepsNothing(Kind kind, CapturedOutput output) {
        Map<String, String> form = new LinkedHashMap<>(kind.fields());
        form.put("source", kind.source());
        form.put("kind", kind.kind());
        plant(kind);

        HttpResponse<String> found = engineer.post("/s/prod/endpoints/resolve", form);
        String needle = kind.needles().get(0);
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?")
                .with("status", 400)
                .with("body", new JsonMapper().writeValueAsString(Map.of("detail", "no " + needle + " here"))));
        HttpResponse<String> refused = engineer.post("/s/prod/endpoints/resolve", form);

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(Wire.page(found).select("[role=status] h2")).isNotEmpty();
        assertThat(Wire.page(refused).select(".failure")).hasSize(1);
        isClean(kind, found, output);
        isClean(kind, refused, output);
    }

    /** Credentials in the address are not taken: they would stand in logs and histories. */
    @ParameterizedTest
    @MethodSource("kinds")
    void secretInAnAddressIsNotShown(Kind kind, CapturedOutput output) {
        plant(kind);
        String query = Wire.encoded(kind.fields().entrySet().stream());
        for (String path : List.of("/s/prod/connections/new", "/s/prod/endpoints/resolve")) {
            HttpResponse<String> answer =
                    engineer.get(path + "?source=" + kind.source() + "&kind=" + kind.kind() + "&" + query);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Wire.page(answer).select("main").outerHtml()).doesNotContain(CANARY);
        }
        isAbsent("the log", output.getAll());
    }

    /** Nobody types a secret to ask for an endpoint, but Platform may tell one: it is known by its shape alone. */
    @Test
    void secretThatPlatformTellsOfARequestIsRemoved(CapturedOutput output) {
        Kind kind = new Kind("azure-blob", "of a request", Map.of(), Set.of(), List.of(key(20)));
        plant(kind);
        Wire admin = Wire.signedIn(port, "admin");
        Asking asking = new Asking(engineer, admin);
        String path = asking.ask("prod", "told a secret");
        String said = "Storage refused AccountKey=" + key(20) + "== and Authorization: Bearer " + key(20) + "." + key(20);
        upstream.fails(Fault.of("STATUS", "POST", Upstream.CONNECTORS)
                .with("status", 400)
                .with("body", new JsonMapper().writeValueAsString(Map.of("title", "BadRequestError", "detail", said)))
                .once());

        isClean(kind, asking.approve(path), output);

        HttpResponse<String> page = admin.get(path);
        assertThat(Wire.page(page).select("#state q").text()).contains("Storage refused", "[removed]");
        String copy = "/s/prod/endpoints/new?copyRequest=" + path.replaceAll(".*/", "");
        assertThat(Wire.page(admin.get(copy)).select(".notice q").text()).contains("[removed]");
        for (String each : List.of(path, path + "/state", copy, "/s/prod/requests", "/s/prod", "/notices")) {
            isClean(kind, admin.get(each), output);
        }
        assertThat(jdbc.queryForObject("select count(*) from notice where facts like '%Storage refused%[removed]%'", Integer.class)).isPositive();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void nothingIsInTheDatabase() {
        assertThat(planted).isNotEmpty();
        List<String> tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class);
        assertThat(tables).anyMatch("spring_session_attributes"::equalsIgnoreCase).anyMatch("activity"::equalsIgnoreCase)
                .anyMatch("endpoint_request"::equalsIgnoreCase).anyMatch("notice"::equalsIgnoreCase);
        for (String table : tables) {
            List<Map<String, Object>> rows = jdbc.queryForList("select * from \"" + table + "\"");
            rows.forEach(row -> row.forEach((column, value) -> isAbsent(table + "." + column, text(value))));
        }
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : String.valueOf(value);
    }

    private void isClean(Kind kind, HttpResponse<String> answer, CapturedOutput output) {
        isAbsent("the page for " + kind, answer.body());
        isAbsent("headers for " + kind, answer.headers().map().toString());
        isAbsent("the log", output.getAll());
    }

    private void isAbsent(String where, String text) {
        for (String needle : planted) {
            assertThat(text.contains(needle)).as("%s in %s", needle, where).isFalse();
        }
    }

    private HttpResponse<String> create(Kind kind, Map<String, String> entered) {
        plant(kind);
        String name = entered.getOrDefault("name", "secrets of " + kind);
        made.add(name);
        Map<String, String> form = new LinkedHashMap<>(kind.fields());
        form.put("step", "create");
        form.put("submission", UUID.randomUUID().toString());
        form.put("source", kind.source());
        form.put("kind", kind.kind());
        form.put("name", name);
        form.put("_usePrivateLink", "on");
        form.putAll(entered);
        return engineer.post("/s/prod/connections/new", form);
    }

    /** The core of a secret, and the parts of it that its base64 form has wherever it begins. */
    private void plant(Kind kind) {
        kind.needles().forEach(needle -> {
            planted.add(needle);
            for (int shift = 0; shift < 3; shift++) {
                byte[] shifted = ("x".repeat(shift) + needle).getBytes(StandardCharsets.UTF_8);
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                planted.add(encoded.substring(4, encoded.length() - 3));
            }
        });
    }

    private HttpResponse<String> follow(HttpResponse<String> redirect) {
        return engineer.get(java.net.URI.create(Wire.location(redirect)).getPath());
    }
}
