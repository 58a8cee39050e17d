package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;

/**
 * What Platform told people, each for themselves, and in whose name it is asked anew when that is old: once for all who
 * wait for the same. What it said last serves on for a while where it says nothing else. A refusal ends that at once, and
 * is told again for half a minute without another call, as silence is for two seconds.
 *
 * @param <K> names who asks, and of what
 */
final class Told<K, V> {

    private static final Duration REFUSAL = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    private static final int MOST = 10_000;
    private static final int AT_A_TIME = 8;

    private final Function<K, V> question;
    private final Patience patience;
    private final Reads reads;
    private final Clock clock;
    private final Duration fresh;
    private final Cache<K, Answer<V>> answers;
    private final Cache<K, PlatformException> failures;
    private final Map<K, Reading<V>> underWay = new ConcurrentHashMap<>();

    private record Answer<V>(V value, Instant at) {}

    /** @param grace how long an answer that is not fresh any more may serve on */
    Told(Function<K, V> question, Duration fresh, Duration grace, Patience patience, Reads reads, Clock clock) {
        this.question = question;
        this.patience = patience;
        this.reads = reads;
        this.clock = clock;
        this.fresh = fresh;
        this.answers = cache(clock).expireAfterWrite(fresh.plus(grace)).build();
        this.failures = cache(clock)
                .expireAfter(Expiry.<K, PlatformException>writing((key, failure) -> lasting(failure)))
                .build();
    }

    private static Caffeine<Object, Object> cache(Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }

    /** A token that is not taken says nothing of the next one, and what the portal did not ask nothing of Platform. */
    private static Duration lasting(PlatformException failure) {
        if (isSilence(failure)) {
            return failure instanceof Unreachable unreachable && unreachable.isFull() ? Duration.ZERO : SILENCE;
        }
        return isRefusal(failure) ? REFUSAL : Duration.ZERO;
    }

    /** Platform has not said anything. */
    static boolean isSilence(PlatformException failure) {
        return failure instanceof Unreachable || failure instanceof TooMany || failure instanceof Unreadable;
    }

    /** The person may not. */
    static boolean isRefusal(PlatformException failure) {
        return failure instanceof NotFound
                || failure instanceof NotAllowed notAllowed && notAllowed.reason() == NotAllowed.Reason.VIEW;
    }

    /** Asks for all that is not known. */
    Asked ask(Collection<K> keys) {
        Asked asked = new Asked();
        keys.stream()
                .filter(key -> !isFresh(answers.getIfPresent(key)) && failures.getIfPresent(key) == null)
                .forEach(asked::reading);
        return asked;
    }

    V get(K key, boolean servesOn) {
        return new Asked().get(key, servesOn);
    }

    Outcome<V> glance(K key) {
        return new Asked().glance(key);
    }

    /** When what serves on was said; empty while it is fresh. */
    Optional<Instant> oldSince(K key) {
        return Optional.ofNullable(answers.getIfPresent(key))
                .filter(answer -> !isFresh(answer))
                .map(Answer::at);
    }

    private V read(K key) {
        try {
            V value = question.apply(key);
            answers.put(key, new Answer<>(value, clock.instant()));
            return value;
        } catch (PlatformException failure) {
            if (!isSilence(failure)) {
                answers.invalidate(key);
            }
            failures.put(key, failure);
            throw failure;
        } finally {
            underWay.remove(key);
        }
    }

    private boolean isFresh(@Nullable Answer<V> answer) {
        return answer != null && clock.instant().isBefore(answer.at().plus(fresh));
    }

    /** What a page asks for: side by side, but not so much at a time that others find no place. */
    final class Asked {

        private final Semaphore places = new Semaphore(AT_A_TIME, true);
        private final Map<K, Reading<V>> readings = new HashMap<>();
        private final long end = patience.end();

        /**
         * Waits for an answer as long as who asks has time; no longer than a page likes to, where an old one may serve on.
         *
         * @param servesOn whether it may
         */
        V get(K key, boolean servesOn) {
            Outcome<V> told = outcome(key, servesOn, !servesOn || answers.getIfPresent(key) == null);
            if (told.failure() != null) {
                throw told.failure();
            }
            return told.value();
        }

        /** Waits no longer than a page likes to. */
        Outcome<V> glance(K key) {
            return outcome(key, true, false);
        }

        private Outcome<V> outcome(K key, boolean servesOn, boolean worthWaiting) {
            Answer<V> last = answers.getIfPresent(key);
            if (isFresh(last)) {
                return new Outcome<>(last.value(), null);
            }
            Outcome<V> next = next(key, worthWaiting);
            boolean silent = next.failure() != null && isSilence(next.failure());
            return silent && servesOn && last != null ? new Outcome<>(last.value(), null) : next;
        }

        private Outcome<V> next(K key, boolean worthWaiting) {
            PlatformException lately = failures.getIfPresent(key);
            if (lately != null) {
                return new Outcome<>(null, lately);
            }
            Reading<V> reading = reading(key);
            return worthWaiting ? reading.outcomeInTime() : patience.await(reading, end);
        }

        private Reading<V> reading(K key) {
            return readings.computeIfAbsent(
                    key, mine -> underWay.computeIfAbsent(mine, each -> reads.startShared(() -> inTurn(each))));
        }

        private V inTurn(K key) {
            places.acquireUninterruptibly();
            try {
                return read(key);
            } finally {
                places.release();
            }
        }
    }
}
