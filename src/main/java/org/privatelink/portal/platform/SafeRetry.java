package org.privatelink.portal.platform;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/** Sends a read again after 429, a fault at the other end or a broken connection. Writes pass once. */
final class SafeRetry implements ExchangeFilterFunction {

    /** Attribute of a read that is sent once. */
    static final String ONCE = SafeRetry.class.getName() + ".once";

    private static final Set<Integer> WORTH_ANOTHER = Set.of(429, 500, 502, 503, 504);

    private final PlatformProperties.Retry retry;
    private final Clock clock;

    SafeRetry(PlatformProperties.Retry retry, Clock clock) {
        this.retry = retry;
        this.clock = clock;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        boolean mayRepeat = request.method() == HttpMethod.GET && request.attribute(ONCE).isEmpty();
        return mayRepeat ? attempt(request, next, 1) : next.exchange(request);
    }

    private Mono<ClientResponse> attempt(ClientRequest request, ExchangeFunction next, int number) {
        Mono<ClientResponse> again = Mono.defer(() -> attempt(request, next, number + 1));
        return next.exchange(request)
                .map(answer -> afterAnswer(answer, number, again))
                .onErrorResume(
                        WebClientRequestException.class, broken -> Mono.just(afterBreak(broken, number, again)))
                .flatMap(Function.identity());
    }

    private Mono<ClientResponse> afterAnswer(ClientResponse answer, int number, Mono<ClientResponse> again) {
        Duration wait = wait(answer, number);
        return number < retry.attempts() && isWorthAnother(answer, wait)
                ? answer.releaseBody().then(Mono.delay(wait)).then(again)
                : Mono.just(answer);
    }

    private Mono<ClientResponse> afterBreak(
            WebClientRequestException broken, int number, Mono<ClientResponse> again) {
        return number < retry.attempts() ? Mono.delay(backOff(number)).then(again) : Mono.error(broken);
    }

    private boolean isWorthAnother(ClientResponse answer, Duration wait) {
        return WORTH_ANOTHER.contains(answer.statusCode().value()) && wait.compareTo(retry.maxWait()) <= 0;
    }

    private Duration wait(ClientResponse answer, int number) {
        String said = answer.headers().asHttpHeaders().getFirst("Retry-After");
        return said == null ? backOff(number) : Answer.retryAfter(said, clock);
    }

    private Duration backOff(int number) {
        long full = retry.firstWait().toMillis() << (number - 1);
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
