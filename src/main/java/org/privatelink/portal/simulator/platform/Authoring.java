package org.privatelink.portal.simulator.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.Store;
import org.privatelink.portal.simulator.Store.Shelf;
import org.springframework.stereotype.Component;

/** Interactive authoring: one switch per sandbox, which nobody can turn off. */
@Component
class Authoring {

    private final Shelf<Span> shelf;
    private final Clock clock;
    private final Duration delay;

    Authoring(Store store, Clock clock, SimulatorProperties properties) {
        this.shelf = store.shelf("authoring", Span.class);
        this.clock = clock;
        this.delay = properties.authoringDelay();
    }

    String status(String sandbox) {
        return shelf.find(sandbox).map(span -> span.status(clock.instant())).orElse("Disabled");
    }

    /** Asking while it is on makes it last from now; how Adobe does that is not documented. */
    synchronized void enable(String sandbox, int minutes) {
        Instant now = clock.instant();
        long from = shelf.find(sandbox)
                .filter(span -> now.toEpochMilli() < span.until())
                .map(Span::from)
                .orElse(now.plus(delay).toEpochMilli());
        long start = Math.max(from, now.toEpochMilli());
        shelf.put(sandbox, new Span(from, start + Duration.ofMinutes(minutes).toMillis()));
    }

    void requireEnabled(String sandbox) {
        if (!status(sandbox).equals("Enabled")) {
            throw Refusal.catalogue(
                    "1308-400",
                    "Connector error",
                    "Interactive authoring is not enabled. Enable interactive authoring and try again.");
        }
    }

    /** From and until, in epoch milliseconds. */
    record Span(long from, long until) {

        String status(Instant now) {
            long time = now.toEpochMilli();
            if (time >= until) {
                return "Disabled";
            }
            return time < from ? "Enabling" : "Enabled";
        }
    }
}
