package org.privatelink.portal.database;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ErrorHandler;

/** One line in the log for a fault that every request and every job meets. */
@Component
public class DatabaseFaults implements ErrorHandler {

    private static final Logger log = LoggerFactory.getLogger(DatabaseFaults.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<DatabaseFault, Instant> quietUntil = new EnumMap<>(DatabaseFault.class);
    private int untold;

    DatabaseFaults(Clock clock) {
        this.clock = clock;
    }

    /** @return false when it is no fault of the database: nothing was told then */
    public boolean tell(Throwable thrown) {
        return DatabaseFault.of(thrown).map(fault -> tell(fault, thrown)).orElse(false);
    }

    private synchronized boolean tell(DatabaseFault fault, Throwable thrown) {
        Instant now = clock.instant();
        if (now.isBefore(quietUntil.getOrDefault(fault, Instant.MIN))) {
            untold++;
            return true;
        }
        log.warn("The database {}: {} ({} more like it untold)", fault.words(), firstLine(thrown), untold);
        quietUntil.put(fault, now.plus(PAUSE));
        untold = 0;
        return true;
    }

    /** The further ones may quote what was to be written. */
    private static String firstLine(Throwable thrown) {
        String message = NestedExceptionUtils.getMostSpecificCause(thrown).getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    }

    /** Of a job: it comes again by itself. */
    @Override
    public void handleError(Throwable thrown) {
        if (!tell(thrown)) {
            log.error("A job failed", thrown);
        }
    }
}
