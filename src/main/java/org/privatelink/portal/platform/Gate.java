package org.privatelink.portal.platform;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.Metrics;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Stands before one other service. So many calls go in at a time and no more; and none while the service does not
 * answer, until a trial shows that it does again.
 */
public final class Gate {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final String service;
    private final Limits limits;
    private final Clock clock;
    private final Bulkhead places;
    private final CircuitBreaker circuit;
    private volatile @Nullable Rest rest;
    private volatile String lastFault = "";
    private volatile @Nullable Runnable trial;
    private volatile @Nullable Thread trying;
    private volatile Runnable whenWell = () -> {};

    /**
     * @param calls under way at a time
     * @param patience how long a call waits for another to end
     * @param faults of a hundred calls, from which on the service is left in peace; slow ones count as faults
     * @param fewest calls that tell anything
     * @param window the calls of this long are looked at; null where calls are rare, for the last twice as many as tell anything
     * @param slow a call is when it takes longer
     * @param pause before the service is tried again
     */
    public record Limits(
            int calls,
            Duration patience,
            int faults,
            int fewest,
            @Nullable Duration window,
            Duration slow,
            Duration pause) {

        private static final int MOST_LOOKED_AT = 1_000;

        private int size() {
            return window == null
                    ? (int) Math.min(2L * fewest, MOST_LOOKED_AT)
                    : Math.max(1, Math.toIntExact(window.toSeconds()));
        }
    }

    /**
     * The service is left in peace.
     *
     * @param since when it was found not to answer
     * @param nextTry when it is tried next
     */
    public record Rest(Instant since, Instant nextTry) {}

    public Gate(String service, Limits limits, Clock clock) {
        this.service = service;
        this.limits = limits;
        this.clock = clock;
        this.places = Bulkhead.of(service, BulkheadConfig.custom()
                .maxConcurrentCalls(limits.calls())
                .maxWaitDuration(limits.patience())
                .writableStackTraceEnabled(false)
                .build());
        this.circuit = CircuitBreaker.of(service, CircuitBreakerConfig.custom()
                .slidingWindowType(limits.window() == null ? SlidingWindowType.COUNT_BASED : SlidingWindowType.TIME_BASED)
                .slidingWindowSize(limits.size())
                .minimumNumberOfCalls(limits.fewest())
                .failureRateThreshold(limits.faults())
                .slowCallDurationThreshold(limits.slow())
                .slowCallRateThreshold(limits.faults())
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(limits.pause())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .writableStackTraceEnabled(false)
                .build());
        circuit.getEventPublisher().onStateTransition(this::turned);
    }

    /** Has the service tried by this when it is time, off every request, instead of by whoever comes first. */
    void tryBy(Runnable call) {
        this.trial = call;
    }

    void whenWell(Runnable listener) {
        this.whenWell = listener;
    }

    /** Empty while calls go through. */
    public Optional<Rest> rest() {
        return Optional.ofNullable(rest);
    }

    /** Calls that are under way. */
    public int underWay() {
        return limits.calls() - places.getMetrics().getAvailableConcurrentCalls();
    }

    /** One call with its attempts. Throws at once what {@link Silence} knows when it may not be made. */
    <T> T enter(Supplier<T> call) {
        refuseAtRest();
        if (!places.tryAcquirePermission()) {
            throw new Withheld(Silence.FULL, MOMENT);
        }
        try {
            // While it waited the service may have been found not to answer.
            refuseAtRest();
            return call.get();
        } finally {
            places.onComplete();
        }
    }

    private void refuseAtRest() {
        if (isAtRest()) {
            throw withheld();
        }
    }

    private boolean isAtRest() {
        State state = circuit.getState();
        return state != State.CLOSED && (trial != null || state == State.OPEN);
    }

    /** A call that entered before, and waited for a token say, does not take the place of the trial. */
    private boolean mayBegin(boolean isTrial) {
        return (isTrial || !isAtRest()) && circuit.tryAcquirePermission();
    }

    private boolean isTrial() {
        return Thread.currentThread() == trying;
    }

    /** A call of one attempt, judged by what comes of it; what is thrown counts as a fault. */
    public <T> T call(Supplier<T> call, Predicate<T> isFault) {
        return call(
                call,
                answer -> isFault.test(answer) ? "it answers with faults" : null,
                broken -> Silence.of(broken).text());
    }

    /** @param fault in an answer, or in what is thrown; null where there is none */
    <T extends @Nullable Object> T call(
            Supplier<T> call, Function<T, @Nullable String> fault, Function<RuntimeException, @Nullable String> thrown) {
        return enter(() -> judged(call, fault, thrown));
    }

