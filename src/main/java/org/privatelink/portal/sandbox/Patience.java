package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.springframework.stereotype.Component;

/** How long a page waits for what it can do without. Who has waited in vain does not wait again for a while. */
@Component
class Patience {

    private static final Duration MOST = Duration.ofMillis(700);
    private static final Duration WHILE = Duration.ofSeconds(10);
    private static final int MOST_PEOPLE = 10_000;

    private final Cache<String, Boolean> spent =
            Caffeine.newBuilder().maximumSize(MOST_PEOPLE).expireAfterWrite(WHILE).build();

    <V> Outcome<V> await(Reading<V> reading) {
        String person = Acting.person().orElse("");
        Duration left = spent.getIfPresent(person) == null ? MOST : Duration.ZERO;
        long start = System.nanoTime();
        Outcome<V> outcome = reading.outcome(left);
        if (System.nanoTime() - start >= MOST.toNanos()) {
            spent.put(person, true);
        }
        return outcome;
    }
}
