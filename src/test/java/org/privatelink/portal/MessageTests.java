package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.audit.Result;
import org.privatelink.portal.authoring.AuthoringState;
import org.privatelink.portal.azure.AzureException;
import org.privatelink.portal.azure.Candidates;
import org.privatelink.portal.azure.Decision;
import org.privatelink.portal.azure.ResourceType;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.UpstreamException.Fate;
import org.privatelink.portal.source.Offer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;

/** Every text that a page or class asks for is there, every text is asked for, and each is well formed. */
class MessageTests {

    private static final Path MAIN = Path.of("src/main");
    private static final Path JAVA = MAIN.resolve("java/org/privatelink/portal");
    private static final Properties TEXTS = texts();
    private static final Set<String> KEYS = new TreeSet<>(TEXTS.stringPropertyNames());
    private static final Pattern KEY = Pattern.compile("[a-z]+(\\.[A-Za-z0-9-]+)+");
    private static final Set<String> ROOTS =
            KEYS.stream().map(key -> key.substring(0, key.indexOf('.'))).collect(Collectors.toSet());

    /** Families whose members are put together at run time; a star is what differs. */
    private static final Map<String, Collection<String>> FAMILIES = families();

    /** Families that need not be complete: there is another text where one is missing. */
    private static final Set<String> LENIENT =
            Set.of("source.field.*", "source.field.*.hint", "page.sandbox.type.*");

