package org.privatelink.portal.simulator;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on purpose.
 *
 * @param method HTTP method it strikes; null strikes all
 * @param path beginning of the paths it strikes, or a regular expression for the whole path; null strikes all
 * @param times how often it strikes; null never ends
 * @param status answered by STATUS and HTML; null is 503 and 502
 * @param retryAfter seconds for a {@code Retry-After} header
 * @param delay wait of DELAY, pause between the pieces of DRIP; null is one second
 * @param body answered by STATUS, HTML and WRONG_TYPE instead of their own
 */
public record Fault(
        @Nullable String method,
        @Nullable String path,
        @Nullable Integer times,
        Kind kind,
        @Nullable Integer status,
        @Nullable Integer retryAfter,
        @Nullable Duration delay,
        @Nullable String body) {

    public Fault {
        if (kind == null) {
            throw new IllegalArgumentException("A fault needs a kind");
        }
        if (path != null) {
            Pattern.compile(path);
        }
    }

    boolean strikes(String requestMethod, String requestPath) {
        return (method == null || method.equalsIgnoreCase(requestMethod))
                && (path == null || requestPath.startsWith(path) || requestPath.matches(path));
    }

    Duration pause() {
        return delay == null ? Duration.ofSeconds(1) : delay;
    }

    Fault once() {
        return times == null ? this : new Fault(method, path, times - 1, kind, status, retryAfter, delay, body);
    }

    boolean isSpent() {
        return times != null && times <= 0;
    }

    /** What happens. RESET drops the connection before the work is done, LOST_ANSWER after it. */
    public enum Kind {
        STATUS,
        DELAY,
        HTML,
        TRUNCATE,
        RESET,
        DRIP,
        HUGE,
        LOST_ANSWER,
        WRONG_TYPE
    }
}