    /** The same, of what has entered or need not. */
    <T extends @Nullable Object> T judged(
            Supplier<T> call, Function<T, @Nullable String> fault, Function<RuntimeException, @Nullable String> thrown) {
        if (!mayBegin(isTrial())) {
            throw withheld();
        }
        Judgement judgement = new Judgement(true);
        try {
            T answer = call.get();
            judgement.pass(fault.apply(answer));
            return answer;
        } catch (RuntimeException broken) {
            judgement.pass(thrown.apply(broken));
            throw broken;
        } finally {
            judgement.pass("it broke off");
        }
    }

    /**
     * An attempt within a call that entered.
     *
     * @param telling whether it tells anything about the service: what depends on others besides does not
     */
    Mono<Answer> attempt(Mono<Answer> attempt, boolean telling) {
        boolean isCut = Deadline.isCut();
        boolean isTrial = isTrial();
        return Mono.defer(() -> {
            if (!mayBegin(isTrial)) {
                return Mono.error(withheld());
            }
            Judgement judgement = new Judgement(telling);
            return attempt.doOnNext(answer -> judgement.pass(answer.status() >= 500 ? "status " + answer.status() : null))
                    .doOnError(broken -> judgement.pass(Silence.of(broken).text()))
                    .doOnCancel(() -> judgement.givenUp(isCut));
        });
    }

    /** What was wrong last, for whoever runs the portal. */
    String lastFault() {
        return lastFault;
    }

    /** Something that calls need did not work, such as a token. */
    void fault(String what) {
        lastFault = what;
        circuit.onError(0, TimeUnit.NANOSECONDS, new Withheld(Silence.BROKEN, MOMENT));
    }

    /** What a call ends with that may not be made. */
    Withheld withheld() {
        Rest present = rest;
        Duration left = present == null ? MOMENT : Duration.between(clock.instant(), present.nextTry());
        return new Withheld(Silence.RESTING, left.compareTo(MOMENT) < 0 ? MOMENT : left);
    }

    /** Counts only while the circuit is in the turn in which the attempt began: what is late tells of another time. */
    private final class Judgement {

        private final boolean telling;
        /** Each turn has its own, which stays while nothing is sent. */
        private final Metrics turn = circuit.getMetrics();
        private final long begun = System.nanoTime();
        private final AtomicBoolean passed = new AtomicBoolean();

        private Judgement(boolean telling) {
            this.telling = telling;
        }

        /** @param isCut by the deadline of who waits for it: an answer may have been about to come */
        private void givenUp(boolean isCut) {
            boolean isSlow = System.nanoTime() - begun >= limits.slow().toNanos();
            if (!isCut || isSlow) {
                pass(Silence.TOO_LATE.text());
            } else if (counts()) {
                circuit.releasePermission();
            }
        }

        private boolean counts() {
            return passed.compareAndSet(false, true) && turn == circuit.getMetrics();
        }

        /** @param fault null where there was none */
        private void pass(@Nullable String fault) {
            if (!counts()) {
                return;
            }
            if (!telling) {
                circuit.releasePermission();
            } else if (fault != null) {
                lastFault = fault;
                circuit.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, new Withheld(Silence.BROKEN, MOMENT));
            } else {
                circuit.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void turned(CircuitBreakerOnStateTransitionEvent event) {
        Instant now = clock.instant();
        switch (event.getStateTransition().getToState()) {
            case OPEN -> {
                Rest before = rest;
                rest = new Rest(before == null ? now : before.since(), now.plus(limits.pause()));
                if (before == null) {
                    log.warn("{} is left in peace and tried every {}: {}", service, limits.pause(), lastFault);
                }
            }
            case HALF_OPEN -> Optional.ofNullable(trial).ifPresent(this::begin);
            case CLOSED -> well(now);
            default -> log.warn("{}: {}", service, event.getStateTransition());
        }
    }

    private void well(Instant now) {
        Rest over = rest;
        rest = null;
        if (over != null) {
            log.info("{} answers again, after {} s", service, Duration.between(over.since(), now).toSeconds());
            aside(whenWell);
        }
    }

    /** Not by the thread of the network that brought the news: it would wait for a database. */
    private void aside(Runnable task) {
        Thread thread = new Thread(task, "gate");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where that is not possible for want of a thread, the next pause brings another. */
    private void begin(Runnable call) {
        try {
            aside(() -> tryOnce(call));
        } catch (RuntimeException | Error notBegun) {
            circuit.transitionToOpenState();
            throw notBegun;
        }
    }

    /** A trial that ended without a judgement, for lack of a token say, did not show that the service answers. */
    private void tryOnce(Runnable call) {
        trying = Thread.currentThread();
        try {
            call.run();
        } catch (RuntimeException unanswered) {
            log.debug("{} was tried: {}", service, unanswered.getMessage());
        } finally {
            if (circuit.getState() == State.HALF_OPEN) {
                circuit.transitionToOpenState();
            }
        }
    }
}