    private static Map<String, Collection<String>> families() {
        List<String> endpointStates = keys(EndpointState.values());
        Map<String, Collection<String>> families = new LinkedHashMap<>();
        families.put("endpoint.state.*", endpointStates);
        List<String> withGone = Stream.concat(endpointStates.stream(), Stream.of("gone")).toList();
        families.put("endpoint.state.word.*", withGone);
        families.put("endpoint.state.text.*", withGone);
        families.put("endpoint.state.actor.*", withGone);
        families.put("endpoint.state.offer.*", withGone);
        families.put("endpoint.filter.connections.*", List.of("linked", "none"));
        families.put("endpoint.decided.*", List.of("azure-approve", "azure-reject"));
        families.put("endpoint.moment.*", moments(withGone));
        families.put("endpoint.breaks.*", List.of("certain", "likely", "other"));
        families.put("endpoint.breaks.*.text", List.of("certain", "likely", "other"));
        families.put("endpoint.subscriptionId.hint*", List.of("", ".snowflake"));
        List<String> kinds = keys(constants("cleanup.Kind"));
        families.put("cleanup.kind.*", kinds);
        families.put("cleanup.kind.*.text", kinds);
        families.put("cleanup.why.*", kinds);
        families.put("request.problem.*", problems("request/RequestRules.java"));
        families.put("request.state.*", keys(constants("request.RequestState")));
        families.put("request.text.*", keys(constants("request.RequestState")));
        families.put("request.age.*", List.of("fresh", "stale", "overdue"));
        families.put("request.track.*", List.of("agreed", "unneeded"));
        families.put("request.track.*.text", List.of("agreed", "unneeded"));
        families.put("guide.state.*", keys(constants("guide.Task$State")));
        families.put(
                "guide.task.*",
                List.of(
                        "ask", "ask.done", "ask.next", "ask.next.action",
                        "agree", "agree.done", "agree.later", "agree.waiting", "agree.waiting.action", "agree.broken",
                        "agree.broken.action",
                        "approve", "approve.done", "approve.later", "approve.waiting", "approve.waiting.action",
                        "approve.broken", "approve.broken.action", "approve.unreadable", "approve.unreadable.action",
                        "authoring", "authoring.done", "authoring.later", "authoring.next", "authoring.next.action",
                        "authoring.waiting", "authoring.waiting.action", "authoring.unreadable",
                        "authoring.unreadable.action",
                        "connect", "connect.done", "connect.next", "connect.next.action", "connect.later"));
        families.put("connection.problem.*", problems("connection/ConnectionRules.java"));
        families.put("connection.check.authoring.*", List.of("wait", "off"));
        families.put("connection.match.*", keys(constants("connection.Match$Kind")));
        families.put("explore.trouble.*", List.of("late", "unsupported", "unknown"));
        families.put("explore.trouble.*.text", List.of("late", "unsupported", "unknown"));
        families.put("explore.type.*", List.of("folder", "file", "table"));
        families.put("explore.fileType.*", List.of("delimited", "json", "parquet"));
        families.put(
                "explore.compressionType.*", List.of("bzip2", "gzip", "deflate", "zipDeflate", "tarGzip", "tar"));
        families.put("authoring.state.*", keys(AuthoringState.values()));
        families.put(
                "authoring.text.*",
                Stream.concat(keys(AuthoringState.values()).stream(), Stream.of("starting", "overdue")).toList());
        families.put("activity.act.*", keys(Act.values()));
        families.put(
                "audit.event.*",
                Stream.concat(keys(Act.values()).stream(), keys(constants("audit.Incident")).stream()).toList());
        families.put("audit.result.*", keys(Result.values()));
        families.put("audit.way.*", keys(constants("audit.Scene$Way")));
        families.put(
                "audit.reason.*",
                List.of("role", "csrf", "not-permitted", "unknown-sandbox", "rate-limit", "fault", "earlier", "expired",
                        "over", "refused", "unconfirmed", "own", "everybody", "provider", "repeated", "invalid-token"));
        families.put(
                "audit.filter.*",
                List.of("id", "person", "event", "result", "sandbox", "target", "from", "to", "before", "q"));
        families.put("audit.check.bad.*", keys(constants("audit.Verdict$Fault")));
        families.put("activity.outcome.*", outcomes());
        families.put("activity.outcome.*.title", outcomes());
        families.put("activity.outcome.*.text", outcomes());
        families.put("notice.*.subject", keys(constants("notice.NoticeKind")));
        families.put("notice.*.text", keys(constants("notice.NoticeKind")));
        families.put("notice.state.*", keys(constants("notice.Notice$State")));
        families.put("notice.problem.*", keys(constants("notice.Notice$Problem")));
        families.put("support.step.*", keys(constants("support.Step")));
        families.put("support.result.*", keys(constants("support.Result")));
        families.put("support.verdict.*", keys(constants("support.Verdict")));
        families.put("support.finding.*", keys(constants("support.Finding")));
        families.put("support.place.*", without("nowhere", keys(constants("support.Finding$Place"))));
        families.put("support.actor.*", without("nobody", keys(constants("support.Actor"))));
        families.put("support.reader.*", keys(constants("support.CaseSheets$Reader")));
        families.put("support.case.present.*", List.of("true", "false", "unread"));
        families.put("support.back.*", List.of("connections", "endpoints"));
        families.put("support.help.*", List.of("id", "name", "host", "resource", "ticket", "person", "request"));
        families.put("support.help.*.example", families.get("support.help.*"));
        families.put("support.count.endpoints*", List.of("", ".more"));
        families.put("signin.ending.*", keys(constants("signin.SignIns$Ending")));
        families.put("azure.rule.*", keys(ResourceType.values()));
        families.put("azure.sign.*", keys(Candidates.Sign.values()));
        families.put("azure.decision.*", keys(Decision.values()));
        families.put("azure.decision.*.hint", keys(Decision.values()));
        families.put("azure.outcome.*.text", outcomes());
        families.put("account.role.*", keys(Role.values()));
        families.put("page.theme.*", List.of("light", "dark", "auto"));
        families.put("page.tone.*", List.of("positive", "negative", "notice", "informative"));
        families.put("page.sandbox.type.*", List.of("production", "development"));
        families.put("page.failure.*.title", failures());
        families.put("page.failure.*.text", failures());
        families.put("page.failure.*.actor", failures());
        families.put("api.operation.*", apiOperations().map(Method::getName).toList());
        families.put("api.parameter.*", apiParameters());
        families.put("api.member.*", apiMembers());
        families.put("api.status.*", List.of("200", "201", "202", "204"));
        families.put("api.problem.*.title", keys(constants("api.ProblemKind")));
        families.put("api.problem.*.text", keys(constants("api.ProblemKind")));
        families.put("source.leads-to.*", List.of("service", "resource"));
        families.put("source.problem.*", findings("wrong"));
        families.put("source.warning.*", findings("warning|note"));
        families.put("source.offer.*", keys(Offer.values()));
        families.put("connection.warning.*", found("connection/ConnectionWarnings.java", "(?:warning|note)\\(\"([a-z-]+)\""));
        families.put("source.field.*", catalogue("^ {14}(\\w+): \\{"));
        families.put("source.field.*.hint", catalogue("^ {14}(\\w+): \\{"));
        families.put("source.note.*", catalogue("note: source\\.note\\.(\\S+)"));
        return families;
    }

