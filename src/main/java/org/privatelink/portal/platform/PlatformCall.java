package org.privatelink.portal.platform;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.springframework.http.HttpMethod;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call: what it sends, and in which of Platform's envelopes the answer is expected. */
public final class PlatformCall {

    private static final int MOST_PAGES = 2_000;
    /** Nothing, dots, or what stands for {@code # % / ; ? \}, a control character or none of plain text. */
    private static final Pattern ASTRAY =
            Pattern.compile("\\.{0,2}|.{513,}|.*%(?:[0189A-F].|2[35F]|3[BF]|5C|7F).*");
    private static final Pattern HEADER = Pattern.compile("[ -~]{1,512}");
    private static final int MOST_ITEMS = 100_000;
    /** Ids are opaque (contract trap 5), and yet parts of paths. */
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[!-~&&[^/?#%\\\\]]{1,200}");

    private final PlatformClient client;
    private final JsonMapper json;
    private final HttpMethod method;
    private final URI serviceBase;
    private final @Nullable String sandbox;
    private final String template;
    private final URI uri;
    private @Nullable Object body;
    private @Nullable String ifMatch;
    private Collection<Secret> secrets = List.of();
    private boolean slow;

    PlatformCall(
            PlatformClient client,
            JsonMapper json,
            HttpMethod method,
            URI serviceBase,
            @Nullable String sandbox,
            String template,
            URI uri) {
        this.client = client;
        this.json = json;
        this.method = method;
        this.serviceBase = serviceBase;
        this.sandbox = sandbox;
        this.template = template;
        this.uri = uri;
    }

    public PlatformCall body(Object content) {
        this.body = content;
        return this;
    }

    /** The version to change, exactly as Platform gave it: its quotes belong to it. */
    public PlatformCall ifMatch(String etag) {
        this.ifMatch = etag;
        return this;
    }

    /** It makes Platform work at the source: give it time, and do not ask twice. */
    public PlatformCall slow() {
        this.slow = true;
        return this;
    }

    /** Values in the body that must not come back in an error text. */
    public PlatformCall hiding(Collection<Secret> values) {
        this.secrets = List.copyOf(values);
        return this;
    }

    /** The answer itself is the thing, as after a create. */
    public <T> T bare(Class<T> type) {
        Answer answer = client.send(this, uri);
        return convert(tree(answer), type, answer);
    }

    /**
     * The answer itself is what was made or changed. Success without an id that could be one is not believed: it may have
     * been done.
     *
     * @param isIt whether it is the thing that was meant
     */
    public <T> T changed(Class<T> type, Predicate<String> isIt) {
        Answer answer = client.send(this, uri);
        JsonNode found = tree(answer);
        JsonNode id = found.path("id");
        if (!id.isString() || !ID.matcher(id.asString()).matches() || !isIt.test(id.asString())) {
            throw unreadable("The answer has no id of what was made or changed", answer);
        }
        return convert(found, type, answer);
    }

    /** The thing is alone in {@code items}, or bare; nothing there and 404 mean the same. */
    public <T> Optional<T> first(Class<T> type) {
        try {
            Answer answer = client.send(this, uri);
            JsonNode found = tree(answer);
            return found.has("items") || !found.has("id")
                    ? array(found, "items", type, answer).stream().findFirst()
                    : Optional.of(convert(found, type, answer));
        } catch (NotFound absent) {
            return Optional.empty();
        }
    }

    /**
     * A part of a list.
     *
     * @param more whether the list goes on
     */
    public record Page<T>(List<T> items, boolean more) {}

    /** The first page of {@code items} alone, as long as Platform makes it. */
    public <T> Page<T> page(Class<T> type) {
        Answer answer = client.send(this, uri);
        JsonNode page = tree(answer);
        return new Page<>(array(page, "items", type, answer), next(page, answer) != null);
    }

    /** All of {@code items}, page after page. */
    public <T> List<T> items(Class<T> type) {
        return items("items", type);
    }

    /** All of an array with another name than {@code items}. */
    public <T> List<T> items(String name, Class<T> type) {
        List<T> all = new ArrayList<>();
        long end = System.nanoTime() + client.deadline().toNanos();
        readPages(name, type, (page, answer) -> {
            all.addAll(page);
            if (all.size() > MOST_ITEMS) {
                throw unreadable("The list has more entries than the portal keeps", answer);
            }
            if (System.nanoTime() > end) {
                throw new Unreachable(new Problem(0, null, Silence.TOO_LATE.text(), answer.requestId()));
            }
        });
        return List.copyOf(all);
    }

    /** As {@link #items}, for what is too much to be kept: each page is handed on as soon as it is there. */
    public <T> void pages(String name, Class<T> type, Consumer<List<T>> reader) {
        readPages(name, type, (page, answer) -> reader.accept(page));
    }

    private <T> void readPages(String name, Class<T> type, BiConsumer<List<T>, Answer> reader) {
        Set<URI> seen = new HashSet<>();
        URI next = uri;
        while (next != null && seen.add(next)) {
            Answer answer = client.send(this, next);
            JsonNode page = tree(answer);
            reader.accept(array(page, name, type, answer), answer);
            next = next(page, answer);
            if (seen.size() == MOST_PAGES && next != null) {
                throw unreadable("The list has more pages than the portal reads", answer);
            }
        }
    }

    /** What a reader makes of the JSON that comes; nothing from it is an answer that it does not know. */
    public <T> T read(Function<JsonNode, Optional<T>> reader) {
        Answer answer = client.send(this, uri);
        return reader.apply(tree(answer))
                .orElseThrow(() -> unreadable("The answer does not have the expected form", answer));
    }

    /** Nothing is expected but success. */
    public void done() {
        client.send(this, uri);
    }

    /** The same call for a terminal. Its token and API key are the variables of whoever runs it. */
    public String curl() {
        List<String> parts = new ArrayList<>();
        parts.add("curl -X " + method + " " + quoted(uri.toString()));
        parts.add("-H \"Authorization: Bearer $PLATFORM_TOKEN\"");
        parts.add("-H \"x-api-key: $PLATFORM_API_KEY\"");
        parts.add("-H " + quoted("x-gw-ims-org-id: " + client.orgId()));
        if (sandbox != null) {
            parts.add("-H " + quoted("x-sandbox-name: " + sandbox));
        }
        parts.add("-H 'Content-Type: application/json'");
        if (ifMatch != null) {
            parts.add("-H " + quoted("If-Match: " + ifMatch));
        }
        if (body != null) {
            parts.add("-d " + quoted(json.writeValueAsString(body)));
        }
        return String.join(" \\\n  ", parts);
    }

    /** Nothing in it means anything to a shell. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private @Nullable URI next(JsonNode page, Answer answer) {
        JsonNode link = page.path("_links").path("next");
        JsonNode href = link.path("href");
        if (!href.isString() || href.asString().isBlank() || link.path("templated").asBoolean(false)) {
            return null;
        }
        return PagingLink.resolve(serviceBase, href.asString())
                .orElseThrow(() -> unreadable("The link to the next page leads elsewhere", answer));
    }

    private JsonNode tree(Answer answer) {
        try {
            JsonNode node = json.readTree(answer.body());
            if (node != null && (node.isObject() || node.isArray())) {
                return node;
            }
        } catch (JacksonException notJson) {
            // told below, without the text that may hold anything
        }
        throw unreadable("The answer is not the JSON that was expected", answer);
    }

    private <T> List<T> array(JsonNode page, String name, Class<T> type, Answer answer) {
        JsonNode items = page.path(name);
        if (!items.isArray()) {
            throw unreadable("The answer has no list \"" + name + "\"", answer);
        }
        return items.valueStream().map(item -> convert(item, type, answer)).toList();
    }

    private <T> T convert(JsonNode node, Class<T> type, Answer answer) {
        try {
            T value = json.treeToValue(node, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException unexpected) {
            // told below
        }
        throw unreadable("The answer does not have the expected form", answer);
    }

    private PlatformException unreadable(String text, Answer answer) {
        Problem problem = new Problem(answer.status(), null, text, answer.requestId());
        return isWrite() ? new OutcomeUnknown(problem) : new Unreadable(problem);
    }

    /** Whether an id would turn the path into another one, here or wherever it is decoded, or a header into two. */
    boolean leadsAstray() {
        String path = uri.getRawPath().substring(serviceBase.getRawPath().length());
        return !template.equals("/")
                        && Stream.of(path.substring(1).split("/", -1)).anyMatch(part -> ASTRAY.matcher(part).matches())
                || sandbox != null && !HEADER.matcher(sandbox).matches()
                || ifMatch != null && !HEADER.matcher(ifMatch).matches();
    }

    boolean isWrite() {
        return method != HttpMethod.GET;
    }

    boolean isSlow() {
        return slow;
    }

    HttpMethod method() {
        return method;
    }

    @Nullable String sandbox() {
        return sandbox;
    }

    String template() {
        return template;
    }

    @Nullable Object body() {
        return body;
    }

    @Nullable String ifMatch() {
        return ifMatch;
    }

    Collection<Secret> secrets() {
        return secrets;
    }
}
