package org.privatelink.portal.platform;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClientRequest;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts calls to Platform. A path is a template whose values are encoded once, each as a whole:
 * {@code /connections?property=auth.params.privateEndpointId=={id}} keeps its {@code ==}, as in Adobe's guides.
 */
public class PlatformClient {

    private static final Logger log = LoggerFactory.getLogger(PlatformClient.class);

    private final WebClient http;
    private final PlatformTokens tokens;
    private final PlatformProperties properties;
    private final JsonMapper json;
    private final JsonMapper open;
    private final ErrorReader errors;
    private final Clock clock;
    private final DefaultUriBuilderFactory uris = new DefaultUriBuilderFactory();

    PlatformClient(WebClient http, PlatformTokens tokens, PlatformProperties properties, JsonMapper json, Clock clock) {
        this.http = http;
        this.tokens = tokens;
        this.properties = properties;
        this.json = json;
        this.open = Secret.opening(json);
        this.errors = new ErrorReader(json);
        this.clock = clock;
        uris.setEncodingMode(EncodingMode.VALUES_ONLY);
    }

    public PlatformCall get(Service service, @Nullable String sandbox, String path, Object... values) {
        return call(HttpMethod.GET, service, sandbox, path, values);
    }

    public PlatformCall post(Service service, String sandbox, String path, Object... values) {
        return call(HttpMethod.POST, service, sandbox, path, values);
    }

    public PlatformCall patch(Service service, String sandbox, String path, Object... values) {
        return call(HttpMethod.PATCH, service, sandbox, path, values);
    }

    public PlatformCall delete(Service service, String sandbox, String path, Object... values) {
        return call(HttpMethod.DELETE, service, sandbox, path, values);
    }

    private PlatformCall call(
            HttpMethod method, Service service, @Nullable String sandbox, String path, Object... values) {
        URI base = URI.create(properties.baseUrl().toString().replaceAll("/+$", "") + service.path());
        return new PlatformCall(this, json, method, base, sandbox, path, uris.expand(base + path, values));
    }

    String orgId() {
        return properties.orgId();
    }

    /** The one place where the portal waits for Platform. */
    Answer send(PlatformCall call, URI uri) {
        if (call.leadsAstray()) {
            throw new NotFound(new Problem(0, null, "No such id", "none"));
        }
        Answer answer = exchange(call, uri);
        if (answer.isSuccess()) {
            return answer;
        }
        throw errors.read(answer, call.isWrite(), call.secrets());
    }

    private Answer exchange(PlatformCall call, URI uri) {
        Secret token = tokens.current();
        Answer answer = once(call, uri, token);
        if (errors.isTokenRefused(answer)) {
            tokens.forget(token);
            return call.isWrite() ? answer : once(call, uri, tokens.current());
        }
        return answer;
    }

    private Answer once(PlatformCall call, URI uri, Secret token) {
        String requestId = UUID.randomUUID().toString();
        long start = System.nanoTime();
        try {
            Answer answer = request(call, uri, token, requestId)
                    .exchangeToMono(response -> answer(response, requestId))
                    .timeout(call.isSlow() ? properties.slowDeadline() : properties.deadline())
                    .block();
            LastCall.note(answer.requestId());
            log.debug("{} {} → {} in {} ms, request {}", call.method(), call.template(), answer.status(),
                    (System.nanoTime() - start) / 1_000_000, answer.requestId());
            return answer;
        } catch (RuntimeException broken) {
            PlatformException told = told(call, broken, requestId);
            log.debug("{} {} → {}, request {}", call.method(), call.template(), told.problem().text(), requestId);
            throw told;
        }
    }

    private WebClient.RequestHeadersSpec<?> request(PlatformCall call, URI uri, Secret token, String requestId) {
        WebClient.RequestBodySpec request = http.method(call.method()).uri(uri).headers(headers -> {
            headers.setBearerAuth(token.open());
            headers.set("x-gw-ims-org-id", properties.orgId());
            headers.set("x-api-key", properties.apiKey());
            headers.set("x-request-id", requestId);
            headers.setContentType(MediaType.APPLICATION_JSON);
            headers.setAccept(List.of(MediaType.APPLICATION_JSON));
            if (call.sandbox() != null) {
                headers.set("x-sandbox-name", call.sandbox());
            }
            if (call.ifMatch() != null) {
                headers.set("If-Match", call.ifMatch());
            }
        });
        if (call.isSlow()) {
            request.attribute(SafeRetry.ONCE, true).httpRequest(outgoing -> {
                if (outgoing.getNativeRequest() instanceof HttpClientRequest netty) {
                    netty.responseTimeout(properties.slowDeadline());
                }
            });
        }
        return call.body() == null ? request : request.bodyValue(open.writeValueAsBytes(call.body()));
    }

    private Mono<Answer> answer(ClientResponse response, String requestId) {
        var headers = response.headers().asHttpHeaders();
        String said = headers.getFirst("X-Request-Id");
        String theirs = said == null || said.isBlank() ? requestId : said;
        return response.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .map(body -> new Answer(
                        response.statusCode().value(),
                        body,
                        Answer.retryAfter(headers.getFirst("Retry-After"), clock),
                        theirs));
    }

    private PlatformException told(PlatformCall call, RuntimeException broken, String requestId) {
        Silence silence = Silence.of(broken);
        if (silence == Silence.NOT_SENT) {
            return new Unreachable(new Problem(0, null, "No connection to Platform", requestId));
        }
        if (call.isWrite()) {
            return new OutcomeUnknown(new Problem(0, null, "The answer was lost", requestId));
        }
        Problem problem = new Problem(0, null, silence.text(), requestId);
        return silence == Silence.TOO_LARGE ? new Unreadable(problem) : new Unreachable(problem);
    }
}
