package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.source.AuthenticationKind;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is typed, the portal stays whole, shows it as it was typed, and says beside the field what is wrong. On
 * PostgreSQL, which is stricter than H2: it takes no character 0.
 */
@PortalTest
@TestPropertySource(
        properties = {
            // Nothing here is about time.
            "portal.platform.answer-timeout=10s",
            "portal.platform.deadline=15s",
            "portal.platform.slow-deadline=15s"
        })
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class BadInputTests {

    private static final String NOT_A_NOTICE = "(?!/inbox/).*";
    private static final int ALONE = 14;
    private static final String GUID = "1b2c3d4e-0000-4000-8000-123456789abc";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    Sources sources;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    /** Names of elements and attributes that pages have of their own. */
    private final Set<String> own = new HashSet<>();

    private Upstream upstream;
    private Wire admin;
    private Wire engineer;
    private Asking asking;
    private String linked;
    private int asked;

    @DynamicPropertySource
    static void onPostgresql(DynamicPropertyRegistry settings) {
        String url = TestDatabases.POSTGRESQL.emptyDatabase();
        settings.add("spring.datasource.url", () -> url);
        settings.add("spring.datasource.username", () -> "");
    }

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        admin = Wire.signedIn(port, "admin");
        engineer = Wire.signedIn(port, "engineer");
        asking = new Asking(engineer, admin);
        linked = upstream.endpointId("prod", "acme-lake");
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterAll
    void tidy() {
        Set<String> names = Set.copyOf(Naughty.packed(Naughty.VISIBLE, 250));
        upstream.connections("dev").stream()
                .filter(each -> names.contains(each.path("name").asString()))
                .forEach(each -> upstream.delete("dev", Upstream.CONNECTIONS + "/" + each.path("id").asString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "azure-blob|resourceName|ab", "azure-blob|resourceName|Acme", "azure-blob|resourceName|acme-x",
                "azure-blob|resourceName|abcdefghijklmnopqrstuvwxy", "azure-blob|resourceName|''",
                "azure-table|resourceName|acme_x", "azure-file|resourceName|acme.x", "adls-gen2|resourceName|ácme",
                "postgresql|resourceName|-acme", "postgresql|resourceName|ac", "snowflake|resourceName|.acme",
                "azure-blob|subscriptionId|not-a-guid", "azure-blob|subscriptionId|1b2c3d4e000040008000123456789abc",
                "azure-blob|subscriptionId|{1b2c3d4e-0000-4000-8000-123456789abc}", "azure-blob|subscriptionId|''",
                "azure-blob|subscriptionId|1b2c3d4e-0000-4000-8000-123456789abg",
                "azure-blob|resourceGroupName|rg.", "azure-blob|resourceGroupName|''", "azure-blob|resourceGroupName|r g",
                "azure-blob|resourceGroupName|rg/x", "snowflake|fqdns|https://acme.example.com", "snowflake|fqdns|acme.example.com:443",
                "snowflake|fqdns|acme.example.com/path", "snowflake|fqdns|''", "snowflake|fqdns|localhost",
                "snowflake|fqdns|10.0.0.1", "snowflake|fqdns|a..b.com", "azure-blob|name|''", "azure-blob|reason|short",
                "azure-blob|owner|''"
            })
    void endpointFieldIsRefusedBesideIt(String source, String field, String typed) {
        Document page = check(endpoint(source, Map.of(field, typed)));
        Document again = ok(engineer.post(draft(source) + "/edit", endpoint(source, Map.of(field, typed))));

        for (Document each : List.of(page, again)) {
            isRefused(each, field, typed);
            assertThat(each.title()).startsWith("Error: ");
        }
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    @Test
    void endpointFieldThatIsTooLongIsRefusedBesideIt() {
        Map.of("name", 256, "resourceGroupName", 91, "reason", 501, "ticket", 201, "owner", 201, "resourceName", 25)
                .forEach((field, length) -> {
                    isRefused(check(endpoint("azure-blob", Map.of(field, "x".repeat(length)))), field, "x".repeat(length));
                    isRefused(check(endpoint("azure-blob", Map.of(field, "x".repeat(10_000)))), field, "x".repeat(10_000));
                });
        String open = asking.ask("prod", "too long afterwards " + asked++);
        Map.of("name", 256, "reason", 501, "ticket", 201, "owner", 201).forEach((field, length) -> isRefused(
                ok(engineer.post(open + "/edit", endpoint("azure-blob", Map.of(field, "x".repeat(length))))), field, "x".repeat(length)));
        String many = IntStream.range(0, 21).mapToObj(i -> "h" + i + ".example.com").collect(Collectors.joining("\n"));
        isRefused(check(endpoint("snowflake", Map.of("fqdns", many))), "fqdns", many);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "azure-blob|resourceName|abc", "azure-blob|resourceName|abcdefghijklmnopqrstuvwx",
                "azure-blob|resourceGroupName|rg(1)_a.b-c", "azure-blob|resourceGroupName|Ürg",
                "azure-blob|subscriptionId|1B2C3D4E-0000-4000-8000-123456789ABC", "postgresql|resourceName|acme-orders-db",
                "snowflake|resourceName|sf-pvlinksvc-azwesteurope", "snowflake|fqdns|a.example.com, b.example.com",
                "azure-blob|ticket|''", "azure-blob|name|  spaces around  "
            })
    void endpointFieldIsTaken(String source, String field, String typed) {
        String path = asking.draft("prod", endpoint(source, Map.of(field, typed)));
        Document page = ok(engineer.get(path + "/check"));
        Document edit = ok(engineer.get(path + "/edit"));

        assertThat(page.select("h1").text()).isEqualTo("Check the request");
        String shown = field.equals("fqdns") ? typed.replace(", ", "\n") : typed.strip();
        assertThat(shown(edit.getElementById(field))).isEqualTo(shown);
        String told = typed.isEmpty() ? "Not provided" : typed.strip().replace(", ", " ");
        assertThat(page.select("main dd").eachText()).contains(told);
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    /** Form fields that the source has no use for are neither checked nor kept. */
    @Test
    void hostsOfASourceThatHasNoneAreLeftOut() {
        for (String hosts : List.of("x".repeat(9_000), "a.example.com\n".repeat(700), "nul\u0000", "https://x/")) {
            String path = asking.draft("prod", endpoint("azure-blob", Map.of("fqdns", hosts)));

            assertThat(engineer.post(path + "/edit", endpoint("azure-blob", Map.of("fqdns", hosts, "version", "1"))).statusCode()).isEqualTo(303);
            assertThat(ok(engineer.get(path + "/check")).select("main dt").eachText()).doesNotContain("Host names");
        }
    }

    @Test
    void commentIsRefusedBesideItsField() {
        String path = asking.ask("prod", "commented " + asked++);
        for (String comment : List.of("x".repeat(501), "x".repeat(20_000), "bell\u0007", "nul\u0000nul", "")) {
            Document page = ok(admin.post(path + "/decision", Asking.rejection(1, comment)));
            if (comment.matches("\\P{Cntrl}*")) {
                isRefused(page, "comment", comment);
            }
            assertThat(page.select("#comment-error")).hasSize(1);
            assertThat(page.select("input[name=decision][checked]").val()).isEqualTo("reject");
            assertThat(page.title()).startsWith("Error: ");
        }
        Document both = ok(admin.post(path + "/decision", Map.of("version", "1", "decision", "approve", "comment", "x".repeat(501))));
        assertThat(both.select(".errors a").eachAttr("href")).containsExactlyInAnyOrder("#comment", "#matched");
        isConsistent(both, Map.of());
        assertThat(ok(admin.get(path)).select("#state").text()).contains("Awaiting our approval");
        assertThat(admin.post(path + "/decision", Asking.rejection(1, "x".repeat(500))).statusCode()).isEqualTo(303);
        assertThat(ok(admin.get(path)).select("blockquote").text()).hasSize(500);
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    /** What is no version at all is no form of ours; what is another version than the present one decides nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "abc", "1.5", "1e0", "1,1", "0x", "--1", "null", "2147483648", "99999999999999999999",
            "-2147483649", "\u0000", "1\u0000", "<script>alert(1)</script>", "${123456*7}"})
    void versionThatIsNoneIsRefused(String version) {
        String draft = draft("azure-blob");
        String path = asking.ask("prod", "of no version " + asked++);

        isRefusedAs(400, engineer.post(draft + "/check", Map.of("step", "send", "version", version)), version);
        isRefusedAs(400, admin.post(path + "/decision", Map.of("version", version, "decision", "approve", "matched", "true")), version);
        isUntouched(draft, path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "-1", "2147483647", "-2147483648"})
    void anotherVersionIsNotDecidedOn(String version) {
        String draft = draft("azure-blob");
        String path = asking.ask("prod", "of another version " + asked++);

        assertThat(engineer.post(draft + "/check", Map.of("step", "send", "version", version)).statusCode()).isEqualTo(303);
        Document again = ok(admin.post(
                path + "/decision", Map.of("version", version, "decision", "approve", "matched", "true", "comment", "kept")));
        assertThat(again.select(".errors").text()).contains("It has changed since you opened this page");
        assertThat(again.getElementById("comment").text()).isEqualTo("kept");
        isUntouched(draft, path);
    }

    private void isUntouched(String draft, String path) {
        assertThat(ok(engineer.get(draft + "/check")).select("h1").text()).isEqualTo("Check the request");
        assertThat(ok(admin.get(path)).select("#state").text()).contains("Awaiting our approval");
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "subscriptions/x", "/subscriptions//resourceGroups/g/providers/a/b/c", "nonsense", "",
            "/subscriptions/1/resourceGroups/2/providers/Microsoft.Web/sites/x", "${7*7}", "<script>alert(7331)</script>"})
    void resourceIdThatIsNoneIsRefusedBesideIt(String typed) {
        Map<String, String> form = endpoint("azure-blob", Map.of("resourceId", typed));
        form.put("step", "fill");

        Document page = ok(admin.post("/s/prod/endpoints/new", form));

        assertThat(page.select("#resourceId-error")).hasSize(1);
        assertThat(page.select(".errors a[href=#resourceId]")).hasSize(1);
        assertThat(page.select("#name").val()).isEqualTo("an endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"121", "0", "-5", "60.5", "sixty", "1e2", "+60", "0x10", "٦٠", "60 minutes", "999999999999", "6 0"})
    void minutesAreRefusedBesideTheirField(String typed) {
        Document page = ok(admin.post("/s/dev/authoring", Map.of(
                "preset", "own", "autoTerminationMinutes", typed, "purpose", "kept <b>", "submission", "m-" + UUID.randomUUID())));

        isRefused(page, "autoTerminationMinutes", typed);
        assertThat(page.select("#purpose").val()).isEqualTo("kept <b>");
        assertThat(page.select("input[name=preset][checked]").val()).isEqualTo("own");
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'',60", "1,1", "120,120", "' 60 ',60", "007,7"})
    void minutesAreTaken(String typed, int minutes) {
        HttpResponse<String> answer = admin.post("/s/dev/authoring", Map.of(
                "preset", "own", "autoTerminationMinutes", typed, "submission", UUID.randomUUID().toString()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Wire.page(admin.get("/s/dev/authoring")).select(".flash").text()).contains(" " + minutes + " minutes");
    }

    @Test
    void purposeIsOneShortLine() {
        for (String typed : List.of("x".repeat(201), "two\nlines", "bell\u0007")) {
            Document page = ok(admin.post("/s/dev/authoring",
                    Map.of("preset", "15", "purpose", typed, "submission", UUID.randomUUID().toString())));
            assertThat(page.select("#purpose-error")).hasSize(1);
            assertThat(page.select(".errors a[href=#purpose]")).hasSize(1);
        }
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "azure-blob|account-key|accountName|Acme", "azure-blob|account-key|accountKey|not base64!",
                "azure-blob|account-key|accountKey|https://kv.vault.azure.net/secrets/abc",
                "azure-blob|connection-string|connectionString|AccountName=acme",
                "azure-blob|connection-string|connectionString|AccountName=acme;AccountKey=a=b=c==",
                "azure-blob|connection-string|connectionString|AccountName=a;AccountKey=abcd",
                "azure-blob|connection-string|connectionString|UseDevelopmentStorage=true",
                "azure-blob|sas|sasUri|https://acme.blob.core.windows.net/?se=2020-01-01&sig=x",
                "snowflake|key-pair|account|https://acme.snowflakecomputing.com",
                "azure-blob|connection-string|connectionString|https://kv.vault.azure.net/secrets/abc/1",
                "azure-blob|connection-string|connectionString|;;;===;", "azure-blob|sas|sasUri|http://acme.example/?sig=x",
                "azure-blob|sas|sasUri|https://acme.example/", "azure-blob|sas|sasUri|https://[x/?sig=1",
                "postgresql|basic|server|https://acme.example", "postgresql|basic|server|acme.example:5432",
                "postgresql|basic|port|0", "postgresql|basic|port|65536", "postgresql|basic|port|x", "postgresql|basic|port|-1",
                "postgresql|basic|sslMode|verify-ca", "postgresql|basic|sslMode|Require",
                "postgresql|basic|password|HTTPS://KV.vault.azure.net/secrets/abc", "postgresql|basic|password|''",
                "postgresql|connection-string|connectionString|Server=x", "snowflake|key-pair|privateKey|tooshort",
                "snowflake|connection-string|connectionString|jdbc:postgresql://x", "adls-gen2|service-principal|url|http://acme.dfs.core.windows.net",
                "adls-gen2|service-principal|url|https://acme.dfs.core.windows.net.evil.example/", "azure-file|account-key|host|''"
            })
    void credentialIsRefusedBesideItsField(String source, String kind, String field, String typed) {
        Document page = ok(admin.post("/s/prod/endpoints/resolve", Map.of("source", source, "kind", kind, field, typed)));

        assertThat(page.select("#" + field + "-error")).hasSize(1);
        assertThat(page.select(".errors a[href=#" + field + "]")).hasSize(1);
        assertThat(page.select("#" + field).attr("aria-invalid")).isEqualTo("true");
        boolean secret = page.select("#" + field).is("[type=password], textarea");
        assertThat(page.select("input#" + field).val()).isEqualTo(secret || page.select("select#" + field).size() == 1 ? "" : typed);
        assertThat(upstream.seen("GET", Upstream.CONNECTORS + "/?")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccountName=acme;AccountKey=ab+/cd==;EndpointSuffix=core.windows.net;", " accountname = acme ; ACCOUNTKEY = ab== ",
                "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=abcd;odd", ";;AccountName=acme;;AccountKey=ab==;;",
                "BlobEndpoint=https://acme.blob.core.windows.net/;SharedAccessSignature=sv=1&sig=a%3D%3D;x"
            })
    void oddConnectionStringIsTaken(String typed) {
        Document page = ok(admin.post("/s/prod/endpoints/resolve",
                Map.of("source", "azure-blob", "kind", "connection-string", "connectionString", typed)));

        assertThat(page.select(".errors")).isEmpty();
        assertThat(page.select("[role=status] h2, .failure h2")).isNotEmpty();
    }

    @Test
    void everyKindOfEverySourceHoldsToItsRules() {
        for (Source source : sources.all()) {
            for (AuthenticationKind kind : source.authentications()) {
                Map<String, String> form = new LinkedHashMap<>(
                        Map.of("step", "check", "source", source.key(), "kind", kind.key(), "_usePrivateLink", "on"));
                Document empty = ok(admin.post("/s/prod/connections/new", form));
                assertThat(empty.select("#name-error")).hasSize(1);
                kind.fields().stream()
                        .filter(field -> !field.isSecret() && !field.optional() && field.choices().isEmpty() && field.preset().isEmpty())
                        .forEach(field -> assertThat(empty.select("#" + field.name() + "-error"))
                                .as(source.key() + " " + kind.key() + " " + field.name())
                                .hasSize(1));
                isConsistent(empty, Map.of());

                form.put("name", "x".repeat(10_000));
                kind.fields().forEach(field -> form.put(field.name(), "\u0001" + "x".repeat(9_000)));
                Document huge = ok(admin.post("/s/prod/connections/new", form));
                assertThat(huge.select("#name-error")).hasSize(1);
                openFields(kind).forEach(field -> assertThat(huge.select("#" + field.name() + "-error")).hasSize(1));

                Document resolve = ok(admin.post("/s/prod/endpoints/resolve", form));
                kind.fields().forEach(field -> assertThat(resolve.select("#" + field.name() + "-error")).hasSize(1));
                isConsistent(resolve, Map.of());
            }
        }
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    /** Every string in every field that takes text: many at once, and some alone beside each other. */
    @Test
    void whateverIsTypedIntoAnyFieldComesBackOrIsRefused() {
        Collection<FoundForm> forms = forms();
        assertThat(forms).extracting(FoundForm::action).contains(
                "/s/prod/connections/new", "/s/prod/endpoints/new", "/s/prod/endpoints/resolve", "/s/prod/authoring", "/s/prod/support");
        assertThat(forms).flatExtracting(FoundForm::texts).contains(
                "comment", "confirmName", "password", "privateKey", "accountName", "description", "fqdns", "purpose", "q");
        AtomicInteger next = new AtomicInteger();
        List<String> packs = Naughty.packed(Naughty.VISIBLE, 1_500);
        sideBySide(forms, form -> {
            packs.forEach(pack -> holds(form, everywhere(form, () -> pack)));
            for (int i = 0; i < ALONE; i++) {
                holds(form, everywhere(form, () -> Naughty.ALL.get(next.getAndIncrement() % Naughty.ALL.size())));
            }
        });
        assertThat(next.get()).as("each was alone somewhere").isGreaterThan(Naughty.ALL.size());
    }

    private static Map<String, String> everywhere(FoundForm form, Supplier<String> text) {
        return form.texts().stream().distinct().collect(Collectors.toMap(field -> field, field -> text.get()));
    }

    /** From all pages that there are for this sandbox, and from the same pages for other sources and kinds. */
    private Collection<FoundForm> forms() {
        own.addAll(written());
        Map<String, FoundForm> forms = new LinkedHashMap<>();
        String draft = draft("snowflake");
        String open = asking.ask("prod", "with every form " + asked++);
        Map<String, List<String>> ids = Map.of(
                "endpoints", List.of(linked),
                "requests", List.of(draft.replaceAll(".*/", ""), open.replaceAll(".*/", "")),
                "connections", connectionsOfEachKind());
        for (Wire person : List.of(engineer, admin)) {
            Set<String> seen = new HashSet<>();
            AtomicInteger explored = new AtomicInteger();
            Deque<String> pages = new ArrayDeque<>(pages(ids));
            while (!pages.isEmpty()) {
                HttpResponse<String> answer = person.get(pages.poll());
                if (answer.statusCode() == 200) {
                    Document page = Wire.page(answer);
                    own.addAll(names(page));
                    FoundForm.on(page, person).forEach(form -> forms.putIfAbsent(form.likeness(), form));
                    page.select("main a[href]").eachAttr("href").stream()
                            .filter(href -> href.matches("/s/prod/[^?]*(new|resolve|credentials|explore)\\?.*(source|kind|type)=.*"))
                            .filter(href -> !href.contains("/explore?") || explored.getAndIncrement() < 8)
                            .filter(seen::add)
                            .forEach(pages::add);
                }
            }
        }
        return forms.values();
    }

    private List<String> connectionsOfEachKind() {
        return upstream.connections("prod").stream()
                .collect(Collectors.toMap(
                        each -> each.at("/connectionSpec/id").asString() + each.at("/auth/specName").asString(),
                        each -> each.path("id").asString(),
                        (one, other) -> one))
                .values()
                .stream()
                .toList();
    }

    private List<String> pages(Map<String, List<String>> ids) {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .filter(route -> route.getMethodsCondition().getMethods().contains(RequestMethod.GET))
                .flatMap(route -> route.getPatternValues().stream())
                .distinct()
                .filter(path -> path.startsWith("/s/{sandbox}/") && !path.endsWith("/live"))
                .map(path -> path.replace("{sandbox}", "prod"))
                .flatMap(path -> path.contains("{id}")
                        ? ids.getOrDefault(path.split("/")[3], List.of()).stream().map(id -> path.replace("{id}", id))
                        : Stream.of(path))
                .toList();
    }

    /** What templates write, under conditions that no page may have met before something was typed. */
    private static Set<String> written() {
        Set<String> written = new HashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/templates"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Document template = Jsoup.parse(Files.readString(file), "", Parser.xmlParser());
                names(template).forEach(name -> written.add(name.replace("@th:", "@")));
                template.getAllElements().eachAttr("th:attr").stream()
                        .flatMap(all -> Pattern.compile("([\\w-]+)=").matcher(all).results())
                        .forEach(each -> written.add("@" + each.group(1)));
            }
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
        return written;
    }

    private static Set<String> names(Document page) {
        Set<String> names = new HashSet<>();
        for (Element each : page.getAllElements()) {
            names.add(each.tagName());
            each.attributes().forEach(attribute -> names.add("@" + attribute.getKey()));
        }
        return names;
    }

    private void holds(FoundForm form, Map<String, String> typed) {
        HttpResponse<String> answer = form.send(typed);
        Supplier<String> what = () -> form.likeness() + " " + cut(typed.toString());
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        boolean tooLongAnAddress = form.method().equals("get") && answer.statusCode() == 400;
        if (answer.statusCode() != 303 && !tooLongAnAddress) {
            Document page = Wire.page(answer);
            Set<String> foreign = names(page);
            foreign.removeAll(own);
            assertThat(foreign).as(what).isEmpty();
            assertThat(page.select("[href^=javascript], [href^=//evil], [href^=https://evil], [src*=evil], [action*=evil]")).as(what).isEmpty();
            assertThat(answer.body()).as(what).doesNotContain(Naughty.PRODUCT);
            typed.forEach((field, text) -> comesBack(page, answer.statusCode() == 200 && form.method().equals("post"), field, text, what));
        }
    }

    /** As it was typed, or with what is wrong with it, once that has been looked at. A secret does not come back at all. */
    private static void comesBack(Document page, boolean checked, String field, String text, Supplier<String> what) {
        boolean refused = page.getElementById(field + "-error") != null;
        boolean strange = text.codePoints().anyMatch(Character::isISOControl);
        page.select("main [name=" + field + "]").select("input:not([type=radio], [type=checkbox]), textarea").forEach(element -> {
            if (element.is("[type=password]") || isSecretArea(element)) {
                assertThat(shown(element)).as(what).isEmpty();
            } else if (!strange || !refused && checked) {
                assertThat(shown(element)).as(() -> field + " of " + what.get()).isIn(
                        text.strip().replaceAll("\\r\\n?", "\n"), text, text.replace('\0', '\uFFFD'));
            }
        });
    }

    /** In every text of every body that the API describes, escaped so that half a character can be sent too. */
    @Test
    void whateverIsSentToTheApiIsTakenOrRefused() {
        JsonMapper ascii = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
        ApiCaller caller = new ApiCaller(port, Bearer.of(environment, port, "admin"));
        JsonNode api = ApiCaller.json(new ApiCaller(port, "").get("/openapi.json"));
        String open = asking.ask("prod", "decided by the API " + asked++).replaceAll(".*/", "");
        String connection = connectionsOfEachKind().get(0);
        List<String> all = Stream.of(Naughty.packed(Naughty.VISIBLE, 1_500), Naughty.HALVES).flatMap(List::stream).toList();
        AtomicInteger operations = new AtomicInteger();
        List<Runnable> calls = new ArrayList<>();
        api.path("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
            JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
            if (!schema.isMissingNode()) {
                String place = path.replace("/api/v1", "").replace("{sandbox}", "prod").replace("{id}", path.contains("/requests") ? open : connection);
                int first = operations.getAndIncrement();
                Stream<String> some = IntStream.range(0, Naughty.ALL.size()).filter(at -> (at - first) % 6 == 0).mapToObj(Naughty.ALL::get);
                for (String text : Stream.concat(all.stream(), some).toList()) {
                    String body = ascii.writeValueAsString(filled(schema, api, text));
                    calls.add(() -> isTold(caller.send(method.toUpperCase(Locale.ROOT), place, body,
                            "Idempotency-Key", UUID.randomUUID().toString(), "If-Match", "\"1\""), place, text));
                }
            }
        }));
        assertThat(operations.get()).as("one by one").isGreaterThanOrEqualTo(5);
        sideBySide(calls, Runnable::run);
    }

    private static Object filled(JsonNode schema, JsonNode api, String text) {
        JsonNode real = schema.has("$ref") ? api.at(schema.path("$ref").asString().substring(1)) : schema;
        if (real.has("properties")) {
            Map<String, Object> members = new LinkedHashMap<>();
            real.path("properties").forEachEntry((name, member) -> members.put(name, filled(member, api, text)));
            return members;
        }
        String type = real.path("type").toString();
        if (type.contains("array")) {
            return List.of(filled(real.path("items"), api, text));
        }
        if (type.contains("object")) {
            return Map.of("accountName", text, "accountKey", text, "connectionString", text, "x" + text, text);
        }
        return type.contains("integer") ? (Object) 60 : type.contains("boolean") ? (Object) true : text;
    }

    private static void isTold(HttpResponse<String> answer, String place, String text) {
        assertThat(answer.statusCode()).as(() -> place + " " + text).isLessThan(500);
        if (!answer.body().isEmpty()) {
            assertThat(ApiCaller.json(answer).isObject()).isTrue();
            assertThat(answer.body()).doesNotContain(Naughty.PRODUCT, "Exception");
        }
    }

    /** Several at a time, as many people would. */
    private static <T> void sideBySide(Collection<T> all, Consumer<T> each) {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Throwable> failed = new ArrayList<>();
            for (Future<?> done : all.stream().<Future<?>>map(one -> threads.submit(() -> each.accept(one))).toList()) {
                try {
                    done.get();
                } catch (ExecutionException told) {
                    failed.add(told.getCause());
                }
            }
            assertThat(failed).isEmpty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdownNow();
        }
    }

    /** From the draft to the refusal and the copy of it, on every page that shows it. */
    @Test
    void everyStringComesBackFromARequest() {
        List<String> names = Naughty.packed(Naughty.VISIBLE, 250);
        List<String> texts = Naughty.packed(Naughty.VISIBLE, 470);
        int half = (texts.size() + 1) / 2;
        for (int at = 0; at < half; at++) {
            String string = names.get(at * names.size() / half);
            String comment = texts.get(texts.size() - 1 - at);
            Map<String, String> free = free(string);
            free.put("reason", texts.get(at) + " because of this");
            String path = asking.draft("prod", free);
            Document check = ok(engineer.get(path + "/check"));
            isSafe(string, check, free);
            assertThat(facts(check)).as(string).contains(spaced(string), spaced(free.get("reason")));
            isSafe(string, ok(engineer.get(path + "/edit")), free);
            assertThat(shown(ok(engineer.get(path + "/edit")).getElementById("name"))).isEqualTo(string.strip());
            free.put("version", "1");
            assertThat(engineer.post(path + "/edit", free).statusCode()).isEqualTo(303);

            assertThat(engineer.post(path + "/check", Map.of("step", "send", "version", "2")).statusCode()).isEqualTo(303);
            Document deciding = ok(admin.get(path));
            isSafe(string, deciding, Map.of());
            assertThat(spaced(deciding.select("h1").text())).isEqualTo(spaced(string));
            assertThat(facts(deciding)).as(string).contains(spaced(cut(string)));
            Document unsure = ok(admin.post(path + "/decision", Map.of("version", "2", "decision", string, "comment", comment)));
            isSafe(string, unsure, Map.of("comment", comment));
            assertThat(unsure.select("#decision-error")).hasSize(1);

            HttpResponse<String> rejected = admin.post(path + "/decision", Asking.rejection(2, comment));
            assertThat(rejected.statusCode()).as(string).isEqualTo(303);
            Document told = ok(admin.get(path));
            isSafe(string, told, Map.of());
            assertThat(spaced(told.select(".flash").text())).contains(spaced(string));
            assertThat(spaced(told.select("blockquote").text())).isEqualTo(spaced(comment));
            isSafe(string, Wire.page(admin.get(path + "/state")), Map.of());
            Document copy = ok(engineer.get("/s/prod/endpoints/new?copyRequest=" + path.replaceAll(".*/", "")));
            isSafe(string, copy, free);
            assertThat(spaced(copy.select(".notice q").text())).isEqualTo(spaced(comment));

            Document found = ok(admin.get("/s/prod/requests?sort=-age&q=" + Wire.encoded(string)));
            isSafe(string, found, Map.of());
            assertThat(found.select("tbody th a").eachAttr("href")).as(string).contains(path);
        }
        for (String path : List.of("/s/prod", "/s/prod/requests?sort=-name&size=100", "/s/prod/requests?state=rejected&sort=requester", "/notices?size=100")) {
            isSafe(path, ok(admin.get(path)), Map.of());
        }
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    /** Through approval, creation, flash, the endpoint's page and its copy. */
    @Test
    void stringsOfAllKindsAreSafeAsTheNameOfAnEndpoint() {
        List<String> names = Naughty.packed(Naughty.VISIBLE, 250);
        for (String string : IntStream.range(0, 10).mapToObj(at -> names.get(at * names.size() / 10)).toList()) {
            String path = asking.draft("prod", free(string));
            assertThat(engineer.post(path + "/check", Map.of("step", "send", "version", "1")).statusCode()).isEqualTo(303);
            HttpResponse<String> approved = admin.post(path + "/decision",
                    Map.of("version", "1", "decision", "approve", "matched", "true", "comment", string));
            assertThat(approved.statusCode()).as(string).isEqualTo(303);

            Document created = ok(admin.get(path));
            isSafe(string, created, Map.of());
            assertThat(spaced(created.select(".flash").text())).contains(spaced(string));
            String endpoint = created.select("main a.button--accent").attr("href");
            Document page = ok(admin.get(endpoint));
            isSafe(string, page, Map.of());
            assertThat(spaced(page.select("h1").text())).isEqualTo(spaced(string));
            isSafe(string, ok(admin.get(endpoint + "/azure")), Map.of());
            isSafe(string, ok(engineer.get("/s/prod/endpoints/new?copyEndpoint=" + endpoint.replaceAll(".*/", ""))), Map.of("name", string));
            upstream.delete("prod", Upstream.CONNECTORS + "/" + endpoint.replaceAll(".*/", ""));
        }
        for (String path : List.of("/s/prod", "/s/prod/endpoints", "/s/prod/requests?size=100", "/notices?size=100")) {
            isSafe(path, ok(admin.get(path)), Map.of());
        }
    }

    /** A request with a string in every field that takes any; each leads to a resource of its own. */
    private Map<String, String> free(String string) {
        return endpoint("azure-blob", Map.of(
                "name", string, "ticket", cut(string), "owner", cut(string), "reason", string + " because of this",
                "resourceName", "acmefree" + asked++));
    }

    private static List<String> facts(Document page) {
        return page.select("main dd").eachText().stream().map(BadInputTests::spaced).toList();
    }

    /** What a form gives by itself may be another thing all the same. */
    @Test
    void whatIsNotTypedIsNotTrusted() {
        String draft = draft("azure-blob");
        String open = asking.ask("prod", "never decided " + asked++);
        for (String string : some()) {
            Map<String, String> authoring = Map.of(
                    "preset", string, "autoTerminationMinutes", "x" + string, "purpose", string, "submission", "n-" + UUID.randomUUID());
            isSafe(string, ok(admin.post("/s/dev/authoring", authoring)),
                    Map.of("autoTerminationMinutes", "x" + string, "purpose", string));

            Map<String, String> noSource = Map.of("source", string, "kind", string, "step", "check");
            isWhole(string, admin.post("/s/prod/connections/new", noSource));
            isWhole(string, admin.post("/s/prod/endpoints/new", noSource));
            isWhole(string, admin.post("/s/prod/connections/new", Map.of("source", "snowflake", "kind", string, "step", "check")));
            isWhole(string, admin.post("/s/prod/connections/new", Map.of("source", "snowflake", "step", string)));

            for (String path : List.of(draft, open)) {
                isWhole(string, engineer.post(path + "/edit", noSource));
                isWhole(string, engineer.post(path + "/edit", Map.of("source", string, "step", "fill")));
                isWhole(string, engineer.post(path + "/edit", Map.of("source", "azure-blob", "step", string)));
                isWhole(string, engineer.post(path + "/check", Map.of("step", "send", "version", "7", "twice", string)));
                isWhole(string, engineer.post(path + "/check", Map.of("step", string, "version", "7")));
                isWhole(string, admin.post(path + "/decision", Map.of("version", "7", "decision", string, "matched", string)));
            }
        }
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
        assertThat(upstream.seen("DELETE", ".*")).isEmpty();
    }

    /** Some of all kinds: what takes them is the same code for each. */
    private static List<String> some() {
        return IntStream.range(0, Naughty.STRINGS.size()).filter(at -> at % 9 == 0).mapToObj(Naughty.STRINGS::get).toList();
    }

    @Test
    void addressIsNotTrusted() {
        for (String string : some()) {
            String encoded = Wire.encoded(string);
            HttpResponse<String> text = admin.get("/s/prod/endpoints?q=" + encoded);
            isSafe(string, ok(text), Map.of("q", string));
            assertThat(Wire.page(text).select(".chips strong").eachText().stream().map(BadInputTests::spaced))
                    .contains(spaced(string));
            isWhole(string, admin.get("/s/prod/endpoints?source=S&state=S&sort=S&page=S&size=S&S=S".replace("S", encoded)));
            isSafe(string, ok(admin.get("/s/dev/connections?q=S&link=S&source=S&sort=S&page=S&size=S".replace("S", encoded))),
                    Map.of("q", string));
            isWhole(string, admin.get("/s/dev/connections?endpoint=" + encoded));
            isWhole(string, admin.get("/?choose=" + encoded));
            isSafe(string, ok(admin.get("/s/prod/requests?q=S&state=S&sort=S&page=S&size=S&S=S".replace("S", encoded))), Map.of("q", string));
            isWhole(string, admin.get("/notices?sort=S&page=S&size=S&S=S".replace("S", encoded)));
            isWhole(string, engineer.get("/s/prod/endpoints/new?source=azure-blob&name=S&reason=S&S=S".replace("S", encoded)));
            isWhole(string, engineer.get("/s/prod/endpoints/new?source=" + encoded));
            for (String copied : List.of("copyRequest=S", "copyRequest=S&copyEndpoint=S", "copyEndpoint=S")) {
                HttpResponse<String> copy = engineer.get("/s/prod/endpoints/new?" + copied.replace("S", encoded));
                assertThat(copy.statusCode()).as(string).isIn(400, 404);
                isWhole(string, copy);
            }
        }
    }

    /** Through creation, redirect, flash, lists, record and overview. */
    @Test
    void everyStringIsSafeAsAName() {
        for (String string : Naughty.packed(Naughty.VISIBLE, 250)) {
            Map<String, String> form = new LinkedHashMap<>(Map.of(
                    "step", "create", "source", "azure-file", "kind", "account-key", "name", string, "description", string,
                    "_usePrivateLink", "on", "host", string, "userId", string, "password", "not-a-real-one"));
            form.put("submission", UUID.randomUUID().toString());

            HttpResponse<String> created = admin.post("/s/dev/connections/new", form);

            assertThat(created.statusCode()).as(string).isEqualTo(303);
            Document page = ok(admin.get(java.net.URI.create(Wire.location(created)).getPath()));
            isSafe(string, page, Map.of());
            assertThat(spaced(page.select("h1").text())).isEqualTo(spaced(string));
            assertThat(spaced(page.select(".flash").text())).contains(spaced(string));
        }
        for (String path : List.of("/s/dev", "/s/dev/connections?link=all&size=100", "/s/dev/connections?link=all&sort=host")) {
            isSafe(path, ok(admin.get(path)), Map.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000b", "a\rb", "a\nb", "a\r\nb", "a\tb", "a\u0008b", "a\u001Bb", "a\u007Fb", "a\u202Eb", "\u2066a\u2069"})
    void controlCharactersAreRefusedInAName(String name) {
        for (Map<String, String> form : List.of(
                endpoint("azure-blob", Map.of("name", "x" + name + "y")),
                Map.of("step", "check", "source", "azure-file", "name", "x" + name + "y", "host", "h", "userId", "u"))) {
            String path = form.containsKey("reason") ? "/s/prod/endpoints/new" : "/s/prod/connections/new";
            Document page = ok(admin.post(path, form));
            assertThat(page.select("#name-error").text()).contains("cannot be shown");
        }
        Map<String, String> lines = Map.of("ticket", "x" + name + "y", "owner", "x" + name + "y");
        lines.forEach((field, value) -> assertThat(check(endpoint("azure-blob", Map.of(field, value))).select("#" + field + "-error")).hasSize(1));
        boolean breaks = name.matches("(?s).*[\\r\\n\\t].*");
        assertThat(check(endpoint("azure-blob", Map.of("reason", "x" + name + "because of this"))).select("#reason-error")).hasSize(breaks ? 0 : 1);
        assertThat(engineer.get("/s/prod/requests?q=" + Wire.encoded(name)).statusCode()).isEqualTo(200);
        for (String copy : List.of("copyRequest", "copyEndpoint")) {
            isRefusedAs(400, engineer.get("/s/prod/endpoints/new?" + copy + "=" + Wire.encoded("x" + name + "y")));
        }
        assertThat(admin.get("/s/prod/endpoints?q=" + Wire.encoded(name)).statusCode()).isEqualTo(200);
        assertThat(admin.get("/s/prod/connections?endpoint=" + Wire.encoded(name)).statusCode()).isLessThan(500);
    }

    @Test
    void formWithoutItsPartsIsRefusedWithAPage() {
        for (String path : List.of("/s/prod/authoring", "/s/prod/endpoints/" + linked + "/delete")) {
            isRefusedAs(400, admin.post(path, Map.of()));
        }
        String draft = draft("azure-blob");
        String open = asking.ask("prod", "without its parts " + asked++);
        for (String step : List.of("send", "edit", "create", "authoring", "nothing", "", "SEND", "send,check")) {
            isRefusedAs(400, admin.post("/s/prod/endpoints/new", Map.of("step", step)), step);
            if (!step.equals("edit")) {
                isRefusedAs(400, admin.post("/s/prod/connections/new", Map.of("step", step)), step);
            }
            for (String path : List.of(draft, open)) {
                isRefusedAs(400, engineer.post(path + "/check", Map.of("step", step)), step);
                isRefusedAs(400, engineer.post(path + "/edit", Map.of("step", step)), step);
            }
        }
        for (String path : List.of(draft, open)) {
            isRefusedAs(400, engineer.post(path + "/check", Map.of()));
            isRefusedAs(400, engineer.post(path + "/edit", Map.of()));
            isRefusedAs(400, admin.post(path + "/decision", Map.of()));
            isRefusedAs(400, admin.post(path + "/decision", Map.of("decision", "approve", "matched", "true")));
        }
        for (String matched : List.of("maybe", "2", "truetrue", "true,true")) {
            isRefusedAs(400, admin.post(open + "/decision", Map.of("version", "1", "decision", "approve", "matched", matched)), matched);
            isRefusedAs(400, engineer.post(draft + "/check", Map.of("step", "send", "version", "1", "twice", matched)), matched);
        }
        isUntouched(draft, open);
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    static List<String> submissions() {
        return List.of("", "s".repeat(65), "s".repeat(300), "s".repeat(20_000), "s\u0000", "s\ns", "s\u0007", "s s", "ü");
    }

    /** The one-time id of a form is the portal's own: at most 64 characters that can be seen, and not nothing. */
    @ParameterizedTest
    @MethodSource("submissions")
    void submissionThatThePortalDidNotWriteIsRefused(String submission) {
        isRefusedAs(400, admin.post("/s/prod/authoring", Map.of("preset", "15", "submission", submission)));
        isRefusedAs(400, admin.post("/s/prod/connections/new", Map.of("step", "create", "source", "azure-file", "name", "n",
                "_usePrivateLink", "on", "host", "h", "userId", "u", "password", "p", "submission", submission)));
        isRefusedAs(400, admin.post("/s/prod/endpoints/" + linked + "/delete",
                Map.of("confirmName", "acme-lake", "submission", submission)));
        isRefusedAs(400, admin.post("/s/prod/endpoints/" + linked + "/azure",
                Map.of("decision", "approve", "submission", submission)));
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
        assertThat(upstream.seen("DELETE", ".*")).isEmpty();
    }

    /** From the check page of a connection: the form must be right before anything is turned on for it. */
    @Test
    void authoringIsNotTurnedOnForAWrongForm() {
        for (String name : List.of("", "x".repeat(256), "x".repeat(30_000), "two\nlines")) {
            HttpResponse<String> answer = admin.post("/s/prod/connections/new", Map.of("step", "authoring", "source", "azure-file",
                    "name", name, "host", "h", "userId", "u", "submission", UUID.randomUUID().toString()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Wire.page(answer).select("#name-error")).hasSize(1);
        }
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    @Test
    void repeatedFieldsAreNoTrouble() {
        String token = "_csrf=" + Wire.encoded(admin.token());
        for (String body : List.of("step=check&step=send&source=azure-blob&source=x", "step=check&source=azure-blob&name=a&name=b&name=",
                "step=check&step=check&source=azure-file&name=a&name=b&usePrivateLink=true&usePrivateLink=false")) {
            isWhole(body, admin.send("POST", "/s/prod/endpoints/new", body + "&" + token));
            isWhole(body, admin.send("POST", "/s/prod/connections/new", body + "&" + token));
        }
        String draft = draft("azure-blob");
        String open = asking.ask("prod", "sent too often " + asked++);
        String theirs = "_csrf=" + Wire.encoded(engineer.token());
        for (String body : List.of("step=nothing&step=send&version=1", "step=send&version=abc&version=1", "version=2&version=1&step=send",
                "step=send&step=discard&version=2&twice=true&twice=x", "step=send&version=&version=1")) {
            isWhole(body, engineer.send("POST", draft + "/check", body + "&" + theirs));
        }
        for (String body : List.of("step=fill&step=check&source=azure-blob&source=x&name=a&name=b", "step=check&source=azure-blob&name=a&name=b&reason=&reason=",
                "step=check&step=check&source=x&source=azure-blob")) {
            isWhole(body, engineer.send("POST", draft + "/edit", body + "&" + theirs));
            isWhole(body, engineer.send("POST", open + "/edit", body + "&" + theirs));
        }
        for (String body : List.of("version=2&version=1&decision=approve&matched=true", "version=1&decision=approve&decision=reject&comment=x&matched=true",
                "version=1&decision=reject&comment=", "version=1&decision=nothing&decision=approve&matched=true&matched=true",
                "version=x&version=1&decision=approve&matched=true", "version=1&decision=approve&matched=false&matched=true")) {
            isWhole(body, admin.send("POST", open + "/decision", body + "&" + token));
        }
        isUntouched(draft, open);
        isWhole("query", admin.get("/s/prod/requests?q=a&q=b&state=x&state=requested&sort=name&sort=-name&page=2&page=x"));
        isWhole("query", engineer.get("/s/prod/endpoints/new?copyRequest=a&copyRequest=b&copyEndpoint=c&copyEndpoint=d"));
        isWhole("query", admin.get("/s/prod/endpoints?q=a&q=b&sort=name&sort=-name&page=2&page=x"));
    }

    @Test
    void hugeFormGetsAPage() {
        Map<String, String> form = endpoint("azure-blob", Map.of("reason", "x".repeat(300_000)));

        isRefusedAs(413, admin.post("/s/prod/endpoints/new", form));
        isRefusedAs(413, admin.post("/s/prod/connections/new", Map.of("step", "check", "description", "y".repeat(300_000))));
        String draft = draft("azure-blob");
        String open = asking.ask("prod", "with a huge form " + asked++);
        isRefusedAs(413, engineer.post(draft + "/edit", form));
        isRefusedAs(413, engineer.post(draft + "/check", Map.of("step", "send", "version", "1", "x", "y".repeat(300_000))));
        isRefusedAs(413, admin.post(open + "/decision", Asking.rejection(1, "y".repeat(300_000))));
        for (String end : List.of("/withdraw", "/remind", "/send")) {
            isRefusedAs(413, engineer.post(open + end, Map.of("x", "y".repeat(300_000))), end);
        }
        isUntouched(draft, open);
        assertThat(admin.get("/s/prod").statusCode()).isEqualTo(200);
    }

    @Test
    void tooManyParametersGetAPage(CapturedOutput output) {
        String many = IntStream.range(0, 1_500).mapToObj(i -> "p" + i + "=" + i).collect(Collectors.joining("&"));

        HttpResponse<String> posted =
                admin.send("POST", "/s/prod/endpoints/new", "_csrf=" + Wire.encoded(admin.token()) + "&" + many);
        HttpResponse<String> asked = admin.get("/s/prod/endpoints?" + "p&".repeat(1_500));

        HttpResponse<String> large = admin.post("/s/prod/endpoints/new", Map.of("x", "y".repeat(300_000)));

        isRefusedAs(400, posted);
        isRefusedAs(400, asked);
        isRefusedAs(413, large);
        assertThat(output).doesNotContain("ERROR", "InvalidParameterException");
    }

    @Test
    void otherContentThanAFormGetsAPage() {
        String draft = draft("azure-blob");
        String open = asking.ask("prod", "of another type " + asked++);
        for (String type : List.of("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x",
                "application/xml", "nonsense")) {
            for (String path : List.of("/s/prod/endpoints/new", draft + "/check", draft + "/edit", open + "/edit")) {
                HttpResponse<String> answer = engineer.raw(path, type, "{\"step\":\"send\",\"version\":1}");
                assertThat(answer.statusCode()).as(path + " " + type).isBetween(400, 499);
                isPage(answer);
            }
            for (String path : List.of(open + "/decision", "/s/prod/endpoints/" + linked + "/azure", "/s/prod/endpoints/" + linked + "/delete")) {
                HttpResponse<String> answer = admin.raw(path, type, "{\"version\":1,\"decision\":\"approve\",\"matched\":true}");
                assertThat(answer.statusCode()).as(path + " " + type).isBetween(400, 499);
                isPage(answer);
            }
        }
        isUntouched(draft, open);
    }

    private static final List<String> ODD_IDS = List.of(
            "%2e%2e%2f", "..%2f..%2f", "%00", "a%00b", "a;b", "a%3bb", "%F0%9F%98%80", "%E4%B8%AD", "%ff%fe", "%c0%af", "a%0d%0ab",
            "%22%3E%3Cscript%3Ealert(7331)%3C%2Fscript%3E", "%7Bid%7D", "%24%7B123456*7%7D", "__%24%7B123456*7%7D__", "a%20b", "a%5cb",
            "a%252fb", "a,b", "a==b", "a&b", "a%3Fb", "a%23b", "-", ".", "%2e", "~", "'", "%27%20or%201=1--", "new%20", "a@b", "a:b", "*");

    @Test
    void oddIdsAreNotFound() {
        sideBySide(ODD_IDS, this::isNotFound);
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
    }

    private void isNotFound(String id) {
        for (String path : List.of("/s/prod/endpoints/X", "/s/prod/endpoints/X/delete", "/s/prod/connections/X",
                "/s/prod/connections/X/delete", "/s/prod/connections/X/edit", "/s/prod/connections/X/credentials", "/s/prod/acts/X", "/s/X", "/s/X/endpoints", "/s/X/connections/new",
                "/s/prod/requests/X", "/s/prod/requests/X/check", "/s/prod/requests/X/edit", "/s/prod/requests/X/state",
                "/s/X/requests", "/s/prod/endpoints/X/azure")) {
            HttpResponse<String> answer = admin.get(path.replace("X", id));
            assertThat(answer.statusCode()).as(path.replace("X", id)).isIn(200, 303, 400, 404);
            if (!Set.of(".", "%2e", "%2e%2e%2f").contains(id)) {
                assertThat(answer.statusCode()).as(path.replace("X", id)).isIn(400, 404);
            }
            if (answer.statusCode() != 303) {
                isPage(answer);
            }
        }
        for (String end : List.of("decision", "withdraw", "remind", "send")) {
            HttpResponse<String> answer = admin.post("/s/prod/requests/" + id + "/" + end, Asking.approval(1));
            assertThat(answer.statusCode()).as(end + " " + id).isBetween(400, 499);
            isPage(answer);
        }
    }

    @Test
    void endlessIdIsRefused() {
        for (int length : List.of(1_000, 5_000, 12_000)) {
            for (String room : List.of("endpoints", "connections", "acts", "requests")) {
                HttpResponse<String> answer = admin.get("/s/prod/" + room + "/" + "x".repeat(length));
                assertThat(answer.statusCode()).as(room + length).isBetween(400, 499);
                isPage(answer);
            }
            for (String query : List.of("copyRequest", "copyEndpoint")) {
                HttpResponse<String> answer = engineer.get("/s/prod/endpoints/new?" + query + "=" + "x".repeat(length));
                assertThat(answer.statusCode()).as(query + length).isBetween(400, 499);
                isPage(answer);
            }
        }
    }

    @Test
    void actOfAnotherSandboxIsNotFound() {
        HttpResponse<String> done = admin.post("/s/dev/authoring",
                Map.of("preset", "15", "submission", UUID.randomUUID().toString()));
        assertThat(done.statusCode()).isEqualTo(303);
        String act = Wire.page(admin.get("/s/dev")).select(".timeline a").attr("href");

        assertThat(admin.get(act).statusCode()).isEqualTo(200);
        isRefusedAs(404, admin.get(act.replace("/s/dev/", "/s/prod/")));
    }

    @Test
    void nothingIsDoneInASandboxThatIsNotReady() {
        String draft = draft("azure-blob");
        String open = asking.ask("prod", "in its sandbox alone " + asked++);
        for (String sandbox : List.of("staging-new", "nowhere", "PROD", "prod%20", "%20prod")) {
            Map<String, String> form = endpoint("azure-blob", Map.of("submission", UUID.randomUUID().toString(), "version", "1"));
            for (String step : List.of("fill", "check")) {
                form.put("step", step);
                isRefusedAs(404, admin.post("/s/" + sandbox + "/endpoints/new", form), step);
                isRefusedAs(404, engineer.post(draft.replace("prod", sandbox) + "/edit", form), step);
            }
            form.put("step", "send");
            isRefusedAs(404, engineer.post(draft.replace("prod", sandbox) + "/check", form));
            isRefusedAs(404, admin.post(open.replace("prod", sandbox) + "/decision", Asking.approval(1)));
            for (String end : List.of("/withdraw", "/remind", "/send")) {
                isRefusedAs(404, engineer.post(open.replace("prod", sandbox) + end, form), end);
            }
            isRefusedAs(404, admin.post("/s/" + sandbox + "/authoring", form));
            isRefusedAs(404, admin.post("/s/" + sandbox + "/endpoints/" + linked + "/delete", form));
            isRefusedAs(404, admin.post("/s/" + sandbox + "/endpoints/" + linked + "/azure", form));
        }
        isUntouched(draft, open);
        assertThat(upstream.seen("POST", NOT_A_NOTICE)).isEmpty();
        assertThat(upstream.seen("DELETE", ".*")).isEmpty();
    }

    private static String cut(String text) {
        return text.length() <= 200 ? text : text.substring(0, Character.isHighSurrogate(text.charAt(199)) ? 199 : 200);
    }

    /** As a parser sees text: runs of white space are one space. */
    private static String spaced(String text) {
        return text.replaceAll("[\\s\\u00A0\\u2028\\uFEFF\\u200B]+", " ").strip();
    }

    private static List<ConnectionField> openFields(AuthenticationKind kind) {
        return kind.fields().stream().filter(field -> !field.isSecret()).toList();
    }

    @Test
    void pastedResourceIdWinsOverWhatStoodInTheFields() {
        String pasted = "/subscriptions/" + GUID + "/resourceGroups/other-rg/providers/Microsoft.Storage/storageAccounts/otherstore";

        Document page = check(endpoint("azure-blob", Map.of("resourceId", pasted)));

        assertThat(page.select("h1").text()).isEqualTo("Check the request");
        assertThat(facts(page)).contains("otherstore", "other-rg").doesNotContain("acmebad", "rg");
        assertThat(page.select("main").text()).contains(pasted);
    }

    @Test
    void pastedResourceIdOfAnotherKindIsNotPassedOver() {
        String pasted = "/subscriptions/" + GUID + "/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/otherstore";

        Document page = check(endpoint("azure-blob", Map.of("resourceId", pasted)));

        isRefused(page, "resourceId", pasted);
        assertThat(page.select("#resourceName").val()).isEqualTo("acmebad");
    }

    /** The form again with what is wrong, or the check page. */
    private Document check(Map<String, String> form) {
        HttpResponse<String> answer = engineer.post("/s/prod/endpoints/new", form);
        return answer.statusCode() == 303 ? ok(engineer.get(java.net.URI.create(Wire.location(answer)).getPath())) : ok(answer);
    }

    private String draft(String source) {
        return asking.draft("prod", endpoint(source, Map.of()));
    }

    private static Map<String, String> endpoint(String source, Map<String, String> typed) {
        Map<String, String> form = new LinkedHashMap<>(Map.of(
                "step", "check", "source", source, "name", "an endpoint", "subscriptionId", GUID, "resourceGroupName", "rg",
                "resourceName", source.equals("snowflake") ? "sf-pvlinksvc" : "acmebad", "reason", "a reason of some length",
                "owner", "storage team", "ticket", "T-1", "fqdns", "acme.snowflakecomputing.com"));
        form.putAll(typed);
        return form;
    }

    private static Document ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.request().uri().toString()).isEqualTo(200);
        return Wire.page(answer);
    }

    private static void isRefused(Document page, String field, String typed) {
        assertThat(page.select("#" + field + "-error")).as("error beside " + field).hasSize(1);
        assertThat(page.select(".errors a[href=#" + field + "]")).as("summary links to " + field).hasSize(1);
        assertThat(page.select("#" + field).attr("aria-invalid")).isEqualTo("true");
        assertThat(page.select("#" + field).attr("aria-describedby")).contains(field + "-error");
        assertThat(page.select("#" + field).val()).isEqualTo(typed);
        isConsistent(page, Map.of());
    }

    private static void isRefusedAs(int status, HttpResponse<String> answer, String... what) {
        assertThat(answer.statusCode()).as(answer.request().uri() + String.join("", what)).isEqualTo(status);
        isPage(answer);
    }

    private static void isPage(HttpResponse<String> answer) {
        assertThat(Wire.page(answer).select("h1")).as(answer.request().uri().toString()).hasSize(1);
        assertThat(answer.body())
                .doesNotContain("\tat ", "Exception", "org.springframework", "org.apache", "<script>alert", Naughty.PRODUCT);
    }

    /** No fault, nothing unescaped, nothing evaluated. */
    private static void isWhole(String string, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(string + " " + answer.request().uri()).isLessThan(500);
        if (answer.statusCode() == 303) {
            return;
        }
        isPage(answer);
        isSafe(string, Wire.page(answer), Map.of());
    }

    private static void isSafe(String string, Document page, Map<String, String> typed) {
        assertThat(page.select("script:not([src]), img, iframe, [onerror], [onload], [style], main b")).as(string).isEmpty();
        assertThat(page.select("a[href^=javascript]")).as(string).isEmpty();
        assertThat(page.outerHtml()).as(string).doesNotContain(Naughty.PRODUCT);
        isConsistent(page, typed);
    }

    /** What was typed stands there again, secrets do not; each problem is in the summary and beside its field. */
    private static void isConsistent(Document page, Map<String, String> typed) {
        typed.forEach((field, value) -> page.select("main [name=" + field + "]").stream()
                .filter(element -> element.is("input:not([type=radio]):not([type=checkbox]), textarea"))
                .forEach(element -> assertThat(shown(element))
                        .as("value of " + field)
                        .isEqualTo(element.is("[type=password]") || isSecretArea(element) ? "" : value.strip())));
        for (Element link : page.select(".errors a")) {
            String field = link.attr("href").substring(1);
            assertThat(page.getElementById(field)).as("what the summary links to: " + field).isNotNull();
            assertThat(page.select("#" + field + "-error").text()).contains(link.text());
        }
        assertThat(page.select(".field__error")).hasSize(page.select(".errors a").size());
    }

    private static String shown(Element element) {
        return element.is("textarea") ? element.wholeText() : element.val();
    }

    private static boolean isSecretArea(Element element) {
        return element.is("textarea.field__input--code");
    }
}