    @Test
    void everyKeyThatIsUsedHasAText() {
        Set<String> missing = new TreeSet<>(literals());
        FAMILIES.forEach((family, members) -> {
            if (!LENIENT.contains(family)) {
                members.forEach(member -> missing.add(family.replace("*", member)));
            }
        });
        missing.removeAll(KEYS);

        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsUsed() {
        Set<String> unused = new TreeSet<>(KEYS);
        unused.removeAll(literals());
        FAMILIES.forEach((family, members) -> members.forEach(member -> unused.remove(family.replace("*", member))));

        assertThat(unused).isEmpty();
    }

    /** A key put together at run time belongs to a family above; what is new must be added there. */
    @Test
    void everyFamilyIsKnown() {
        Set<String> composed = new TreeSet<>();
        templates().forEach((file, text) -> {
            composed.addAll(matches(text, "#\\{\\|([^|]+)\\|").map(MessageTests::starred).toList());
            composed.addAll(matches(text, "#messages\\.msg(?:OrNull)?\\('([a-z.]+\\.)' \\+").map(p -> p + "*").toList());
        });
        sources().forEach((file, text) ->
                composed.addAll(matches(text, "\"((?:" + String.join("|", ROOTS) + ")\\.[A-Za-z.-]*)\"\\s*\\+").map(p -> p + "*").toList()));

        Set<String> known = new TreeSet<>(FAMILIES.keySet());
        assertThat(composed).isNotEmpty().allSatisfy(family -> assertThat(known)
                .as("families that begin like " + family)
                .anyMatch(each -> each.equals(family) || each.startsWith(family.replaceAll("\\*.*", "*"))));
    }

    @Test
    void apostrophesAreDoubled() {
        assertThat(KEYS).allSatisfy(key ->
                assertThat(TEXTS.getProperty(key).replace("''", "")).as(key).doesNotContain("'"));
    }

    @Test
    void textsAreFormatsThatCanBeFilled() {
        assertThat(KEYS).allSatisfy(key -> {
            var format = new MessageFormat(TEXTS.getProperty(key), Locale.ENGLISH);
            Object[] arguments = {3, 4, "five", "six", "seven", "eight"};
            assertThat(format.format(arguments)).as(key).doesNotContainPattern("\\{\\d");
        });
    }

    @Test
    void noKeyStandsTwice() throws IOException {
        List<String> written = Files.readAllLines(MAIN.resolve("resources/messages.properties")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')).strip())
                .toList();

        assertThat(written).doesNotHaveDuplicates();
    }

    /** Keys that stand as a whole in a template or class. */
    private static Set<String> literals() {
        Set<String> found = new TreeSet<>();
        templates().forEach((file, text) -> {
            matches(text, "#\\{([A-Za-z0-9.-]+)[}(]").forEach(found::add);
            matches(text, "'([A-Za-z0-9.-]+)'").filter(MessageTests::looksLikeAKey).forEach(found::add);
        });
        sources().forEach((file, text) ->
                matches(text, "\"([A-Za-z0-9.-]+)\"(?!\\s*\\+)").filter(MessageTests::looksLikeAKey).forEach(found::add));
        return found;
    }

    private static boolean looksLikeAKey(String text) {
        return KEY.matcher(text).matches() && ROOTS.contains(text.substring(0, text.indexOf('.')));
    }

    private static String starred(String template) {
        return template.replaceAll("\\$\\{[^}]*}", "*");
    }

    /** Those that the watcher saw, and those that other rooms tell. */
    private static List<String> moments(List<String> seen) {
        return Stream.concat(
                        seen.stream(),
                        Stream.of("requested", "agreed", "sent", "created",
                                "first-connection", "azure-approve", "azure-reject"))
                .toList();
    }

    private static List<String> outcomes() {
        return Stream.concat(keys(Outcome.values()).stream(), Stream.of("open")).toList();
    }

    /** Kinds of failure: every status and word in {@code Failure}, and the reasons of one of them. */
    private static List<String> failures() {
        String text = read(JAVA.resolve("page/Failure.java"));
        List<String> kinds = new ArrayList<>(
                matches(text, "new Failure\\(\\d+, \"([a-z-]+)\"").toList());
        matches(text, "case ([\\d, ]+) ->").forEach(codes -> kinds.addAll(Arrays.asList(codes.split(", "))));
        kinds.addAll(List.of("400", "500"));
        keys(NotAllowed.Reason.values()).forEach(reason -> kinds.add("not-allowed." + reason));
        Stream.of(AzureException.Kind.values())
                .filter(kind -> kind.fate() != Fate.UNKNOWN)
                .forEach(kind -> kinds.add("azure." + kind.key()));
        assertThat(kinds).hasSizeGreaterThan(15);
        return kinds;
    }

    /** Field and rule of every {@code reject(view, "field", "rule")}; {@code checkLine} has the same two for its fields. */
    private static List<String> problems(String file) {
        String text = read(JAVA.resolve(file));
        List<String> problems = new ArrayList<>();
        Matcher calls = Pattern.compile("reject\\(view, \"(\\w+)\", ([^;]+);").matcher(text);
        while (calls.find()) {
            matches(calls.group(2), "\"(\\w+)\"").map(rule -> calls.group(1) + "." + rule).forEach(problems::add);
        }
        matches(text, "checkLine\\(form\\.\\w+\\(\\), \"(\\w+)\"").forEach(field ->
                matches(text, "reject\\(view, field, \"(\\w+)\"").map(rule -> field + "." + rule).forEach(problems::add));
        assertThat(problems).isNotEmpty();
        return problems;
    }

    private static Object[] constants(String type) {
        try {
            return Class.forName("org.privatelink.portal." + type).getEnumConstants();
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }

    private static List<String> keys(Object[] constants) {
        return Stream.of(constants)
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static List<String> without(String key, List<String> keys) {
        return keys.stream().filter(each -> !each.equals(key)).toList();
    }

    private static List<String> found(String file, String pattern) {
        List<String> found = matches(read(JAVA.resolve(file)), pattern).distinct().toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    /** Rules that the rules for credentials find broken, with that weight. */
    private static List<String> findings(String weight) {
        List<String> rules = sources().entrySet().stream()
                .filter(file -> file.getKey().getParent().endsWith("source"))
                .flatMap(file -> matches(file.getValue(), "Finding\\.(?:" + weight + ")\\(\\s*\"([a-z0-9-]+)\""))
                .distinct()
                .toList();
        assertThat(rules).isNotEmpty();
        return rules;
    }

    private static Stream<Class<?>> apiTypes() {
        return files(JAVA.resolve("api"), ".java").keySet().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> !name.equals("package-info"))
                .map(MessageTests::apiType)
                .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())));
    }

    private static Class<?> apiType(String name) {
        try {
            return Class.forName("org.privatelink.portal.api." + name);
        } catch (ClassNotFoundException gone) {
            throw new AssertionError(gone);
        }
    }

    private static Stream<Method> apiOperations() {
        return apiTypes()
                .filter(type -> type.getSimpleName().endsWith("ApiController"))
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class));
    }

    private static List<String> apiParameters() {
        return Stream.concat(
                        Stream.of("sandbox"),
                        apiOperations()
                                .flatMap(method -> Stream.of(method.getParameters()))
                                .filter(parameter -> parameter.getAnnotations().length > 0
                                        && !parameter.isAnnotationPresent(RequestBody.class))
                                .map(parameter -> parameter.isAnnotationPresent(RequestHeader.class)
                                        ? parameter.getAnnotation(RequestHeader.class).value()
                                        : parameter.getName()))
                .distinct()
                .toList();
    }

    private static List<String> apiMembers() {
        return Stream.concat(
                        Stream.of("ignored"),
                        apiTypes()
                                .filter(type -> type.isRecord() && type.isAnnotationPresent(Schema.class))
                                .flatMap(type -> Stream.of(type.getRecordComponents()))
                                .map(RecordComponent::getName))
                .distinct()
                .toList();
    }

    private static List<String> catalogue(String pattern) {
        List<String> found = matches(read(MAIN.resolve("resources/source-catalogue.yml")), "(?m)" + pattern)
                .distinct()
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Stream<String> matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1));
    }

    /** Without the remarks on how to use a fragment. */
    private static Map<Path, String> templates() {
        Map<Path, String> templates = files(MAIN.resolve("resources/templates"), ".html");
        templates.replaceAll((file, text) -> text.replaceAll("(?s)<!--/\\*.*?\\*/-->", ""));
        return templates;
    }

    private static Map<Path, String> sources() {
        return files(JAVA, ".java");
    }

    /** The simulator has texts of its own. */
    private static Map<Path, String> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !file.toString().contains("simulator"))
                    .collect(Collectors.toMap(file -> file, MessageTests::read));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Properties texts() {
        try (Reader reader = Files.newBufferedReader(MAIN.resolve("resources/messages.properties"))) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
