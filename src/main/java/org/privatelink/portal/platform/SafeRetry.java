package org.privatelink.portal.platform;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Sends a read again after 429, a fault at the other end or a broken connection. Writes do not come here. */
final class SafeRetry {

    private static final Set<Integer> WORTH_ANOTHER = Set.of(429, 500, 502, 503, 504);
    private static final Set<Silence> MAY_PASS = EnumSet.of(Silence.NOT_SENT, Silence.TOO_LATE, Silence.BROKEN);

    private final PlatformProperties.Retry retry;

    SafeRetry(PlatformProperties.Retry retry) {
        this.retry = retry;
    }

    /**
     * The first answer that is worth no other attempt, or the last.
     *
     * @param left for all attempts together: what would begin later is told as it is
     */
    Mono<Answer> repeat(Mono<Answer> attempt, Duration left) {
        long end = System.nanoTime() + left.toNanos();
        return attempt(attempt, 1, wait -> System.nanoTime() + wait.toNanos() < end);
    }

    private Mono<Answer> attempt(Mono<Answer> attempt, int number, Predicate<Duration> fits) {
        Mono<Answer> again = Mono.defer(() -> attempt(attempt, number + 1, fits));
        return attempt.map(answer -> afterAnswer(answer, number, again, fits))
                .onErrorResume(broken -> Mono.just(afterBreak(broken, number, again)))
                .flatMap(Function.identity());
    }

    private Mono<Answer> afterAnswer(Answer answer, int number, Mono<Answer> again, Predicate<Duration> fits) {
        Duration wait = answer.retryAfter() == null ? backOff(number) : answer.retryAfter();
        boolean worthIt = WORTH_ANOTHER.contains(answer.status()) && wait.compareTo(retry.maxWait()) <= 0 && fits.test(wait);
        return worthIt && number < retry.attempts() ? Mono.delay(wait).then(again) : Mono.just(answer);
    }

    private Mono<Answer> afterBreak(Throwable broken, int number, Mono<Answer> again) {
        return MAY_PASS.contains(Silence.of(broken)) && number < retry.attempts() ? Mono.delay(backOff(number)).then(again) : Mono.error(broken);
    }

    private Duration backOff(int number) {
        long full = retry.firstWait().toMillis() << (number - 1);
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
