package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.source.KeyFixture;
import org.springframework.beans.factory.annotation.Autowired;
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
    /** What the portal itself is known by. */
    private static final List<String> OWN = List.of("platform-demo-secret", "portal-demo-secret", "Bearer ey");

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
    MeterRegistry meters;

    private LogWatch log;
    private int held;
    private Upstream upstream;
    private Wire engineer;
    private final Set<String> planted = ConcurrentHashMap.newKeySet();
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
        held = heldSecrets();
        log = LogWatch.over(told -> Stream.concat(planted.stream(), OWN.stream()).anyMatch(told::contains) && !told.contains("Fault["));
    }

    @AfterEach
    void heal() {
        upstream.isWell();
    }

    @AfterAll
    void tidy() {
        log.end();
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
        String path = path(created);
        isClean(kind, engineer.post(path + "/test", Map.of()), output);
        isClean(kind, engineer.post(path + "/diagnosis", Map.of()), output);
        for (String page : List.of("/edit", "/credentials", "/explore", "/diagnosis", "/case", "/delete")) {
            isClean(kind, engineer.get(path + page), output);
        }
    }

    /** Refused with an echo of any form, a fault with one, a reset, a lost answer; then it is done. */
    @Test
    void secretOfAReplacementGoesToPlatformOnly(CapturedOutput output) {
        Kind kind = kinds().get(5);
        String path = path(create(kind, Map.of("name", "replaced secret")));
        FoundForm form = FoundForm.on(Wire.page(engineer.get(path + "/credentials")), engineer).stream()
                .filter(each -> "replace".equals(each.given().get("step")))
                .findFirst()
                .orElseThrow();
        Map<String, String> typed = Map.of("server", "acme.postgres.database.azure.com", "port", "5432", "database", "d",
                "username", "u", "sslMode", "Verify Full", "password", key(12));
        plant(new Kind("postgresql", "replaced", typed, Set.of("password"), List.of(key(12))));
        String nested = "{\"errors\":[{\"title\":\"no " + key(12) + "\",\"report\":{\"value\":\"" + key(12) + "\"}}]}";
        for (String body : List.of(nested, "{\"error\":" + nested + "}", "<html><h1>" + key(12) + "</h1></html>", key(12))) {
            upstream.fails(Fault.of("STATUS", "PATCH", Upstream.CONNECTIONS).with("status", 400).with("body", body).once());
            HttpResponse<String> refused = form.send(typed);
            assertThat(refused.statusCode()).isEqualTo(422);
            isClean(kind, refused, output);
        }
        for (Fault fault : List.of(
                Fault.of("STATUS", "PATCH", Upstream.CONNECTIONS).with("status", 500).with("body", nested),
                Fault.of("RESET", "PATCH", Upstream.CONNECTIONS))) {
            upstream.fails(fault.once());
            isClean(kind, form.send(typed), output);
        }
        upstream.fails(Fault.of("STATUS", "GET", path.replaceFirst("/s/prod/connections", Upstream.CONNECTIONS)).with("status", 503));
        HttpResponse<String> unread = form.send(typed);
        assertThat(unread.statusCode()).isEqualTo(503);
        assertThat(Wire.page(unread).select("#server").val()).isEqualTo(typed.get("server"));
        isClean(kind, unread, output);
        upstream.isWell();
        HttpResponse<String> wrong = form.send(Map.of("server", "", "password", key(12)));
        assertThat(Wire.page(wrong).select("#server-error")).hasSize(1);
        isClean(kind, wrong, output);
        HttpResponse<String> replaced = form.send(typed);
        assertThat(path(replaced)).isEqualTo(path);
        isClean(kind, follow(replaced), output);
        HttpResponse<String> old = form.send(typed);
        assertThat(old.statusCode()).isEqualTo(409);
        isClean(kind, old, output);
    }

    @Test
    void secretThatAProgramSendsGoesToPlatformOnly(CapturedOutput output) {
        ApiCaller program = new ApiCaller(port, Bearer.pipeline(environment));
        String connections = "/sandboxes/prod/connections";
        String key = UUID.randomUUID().toString();
        Kind kind = kinds().get(1);
        plant(kind);
        String secret = kind.fields().get("connectionString");

        HttpResponse<String> created = program.post(connections, body(secret), key);
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        made.add("secret of a program");
        isClean(kind, created, output);
        isClean(kind, program.post(connections, body(secret), key), output);
        HttpResponse<String> other = program.post(connections, body(secret.replace("acmecanary", "acmeother")), key);
        assertThat(other.statusCode()).as("another secret is another body").isBetween(400, 499);
        String id = ApiCaller.json(created).path("id").asString();
        isClean(kind, program.get(connections + "/" + id), output);
        isClean(kind, program.send("POST", connections + "/" + id + "/test", null), output);

        String quoted = new JsonMapper().writeValueAsString(secret);
        String whole = new JsonMapper().writeValueAsString(body(secret));
        for (String unfit : List.of(
                whole.replace(quoted, "{\"x\":" + quoted + "}"), whole.replace(quoted, quoted + ",\"accountName\":" + quoted), whole.substring(0, whole.length() - 2),
                whole.replace("\"name\":", quoted + ":1,\"name\":"), whole.replace("\"ConnectionString\"", quoted), "[" + quoted + "]",
                whole.replace("\"secret of a program\"", quoted), whole.replaceFirst("\\{", "{\"confirm\":" + quoted.replace("$", "") + ","), quoted)) {
            HttpResponse<String> refused = program.send("POST", connections, unfit, "Idempotency-Key", UUID.randomUUID().toString());
            assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 499);
            isClean(kind, refused, output);
        }
        HttpResponse<String> edited = program.send("PATCH", connections + "/" + id, "{\"description\":" + quoted + "}", "If-Match", "\"1\"");
        assertThat(edited.statusCode()).isBetween(400, 499);
        isClean(kind, edited, output);
        upstream.fails(Fault.of("STATUS", "POST", LIST).with("status", 400).with("body", "{\"title\":" + quoted + "}").once());
        isClean(kind, program.post(connections, body(secret)), output);
    }

    private static Map<String, Object> body(String connectionString) {
        return Map.of(
                "name", "secret of a program",
                "connectionSpec", Map.of("id", "4c10e202-c428-4796-9208-5f1f5732b1cf"),
                "auth", Map.of("specName", "ConnectionString", "params", Map.of("connectionString", connectionString, "usePrivateLink", false)));
    }

    /** What cannot be read as a form is read by somebody who may quote it. */
    @Test
    void secretInABrokenFormIsNotLogged(CapturedOutput output) {
        Kind kind = kinds().get(0);
        plant(kind);
        String token = "_csrf=" + Wire.encoded(engineer.token()) + "&";
        String secret = "accountKey=" + kind.fields().get("accountKey");
        for (String body : List.of(secret + "%zz", secret + "%", "=" + secret.replace('=', '&'), "&&=" + secret, secret + "=%00%ff", secret + "&" + "x".repeat(300_000),
                secret + "&x=1".repeat(1_500))) {
            isClean(kind, engineer.send("POST", "/s/prod/connections/new", token + "step=check&source=azure-blob&" + body), output);
            isClean(kind, engineer.send("POST", "/s/prod/connections/new", body), output);
            isClean(kind, Wire.stranger(port).send("POST", "/s/prod/connections/new", body), output);
        }
    }

    static List<String> slips() {
        return List.of(
                "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=" + key(30) + "==;EndpointSuffix=core.windows.net",
                "https://acme.blob.core.windows.net/c?sv=2024-01-01&sig=" + key(31) + "%3D",
                "BlobEndpoint=https://acme.example/;SharedAccessSignature=sv%3D1" + key(32),
                "jdbc:snowflake://acme.snowflakecomputing.com/?user=u&password=" + key(33),
                "Server=acme;UID=u;Pwd = " + key(34),
                "jdbc:postgresql://joe:" + key(35) + "@acme.example/d",
                "{\"client_secret\" : \"" + key(36) + "\"}",
                "-----BEGIN RSA PRIVATE KEY----- " + key(37),
                "LS0tLS1CRUdJTi" + key(38),
                "eyJhbGciOiJub25lIn0." + key(39) + "." + key(39),
                (key(40) + "/+").repeat(3).substring(0, 86) + "==");
    }

    /** A secret in the wrong field is as secret: it is refused beside the field, and is in nothing that is kept or shown. */
    @ParameterizedTest
    @MethodSource("slips")
    void secretInAFieldThatIsOpenIsRefusedAndKeptNowhere(String slip, CapturedOutput output) {
        Kind kind = new Kind("any", slip.substring(0, 12), Map.of(), Set.of(), List.of(slip.replaceAll("(?s).*?(" + CANARY + "\\d+[a-l]+).*", "$1")));
        plant(kind);
        upstream.forget();
        int acts = acts();
        for (String page : List.of("/s/prod/connections/new?source=postgresql&kind=basic", "/s/prod/endpoints/new?source=snowflake", "/s/prod/authoring",
                "/s/prod/endpoints/resolve?source=postgresql&kind=basic", "/s/prod/endpoints/" + upstream.endpointId("prod", "acme-lake") + "/delete")) {
            for (FoundForm form : FoundForm.on(Wire.page(engineer.get(page)), engineer)) {
                HttpResponse<String> answer = form.send(form.texts().stream().collect(Collectors.toMap(field -> field, field -> slip)));

                assertThat(answer.statusCode()).isEqualTo(200);
                Document again = Wire.page(answer);
                form.texts().stream()
                        .filter(field -> again.select("#" + field).is("[type=text], textarea:not(.field__input--code)"))
                        .forEach(field -> assertThat(again.select("#" + field + "-error").text()).as(page + " " + field).contains("looks like a secret"));
                isClean(kind, answer, output);
            }
        }
        assertThat(upstream.seen("POST|PATCH", "(?!/inbox/|/ims/).*")).isEmpty();
        assertThat(acts()).isEqualTo(acts);
    }

    private int acts() {
        return jdbc.queryForObject("select count(*) from activity", Integer.class);
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
        Map<String, String> fields = new LinkedHashMap<>(kind.fields());
        kind.secrets().forEach(name -> fields.put(name, "AdressVogel of " + name));
        String query = Wire.encoded(fields.entrySet().stream());
        for (String path : List.of("/s/prod/connections/new", "/s/prod/endpoints/resolve")) {
            HttpResponse<String> answer =
                    engineer.get(path + "?source=" + kind.source() + "&kind=" + kind.kind() + "&" + query);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Wire.page(answer).select("main").outerHtml()).doesNotContain("AdressVogel");
        }
        assertThat(output.getAll()).doesNotContain("AdressVogel");
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
    void nothingIsInMetricsThreadsAddressesOrFiles() throws IOException {
        isWhatOthersPlanted();
        isAbsent("a metric", meters.getMeters().stream().map(each -> each.getId().toString()).collect(Collectors.joining()));
        isAbsent("a thread", Thread.getAllStackTraces().keySet().toString());
        isAbsent("an address", upstream.seenAtAll());
        try (Stream<Path> temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            for (Path folder : temporary.filter(each -> each.getFileName().toString().matches("tomcat.*\\." + port + "\\..*")).toList()) {
                try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
                    for (Path file : files.toList()) {
                        isAbsent(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
    }

    /** Neither as a secret nor as a text: in a dump of what is alive no text has it. Done, refused, or nobody knows, by page and by API. */
    @Test
    @Order(Integer.MAX_VALUE)
    void noSecretOutlivesItsRequest() throws IOException {
        isWhatOthersPlanted();
        String backwards = UUID.randomUUID().toString().replace("-", "").substring(1);
        for (int way = 0; way < 5; way++) {
            sendAndForget(backwards, way);
        }

        await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofSeconds(1)).until(() -> heldSecrets() <= held);
        await().atMost(Duration.ofSeconds(30)).pollDelay(Duration.ZERO).pollInterval(Duration.ofSeconds(2)).untilAsserted(() ->
                assertThat(HeapDump.textsWith(backwards)).isEmpty());
    }

    /** Turned round, so that the test itself does not keep it. */
    private void sendAndForget(String backwards, int way) throws IOException {
        String secret = new StringBuilder(backwards).reverse().toString() + way;
        Map<String, String> form = new LinkedHashMap<>(Map.of("step", "create", "submission", UUID.randomUUID().toString(),
                "source", "azure-blob", "kind", "account-key", "name", "forgotten " + way, "accountName", "acmecanary", "accountKey", secret, "_usePrivateLink", "on"));
        made.add("forgotten " + way);
        switch (way) {
            case 0 -> upstream.fails(Fault.of("STATUS", "POST", LIST).with("status", 400).once());
            case 1 -> upstream.fails(Fault.of("RESET", "POST", LIST).once());
            case 2 -> form.put("name", "");
            default -> upstream.isWell();
        }
        int status = way < 4
                ? engineer.postAndForget("/s/prod/connections/new", form)
                : Wire.sendAndForget(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/sandboxes/prod/connections"),
                        "Authorization: Bearer " + Bearer.pipeline(environment) + "\r\nIdempotency-Key: " + UUID.randomUUID(),
                        "application/json",
                        JsonMapper.shared().writeValueAsString(body("AccountName=acmecanary;AccountKey=" + secret)));
        assertThat(status).isEqualTo(List.of(422, 303, 200, 303, 201).get(way));
    }

    /** How many the heap has after a collection. */
    private static int heldSecrets() {
        try {
            Object classes = ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                    new Object[] {new String[0]}, new String[] {String[].class.getName()});
            Matcher row = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+" + Pattern.quote(Secret.class.getName()) + "(?![$\\w])").matcher(classes.toString());
            return row.find() ? Integer.parseInt(row.group(1)) : 0;
        } catch (JMException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void nothingIsInTheDatabase() {
        isWhatOthersPlanted();
        List<String> tables = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'", String.class);
        assertThat(tables).anyMatch("spring_session_attributes"::equalsIgnoreCase).anyMatch("activity"::equalsIgnoreCase)
                .anyMatch("endpoint_request"::equalsIgnoreCase).anyMatch("notice"::equalsIgnoreCase);
        for (String table : tables) {
            List<Map<String, Object>> rows = jdbc.queryForList("select * from \"" + table + "\"");
            rows.forEach(row -> row.forEach((column, value) -> isAbsent(table + "." + column, text(value))));
        }
    }

    /** Alone, as at a second chance, these tests would show nothing. */
    private void isWhatOthersPlanted() {
        assertThat(planted).isNotEmpty();
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : String.valueOf(value);
    }

    private void isClean(Kind kind, HttpResponse<String> answer, CapturedOutput output) {
        isAbsent("the page for " + kind, answer.body());
        isAbsent("headers for " + kind, answer.headers().map().toString());
        isAbsent("the output", output.getAll());
        assertThat(log.found()).isEmpty();
        assertThat(log.seen()).isPositive();
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

    private static String path(HttpResponse<String> redirect) {
        return java.net.URI.create(Wire.location(redirect)).getPath();
    }

    private HttpResponse<String> follow(HttpResponse<String> redirect) {
        return engineer.get(path(redirect));
    }
}
