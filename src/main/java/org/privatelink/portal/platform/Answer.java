package org.privatelink.portal.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * One answer as it came over the wire.
 *
 * @param retryAfter null where it does not say
 */
public record Answer(int status, byte[] body, @Nullable Duration retryAfter, String requestId) {

    private static final Duration UNSAID = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** How long to wait before another try. */
    Duration pause() {
        return retryAfter == null ? UNSAID : retryAfter;
    }

    /** {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3); ten seconds when it is missing or senseless. */
    public static Duration retryAfter(@Nullable String header, Clock clock) {
        if (header == null || header.isBlank()) {
            return UNSAID;
        }
        Duration said = header.strip().matches("\\d{1,18}") ? Duration.ofSeconds(Long.parseLong(header.strip())) : date(header, clock);
        if (said.isNegative()) {
            return UNSAID;
        }
        return said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }

    private static Duration date(String header, Clock clock) {
        try {
            ZonedDateTime when = ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(clock.instant(), when);
        } catch (DateTimeParseException senseless) {
            return UNSAID;
        }
    }
}
