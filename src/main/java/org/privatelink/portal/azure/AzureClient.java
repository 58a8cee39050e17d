package org.privatelink.portal.azure;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.provider.AzureToken;
import org.privatelink.portal.azure.AzureException.Kind;
import org.privatelink.portal.platform.Answer;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.Gate;
import org.privatelink.portal.platform.LastCall;
import org.privatelink.portal.platform.PagingLink;
import org.privatelink.portal.platform.Problem;
import org.privatelink.portal.platform.Redaction;
import org.privatelink.portal.platform.Silence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;
import org.springframework.web.util.DefaultUriBuilderFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Azure Resource Manager's operations on private endpoint connections (contract 6.2), each with the token of the person
 * who asks: the portal has no rights of its own there.
 */
public class AzureClient {

    private static final Logger log = LoggerFactory.getLogger(AzureClient.class);

    private static final String LIST =
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/%s/{name}/privateEndpointConnections";
    private static final String VERSION = "?api-version={version}";
    private static final int MOST_PAGES = 50;
    private static final int ATTEMPTS = 2;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration USUAL_PAUSE = Duration.ofSeconds(2);
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private final WebClient http;
    private final Gate gate;
    private final AzureProperties properties;
    private final JsonMapper json;
    private final Clock clock;
    private final URI base;
    private final DefaultUriBuilderFactory uris = new DefaultUriBuilderFactory();

