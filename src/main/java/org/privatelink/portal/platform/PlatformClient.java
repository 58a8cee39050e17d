package org.privatelink.portal.platform;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Acting.Bearer;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
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

    /** With so much time left a write is sent, however long it may take. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final WebClient http;
    private final Gate gate;
    private final SafeRetry retry;
    private final PlatformTokens tokens;
    private final PlatformProperties properties;
    private final JsonMapper json;
    private final JsonMapper open;
    private final ErrorReader errors;
    private final Clock clock;
    private final DefaultUriBuilderFactory uris = new DefaultUriBuilderFactory();

    PlatformClient(
            WebClient http, Gate gate, PlatformTokens tokens, PlatformProperties properties, JsonMapper json, Clock clock) {
        this.http = http;
        this.gate = gate;
        this.retry = new SafeRetry(properties.retry());
        this.tokens = tokens;
        this.properties = properties;
        this.json = json;
        this.open = Secret.opening(json);
        this.errors = new ErrorReader(json);
        this.clock = clock;
        uris.setEncodingMode(EncodingMode.VALUES_ONLY);
        gate.tryBy(this::tryPlatform);
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
        URI base = URI.create(base() + service.path());
        return new PlatformCall(this, json, method, base, sandbox, path, uris.expand(base + path, values));
    }

    private String base() {
        return properties.baseUrl().toString().replaceAll("/+$", "");
    }

    Duration deadline() {
        return properties.deadline();
    }

    String orgId() {
        return properties.orgId();
    }

    /** What a call would end with now, without being made; empty while calls go through. */
    public Optional<PlatformException> silence() {
        return gate.rest().map(rest -> notSent(Silence.RESTING, gate.withheld(), "none"));
    }

    /**
     * Before a write goes on record, which would be spent otherwise.
     *
     * @throws Unreachable when it would not be sent: calls do not go through, or too little time is left
     */
    public void refuseUnsendable() {
        silence().ifPresent(told -> {
            throw told;
        });
        Duration limit = longer(properties.deadline(), properties.slowDeadline());
        // A little more than is asked for when it is sent: putting it on record takes time.
        Duration least = least(limit).multipliedBy(5).dividedBy(4);
        if (Deadline.left(limit).compareTo(least) < 0) {
            throw late();
        }
    }

    /** The one place where the portal waits for Platform. */
    Answer send(PlatformCall call, URI uri) {
        if (call.leadsAstray()) {
            throw new NotFound(new Problem(0, null, "No such id", "none"));
        }
        Answer answer;
        try {
            answer = gate.enter(() -> Deadline.within(limit(call), () -> exchange(call, uri)));
        } catch (Withheld withheld) {
            throw told(call, withheld, "none");
        }
        if (answer.isSuccess()) {
            return answer;
        }
        throw Acting.present() == null
                ? errors.read(answer, call.isWrite(), call.secrets())
                : errors.readForPerson(answer, call.isWrite(), call.secrets());
    }

    /** Whether Platform answers at all, whatever it is that it says. */
    private void tryPlatform() {
        URI uri = URI.create(base() + Service.SANDBOX_MANAGEMENT.path() + "/");
        PlatformCall call =
                new PlatformCall(this, json, HttpMethod.GET, uri, null, "/", uri);
        Deadline.within(limit(call), () -> once(call, uri, token(), properties.apiKey(), false));
    }

    private Duration limit(PlatformCall call) {
        return call.isSlow() ? properties.slowDeadline() : properties.deadline();
    }

    private Answer exchange(PlatformCall call, URI uri) {
        refuseWhenLate(call);
        Bearer person = Acting.present();
        return person == null ? exchangeAsPortal(call, uri) : exchange(call, uri, person);
    }

    private Answer exchangeAsPortal(PlatformCall call, URI uri) {
        Secret token = token();
        Answer answer = once(call, uri, token, properties.apiKey(), mayRepeat(call));
        if (errors.isTokenRefused(answer)) {
            tokens.forget(token);
            return call.isWrite() ? answer : once(call, uri, token(), properties.apiKey(), false);
        }
        return answer;
    }

    private Answer exchange(PlatformCall call, URI uri, Bearer person) {
        Secret token = person.token().map(Secret::of).orElseThrow(() -> new NotAllowed(
                NotAllowed.Reason.EXPIRED, new Problem(401, null, "Nothing of the person's stands at Platform", "none")));
        Answer answer = once(call, uri, token, person.apiKey(), mayRepeat(call));
        if (!errors.isTokenRefused(answer)) {
            return answer;
        }
        // After a write too, which is not repeated: the person's own next attempt finds a good one.
        Optional<Secret> renewed = person.renewed(token.open()).map(Secret::of);
        return call.isWrite() || renewed.isEmpty()
                ? answer
                : once(call, uri, renewed.get(), person.apiKey(), false);
    }

    /** Other calls, or the wait for a token, have used the time up: that says nothing of Platform, and nothing is sent. */
    private void refuseWhenLate(PlatformCall call) {
        if (Deadline.left(limit(call)).compareTo(least(call)) < 0) {
            throw late();
        }
    }

    private static Unreachable late() {
        return new Unreachable(new Problem(0, null, Silence.TOO_LATE.text(), "none"));
    }

    /** A read with less would be taken for a fault of Platform's; and of a write nobody would know what became of it. */
    private Duration least(PlatformCall call) {
        return call.isWrite() ? least(limit(call)) : properties.deadline().dividedBy(20);
    }

    /** A request never has more than the time of its own, which a limit may be far above. */
    private static Duration least(Duration limitOfWrite) {
        Duration third = limitOfWrite.dividedBy(3);
        return third.compareTo(ENOUGH) < 0 ? third : ENOUGH;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static boolean mayRepeat(PlatformCall call) {
        return !call.isWrite() && !call.isSlow();
    }

    private Secret token() {
        try {
            return tokens.current();
        } catch (Unreachable none) {
            if (!Deadline.hasCut()) {
                gate.fault(String.valueOf(none.problem().text()));
            }
            throw none;
        }
    }

    private Answer once(PlatformCall call, URI uri, Secret token, String apiKey, boolean mayRepeat) {
        refuseWhenLate(call);
        String requestId = UUID.randomUUID().toString();
        long start = System.nanoTime();
        Duration left = Deadline.left(limit(call));
        try {
            Mono<Answer> attempt = gate.attempt(
                    request(call, uri, token, apiKey, requestId).exchangeToMono(response -> answer(response, requestId)),
                    !call.isSlow());
            Answer answer = (mayRepeat ? retry.repeat(attempt, left) : attempt)
                    .timeout(left)
                    .block();
            LastCall.note(answer.requestId(), call.isWrite());
            log.debug("{} {} → {} in {} ms, request {}", call.method(), call.template(), answer.status(),
                    (System.nanoTime() - start) / 1_000_000, answer.requestId());
            return answer;
        } catch (RuntimeException broken) {
            PlatformException told = told(call, broken, requestId);
            log.debug("{} {} → {}, request {}", call.method(), call.template(), told.problem().text(), requestId);
            throw told;
        }
    }

    private WebClient.RequestHeadersSpec<?> request(
            PlatformCall call, URI uri, Secret token, String apiKey, String requestId) {
        WebClient.RequestBodySpec request = http.method(call.method()).uri(uri).headers(headers -> {
            headers.setBearerAuth(token.open());
            headers.set("x-gw-ims-org-id", properties.orgId());
            headers.set("x-api-key", apiKey);
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
            request.httpRequest(outgoing -> {
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
        String wait = headers.getFirst("Retry-After");
        return body(response)
                .map(body -> new Answer(
                        response.statusCode().value(),
                        body,
                        wait == null ? null : Answer.retryAfter(wait, clock),
                        theirs));
    }

    /** What says itself that it is too large is not begun to be read; what does not is given up when it has become so. */
    private Mono<byte[]> body(ClientResponse response) {
        if (response.headers().contentLength().orElse(0) <= properties.maxAnswerSize().toBytes()) {
            return response.bodyToMono(byte[].class).defaultIfEmpty(new byte[0]);
        }
        return response.body((message, context) -> message.getBody()
                .take(1)
                .doOnNext(DataBufferUtils::release)
                .then(Mono.error(new DataBufferLimitException("too large"))));
    }

    private static PlatformException told(PlatformCall call, RuntimeException broken, String requestId) {
        Silence silence = Silence.of(broken);
        if (silence.isNotSent()) {
            return notSent(silence, broken, requestId);
        }
        if (call.isWrite()) {
            return new OutcomeUnknown(new Problem(0, null, "The answer was lost", requestId));
        }
        Problem problem = new Problem(0, null, silence.text(), requestId);
        return silence == Silence.TOO_LARGE ? new Unreadable(problem) : new Unreachable(problem);
    }

    private static Unreachable notSent(Silence silence, RuntimeException broken, String requestId) {
        String text = silence == Silence.RESTING || silence == Silence.FULL ? silence.text() : "No connection to Platform";
        return new Unreachable(new Problem(0, null, text, requestId), silence, Silence.retryAfter(broken));
    }
}
