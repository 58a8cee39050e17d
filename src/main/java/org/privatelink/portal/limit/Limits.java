package org.privatelink.portal.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Component;

/** Counts who asks how often. What fills up again by itself within the minute need not be remembered longer. */
@Component
public class Limits {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final LimitProperties properties;
    private final TimeMeter time;
    private final Cache<Asker, Bucket> buckets;

    enum Kind {
        STRANGER(LimitProperties::strangers),
        BAD_TOKEN(LimitProperties::strangers),
        CHANGE(LimitProperties::changes),
        CHECK(LimitProperties::checks),
        COSTLY(LimitProperties::costly),
        CALL(LimitProperties::calls),
        WRITE(LimitProperties::writes);

        private final ToIntFunction<LimitProperties> most;

        Kind(ToIntFunction<LimitProperties> most) {
            this.most = most;
        }
    }

    /**
     * @param who address, person or subject
     * @param isShared whether several people may be behind it, each with a count of their own
     */
    record Asker(Kind kind, String who, boolean isShared) {

        Asker(Kind kind, String who) {
            this(kind, who, false);
        }
    }

    Limits(LimitProperties properties, Clock clock) {
        this.properties = properties;
        this.time = new Ticking(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(properties.remembered())
                .expireAfterAccess(PERIOD)
                .build();
    }

    /** @return seconds to wait; 0 when it may go on, which is counted then */
    long secondsToWait(Asker asker) {
        var probe = buckets.get(asker, this::full).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
    }

    /** @return seconds to wait, without counting; 0 when it may go on */
    long secondsLeft(Asker asker) {
        Bucket bucket = buckets.getIfPresent(asker);
        long nanos = bucket == null ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return nanos == 0 ? 0 : 1 + TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    private Bucket full(Asker asker) {
        long each = asker.kind().most.applyAsInt(properties);
        long most = asker.isShared() ? each * properties.perAddress() : each;
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(most).refillGreedy(most, PERIOD))
                .withCustomTimePrecision(time)
                .build();
    }

    long remembered() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private record Ticking(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
