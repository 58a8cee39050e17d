package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** What templates must not hold, and that what they call is there. */
class TemplateTests {

    private static final Path FOLDER = Path.of("src/main/resources/templates");
    private static final Pattern CALL = Pattern.compile("~\\{\\s*([\\w/-]*)\\s*::\\s*([\\w-]+)\\s*(\\()?");
    private static final Set<String> LATER_THAN_REPLACE = Set.of("th:if", "th:unless", "th:each", "th:with");

    private static final Map<String, String> TEMPLATES = read();

    @Test
    void nothingIsWrittenUnescaped() {
        assertThat(TEMPLATES).allSatisfy((name, text) -> assertThat(text)
                .as(name)
                .doesNotContain("th:utext", "[(", "__${", "th:inline", "data-th-utext"));
    }

    @Test
    void nothingIsInline() {
        List<String> inline = elements((name, element) -> element.attributes().asList().stream()
                        .map(Attribute::getKey)
                        .anyMatch(key -> key.matches("(th:)?(style|styleappend|on\\w+)"))
                || element.normalName().equals("style")
                || element.normalName().equals("script") && !element.hasAttr("th:src"));

        assertThat(inline).isEmpty();
    }

    /** Without it the browser does not load them. */
    @Test
    void everyScriptAndStyleSheetBearsTheNonce() {
        List<String> loaded = elements((name, element) -> element.is("script, link[rel=stylesheet]"));
        List<String> without = elements((name, element) -> element.is("script, link[rel=stylesheet]")
                && !element.attr("th:attr").contains("nonce=${nonce}"));

        assertThat(loaded).isNotEmpty();
        assertThat(without).isEmpty();
    }

