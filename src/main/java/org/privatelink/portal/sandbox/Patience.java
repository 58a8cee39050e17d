package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.springframework.stereotype.Component;

/** How long a page waits for all that it can do without. Who has waited in vain does not wait again for a while. */
@Component
class Patience {

    private static final Duration MOST = Duration.ofMillis(700);
    private static final Duration WHILE = Duration.ofSeconds(10);
    private static final int MOST_PEOPLE = 10_000;

    private final Cache<Optional<Acting.Self>, Boolean> spent =
            Caffeine.newBuilder().maximumSize(MOST_PEOPLE).expireAfterWrite(WHILE).build();

    /** When it ends of who begins to wait now, as {@link System#nanoTime} counts. */
    long end() {
        Duration left = spent.getIfPresent(Acting.self()) == null ? MOST : Duration.ZERO;
        return System.nanoTime() + left.toNanos();
    }

    <V> Outcome<V> await(Reading<V> reading, long end) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
        Outcome<V> outcome = reading.outcome(left);
        if (!left.isZero() && System.nanoTime() - end >= 0) {
            spent.put(Acting.self(), true);
        }
        return outcome;
    }
}