    /** @param operation where to ask how an operation goes on */
    private record Reply(
            int status,
            byte[] body,
            @Nullable Duration retryAfter,
            @Nullable String operation,
            String requestId) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        Duration pause() {
            Duration said = retryAfter == null ? USUAL_PAUSE : retryAfter;
            return said.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : said;
        }
    }

    AzureClient(WebClient http, Gate gate, AzureProperties properties, JsonMapper json, Clock clock) {
        this.http = http;
        this.gate = gate;
        this.properties = properties;
        this.json = json;
        this.clock = clock;
        this.base = URI.create(properties.baseUrl().toString().replaceAll("/+$", ""));
        uris.setEncodingMode(EncodingMode.VALUES_ONLY);
    }

    /**
     * All connections of a resource.
     *
     * @throws AzureException when they cannot be read
     */
    public List<PrivateEndpointConnection> connections(AzureToken token, AzureResourceId resource) {
        Patience patience = new Patience(properties.deadline());
        List<PrivateEndpointConnection> all = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        URI next = uri(LIST + VERSION, resource);
        while (next != null && seen.add(next)) {
            Reply reply = read(next, token, patience);
            JsonNode page = tree(reply);
            if (page == null || !page.path("value").isArray()) {
                throw new AzureException(Kind.UNREADABLE, problem(reply, "The answer has no list of connections"));
            }
            page.path("value").forEach(item -> all.add(PrivateEndpointConnection.of(item)));
            next = next(page, reply);
            if (next != null && seen.size() == MOST_PAGES) {
                throw new AzureException(Kind.UNREADABLE, problem(reply, "The list has more pages than the portal reads"));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Decides once on a connection, and stays with it until Azure has carried it out.
     *
     * @param connection of that resource, from the list
     * @throws AzureException of kind {@code OUTCOME_UNKNOWN} or {@code STILL_WORKING} when it may have happened
     */
    public void decide(
            AzureToken token, AzureResourceId resource, PrivateEndpointConnection connection, Decision decision, String description) {
        if (!connection.isOf(resource) || !Handover.isDescription(description)) {
            throw new IllegalArgumentException("Not a connection of the resource, or not a description");
        }
        Map<String, Object> state = Map.of("status", decision.status(), "description", description);
        byte[] body = json.writeValueAsBytes(Map.of("properties", Map.of("privateLinkServiceConnectionState", state)));
        URI uri = uri(LIST + "/{connection}" + VERSION, resource, connection.name());
        Reply reply = send(HttpMethod.PUT, uri, body, token, Deadline.left(properties.answerTimeout()));
        if (!reply.isSuccess()) {
            throw error(reply, true, token);
        }
        if (reply.status() == 202) {
            follow(reply, token);
        } else if (!says(reply, decision)) {
            throw lost(reply, "The answer does not show the decision");
        }
    }

    private boolean says(Reply reply, Decision decision) {
        JsonNode answer = tree(reply);
        return answer != null
                && PrivateEndpointConnection.of(answer).status().equalsIgnoreCase(decision.status());
    }

    /** Asks how the operation goes on, as often as Azure wants, until it has ended or time is up. */
    private void follow(Reply accepted, AzureToken token) {
        Patience patience = new Patience(properties.deadline());
        if (accepted.operation() == null) {
            throw stillWorking(accepted);
        }
        URI operation = PagingLink.resolve(base, accepted.operation())
                .orElseThrow(() -> lost(accepted, "Azure names an operation that is elsewhere"));
        Reply last = accepted;
        while (patience.allows(last.pause())) {
            patience.pause(last.pause());
            try {
                last = send(HttpMethod.GET, operation, null, token, patience.forOne());
            } catch (AzureException broken) {
                continue;
            }
            if (last.isSuccess()) {
                if (isOver(last, token)) {
                    return;
                }
            } else if (!PASSING.contains(last.status())) {
                throw lost(last, "Azure does not tell how the operation went on");
            }
        }
        throw stillWorking(last);
    }

    private boolean isOver(Reply reply, AzureToken token) {
        JsonNode told = tree(reply);
        String status = told == null ? "" : told.path("status").asString("");
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "succeeded" -> true;
            case "failed", "canceled" -> throw new AzureException(Kind.REFUSED, problem(reply, token));
            case "" -> throw lost(reply, "Azure does not tell how the operation went on");
            default -> false;
        };
    }

    private AzureException stillWorking(Reply reply) {
        return new AzureException(Kind.STILL_WORKING, problem(reply, "Azure is still working on it"));
    }

    private AzureException lost(Reply reply, String text) {
        return new AzureException(Kind.OUTCOME_UNKNOWN, problem(reply, text));
    }

    private URI uri(String template, AzureResourceId resource, String... more) {
        ResourceType type = resource.type();
        if (type == null || !resource.isSound()) {
            throw new IllegalArgumentException("Not a resource that Azure could have");
        }
        List<Object> values = new ArrayList<>(
                List.of(resource.subscriptionId(), resource.resourceGroupName(), resource.resourceName()));
        values.addAll(List.of(more));
        values.add(properties.apiVersion().of(type));
        return uris.expand(base + template.formatted(type.path()), values.toArray());
    }

    private @Nullable URI next(JsonNode page, Reply reply) {
        String link = page.path("nextLink").asString("");
        return link.isBlank()
                ? null
                : PagingLink.resolve(base, link)
                        .orElseThrow(() -> new AzureException(
                                Kind.UNREADABLE, problem(reply, "The link to the next page leads elsewhere")));
    }

    private Reply read(URI uri, AzureToken token, Patience patience) {
        for (int attempt = 1; ; attempt++) {
            Duration pause = SHORTEST_PAUSE;
            AzureException failed;
            try {
                Reply reply = send(HttpMethod.GET, uri, null, token, patience.forOne());
                if (reply.isSuccess()) {
                    return reply;
                }
                failed = error(reply, false, token);
                pause = reply.pause();
            } catch (AzureException broken) {
                failed = broken;
            }
            boolean passing = failed.kind() == Kind.UNREACHABLE || failed.kind() == Kind.TOO_MANY;
            if (!passing || attempt == ATTEMPTS || !patience.allows(pause)) {
                throw failed;
            }
            patience.pause(pause);
        }
    }

    /** The one place where the portal waits for Azure. */
    private Reply send(HttpMethod method, URI uri, byte @Nullable [] body, AzureToken token, Duration most) {
        String requestId = UUID.randomUUID().toString();
        boolean write = method == HttpMethod.PUT;
        if (most.compareTo(least(write)) < 0) {
            throw new AzureException(Kind.UNREACHABLE, new Problem(0, null, Silence.TOO_LATE.text(), "none"));
        }
        try {
            WebClient.RequestBodySpec request = http.method(method).uri(uri).headers(headers -> {
                headers.setBearerAuth(token.value().open());
                headers.setAccept(List.of(MediaType.APPLICATION_JSON));
                headers.set("x-ms-client-request-id", requestId);
            });
            var whole = body == null ? request : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
            Reply reply = gate.call(
                    () -> whole.exchangeToMono(response -> reply(response, requestId)).timeout(most).block(),
                    answer -> answer.status() >= 500);
            LastCall.note(reply.requestId(), write);
            log.debug("{} of Azure → {}, request {}", method, reply.status(), reply.requestId());
            return reply;
        } catch (RuntimeException broken) {
            Silence silence = Silence.of(broken);
            log.debug("{} of Azure → {}, request {}", method, silence, requestId);
            Problem problem = new Problem(0, null, text(silence, write), requestId);
            throw new AzureException(kind(silence, write), problem, Silence.retryAfter(broken));
        }
    }

    /** A read with less would be taken for a fault of Azure's; and of a decision nobody would know what became of it. */
    private Duration least(boolean write) {
        return properties.answerTimeout().dividedBy(write ? 3 : 20);
    }

    private static Kind kind(Silence silence, boolean write) {
        if (silence.isNotSent()) {
            return Kind.UNREACHABLE;
        }
        if (write) {
            return Kind.OUTCOME_UNKNOWN;
        }
        return silence == Silence.TOO_LARGE ? Kind.UNREADABLE : Kind.UNREACHABLE;
    }

    private static String text(Silence silence, boolean write) {
        return write && !silence.isNotSent() ? "The answer was lost" : silence.text();
    }

    private Mono<Reply> reply(ClientResponse response, String requestId) {
        var headers = response.headers().asHttpHeaders();
        String wait = headers.getFirst("Retry-After");
        String theirs = headers.getFirst("x-ms-request-id");
        return response.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> new Reply(
                        response.statusCode().value(),
                        body,
                        wait == null ? null : Answer.retryAfter(wait, clock),
                        headers.getFirst("Azure-AsyncOperation"),
                        theirs == null || theirs.isBlank() ? requestId : theirs));
    }

    private AzureException error(Reply reply, boolean write, AzureToken token) {
        Problem problem = problem(reply, token);
        return new AzureException(kind(problem, write), problem, reply.retryAfter());
    }

    private static Kind kind(Problem problem, boolean write) {
        int status = problem.status();
        return switch (status) {
            case 401 -> Kind.SIGN_IN_AGAIN;
            case 403 -> problem.code() == null || problem.code().endsWith("AuthorizationFailed")
                    ? Kind.NOT_AUTHORISED
                    : Kind.REFUSED;
            case 404, 410 -> Kind.NOT_FOUND;
            // A proxy on the way wants a sign-in: it did not get to Azure.
            case 407 -> Kind.UNREACHABLE;
            case 409, 412 -> Kind.CONFLICT;
            case 429 -> Kind.TOO_MANY;
            default -> {
                if (status >= 400 && status < 500 && status != 408) {
                    yield Kind.REFUSED;
                }
                if (write) {
                    yield Kind.OUTCOME_UNKNOWN;
                }
                yield status >= 400 ? Kind.UNREACHABLE : Kind.UNREADABLE;
            }
        };
    }

    /** Azure's envelope {@code {"error":{"code","message"}}}, where it is one. */
    private Problem problem(Reply reply, AzureToken token) {
        JsonNode body = tree(reply);
        JsonNode error = body == null ? json.createObjectNode() : body.path("error");
        String code = error.path("code").asString("");
        String said = Stream.of(code, error.path("message").asString(""))
                .filter(text -> !text.isBlank())
                .map(text -> Redaction.redact(text, Set.of(token.value())))
                .collect(Collectors.joining(": "));
        String known = code.isBlank() ? null : Redaction.redact(code, Set.of(token.value()));
        return new Problem(reply.status(), known, said.isEmpty() ? null : said, reply.requestId());
    }

    private static Problem problem(Reply reply, String text) {
        return new Problem(reply.status(), null, text, reply.requestId());
    }

    private @Nullable JsonNode tree(Reply reply) {
        try {
            JsonNode node = json.readTree(reply.body());
            return node != null && node.isObject() ? node : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** How long somebody before a page is kept waiting. */
    private final class Patience {

        private final long end;

        Patience(Duration most) {
            this.end = System.nanoTime() + Deadline.left(most).toNanos();
        }

        boolean allows(Duration pause) {
            return pause.compareTo(properties.longestPoll()) <= 0
                    && System.nanoTime() + pause.toNanos() < end
                    && !Thread.currentThread().isInterrupted();
        }

        /** For one call. */
        Duration forOne() {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            return left.compareTo(properties.answerTimeout()) < 0 ? left : properties.answerTimeout();
        }

        void pause(Duration pause) {
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