    /** What a script fetches, the browser parses: nothing of it is run. */
    @Test
    void noScriptMakesElementsOfText() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("frontend-assets/script"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain(
                                "innerHTML", "outerHTML", "insertAdjacentHTML", "parseFromString", "document.write",
                                "createContextualFragment", "srcdoc", "eval(", "new Function");
            }
        }
    }

    /** {@code th:action} adds the token against forged requests. */
    @Test
    void everyPostingFormHasItsToken() {
        assertThat(elements((name, element) -> element.normalName().equals("form")
                        && element.attr("method").equalsIgnoreCase("post")
                        && !element.hasAttr("th:action")))
                .isEmpty();
    }

    /** Replacing comes first: a condition beside it would never be asked. */
    @Test
    void nothingIsBothConditionalAndReplaced() {
        assertThat(elements((name, element) -> (element.hasAttr("th:replace") || element.hasAttr("th:insert"))
                        && element.attributes().asList().stream()
                                .map(Attribute::getKey)
                                .anyMatch(LATER_THAN_REPLACE::contains)))
                .isEmpty();
    }

    @Test
    void everyVisibleTextComesFromAMessage() {
        List<String> fixed = new ArrayList<>();
        TEMPLATES.forEach((name, text) -> parse(text).traverse((node, depth) -> {
            if (node instanceof TextNode words
                    && words.text().matches("(?s).*\\p{L}{2,}.*")
                    && words.parent() != null
                    && !isReplaced((Element) words.parent())) {
                fixed.add(name + ": " + words.text().strip());
            }
        }));

        assertThat(fixed).isEmpty();
    }

    private static boolean isReplaced(Element element) {
        return Stream.concat(Stream.of(element), element.parents().stream())
                .anyMatch(each -> each.hasAttr("th:text") || each.hasAttr("th:replace") && !each.normalName().equals("html"));
    }

    @Test
    void everyFragmentThatIsCalledIsThereWithAsManyParameters() {
        Map<String, Map<String, Integer>> fragments = new TreeMap<>();
        TEMPLATES.forEach((name, text) -> fragments.put(name, fragments(text)));
        List<String> wrong = new ArrayList<>();
        TEMPLATES.forEach((name, text) -> calls(name, withoutComments(text)).forEach(call -> {
            Integer parameters = fragments.getOrDefault(call.template(), Map.of()).get(call.fragment());
            boolean ownElement = call.template().equals(name) && Set.of("title", "main").contains(call.fragment());
            if (!ownElement && (parameters == null || parameters != call.arguments())) {
                wrong.add(name + " calls " + call + ", which takes " + parameters);
            }
        }));

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFragmentIsUsed() {
        Set<String> unused = new TreeSet<>();
        TEMPLATES.forEach((name, text) -> fragments(text).keySet().forEach(each -> unused.add(name + " :: " + each)));
        TEMPLATES.forEach((name, text) -> calls(name, withoutComments(text))
                .forEach(call -> unused.remove(call.template() + " :: " + call.fragment())));
        assertThat(unused).isEmpty();
    }

    @Test
    void everyViewThatAControllerNamesIsThere() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("Controller.java"))
                    .filter(f -> !f.toString().contains("simulator"))
                    .toList()) {
                Matcher views = Pattern.compile("return \"([a-z]+/[a-z-]+)\"|\\? \"([a-z]+/[a-z-]+)\" : \"([a-z]+/[a-z-]+)\"")
                        .matcher(Files.readString(file));
                while (views.find()) {
                    for (int group = 1; group <= 3; group++) {
                        if (views.group(group) != null) {
                            named.add(views.group(group));
                        }
                    }
                }
            }
        }
        named.add("page/error");
        named.add("page/refused");

        assertThat(named).hasSizeGreaterThan(12);
        assertThat(TEMPLATES.keySet()).containsAll(named);
        assertThat(TEMPLATES.keySet().stream().filter(name -> !name.contains("/_"))).isSubsetOf(named);
    }

    @Test
    void everyIconThatIsDrawnIsThere() throws IOException {
        Set<String> drawn = Pattern.compile("<symbol[^>]* id=\"([\\w-]+)\"")
                .matcher(Files.readString(Path.of("frontend-assets/icon/icons.svg")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(drawn).isNotEmpty();
        assertThat(TEMPLATES).allSatisfy((name, text) -> {
            List<String> asked = Pattern.compile("icon\\('([\\w-]+)'\\)")
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(drawn).as(name).containsAll(asked);
        });
    }

    private record Call(String template, String fragment, int arguments) {}

    private static List<Call> calls(String from, String text) {
        List<Call> calls = new ArrayList<>();
        Matcher found = CALL.matcher(text);
        while (found.find()) {
            int arguments = found.group(3) == null ? 0 : arguments(text, found.end());
            calls.add(new Call(found.group(1).isEmpty() ? from : found.group(1), found.group(2), arguments));
        }
        return calls;
    }

    /** Counts what stands between commas up to the closing bracket. */
    private static int arguments(String text, int from) {
        int depth = 1;
        int count = 1;
        boolean quoted = false;
        for (int i = from; depth > 0; i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
                count += c == ',' && depth == 1 ? 1 : 0;
            }
        }
        return count;
    }

    private static Map<String, Integer> fragments(String text) {
        Map<String, Integer> fragments = new TreeMap<>();
        parse(text).select("[th:fragment]").forEach(element -> {
            String[] parts = element.attr("th:fragment").split("[()]");
            fragments.put(parts[0].strip(), parts.length == 1 ? 0 : parts[1].split(",").length);
        });
        return fragments;
    }

    private static List<String> elements(java.util.function.BiPredicate<String, Element> which) {
        List<String> found = new ArrayList<>();
        TEMPLATES.forEach((name, text) -> parse(text).getAllElements().stream()
                .filter(element -> which.test(name, element))
                .forEach(element -> found.add(name + ": " + element.shallowClone())));
        return found;
    }

    private static Document parse(String text) {
        return Jsoup.parse(withoutComments(text), "", Parser.xmlParser());
    }

    private static String withoutComments(String text) {
        return text.replaceAll("(?s)<!--/\\*.*?\\*/-->", "");
    }

    /** By the name that controllers use. The simulator's own pages are not the portal's. */
    private static Map<String, String> read() {
        Predicate<Path> ours = file -> file.toString().endsWith(".html") && !file.toString().contains("simulator");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Map<String, String> read = new TreeMap<>();
            for (Path file : files.filter(ours).toList()) {
                read.put(
                        FOLDER.relativize(file).toString().replace('\\', '/').replace(".html", ""),
                        Files.readString(file));
            }
            return read;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
