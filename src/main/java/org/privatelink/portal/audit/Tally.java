package org.privatelink.portal.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who is refused again and again from filling the ledger: what comes beyond so many rows a minute is counted, and
 * told in one row. Strangers count as one, wherever they come from.
 */
class Tally {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Key, Window> windows = new HashMap<>();

    private record Key(@Nullable String person, String event, @Nullable String reason) {}

    private record Window(Instant end, int written, int over, Entry last) {}

    Tally(Clock clock) {
        this.clock = clock;
    }

    /** The row to write, if there is one. */
    synchronized Optional<Entry> admit(Entry entry, int most) {
        Key key = new Key(entry.who().id(), entry.event(), entry.reason());
        Window window = windows.get(key);
        boolean fresh = window == null || !clock.instant().isBefore(window.end());
        int written = fresh ? 0 : window.written();
        if (written == most) {
            windows.put(key, new Window(window.end(), written, window.over() + 1, entry));
            return Optional.empty();
        }
        Instant end = fresh ? clock.instant().plus(MINUTE) : window.end();
        windows.put(key, new Window(end, written + 1, 0, entry));
        return Optional.of(entry.times(1 + (window == null ? 0 : window.over())));
    }

    /** A row for each that went over its number, of minutes that are past; at the end of the portal of all. */
    synchronized List<Entry> left(boolean all) {
        List<Entry> left = new ArrayList<>();
        windows.values().removeIf(window -> {
            boolean past = all || !clock.instant().isBefore(window.end());
            if (past && window.over() > 0) {
                left.add(window.last().times(window.over()));
            }
            return past;
        });
        return left;
    }
}
