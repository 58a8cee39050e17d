package org.privatelink.portal.simulator;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * Something that goes wrong on purpose.
 *
 * @param method HTTP method it strikes; null strikes all
 * @param path beginning of the paths it strikes, or a regular expression for the whole path; null strikes all
 * @param sandbox name of the sandbox in which it strikes; null strikes in all
 * @param times how often it strikes; null never ends
 * @param status answered by STATUS and HTML; null is 503 and 502
 * @param retryAfter {@code Retry-After} header: seconds, a date, or nonsense
 * @param delay wait of DELAY and HANG, pause between the pieces of DRIP; null is one second, of HANG a minute
 * @param body answered by STATUS, HTML and WRONG_TYPE instead of their own; of REDIRECT where to
 */
public record Fault(
        @Nullable String method,
        @Nullable String path,
        @Nullable String sandbox,
        @Nullable Integer times,
        Kind kind,
        @Nullable Integer status,
        @Nullable String retryAfter,

        @JsonDeserialize(using = DurationReader.class) @Nullable
        Duration delay,

        @Nullable String body) {

    public Fault {
        if (kind == null) {
            throw new IllegalArgumentException("A fault needs a kind");
        }
        if (path != null) {
            Pattern.compile(path);
        }
    }

    boolean strikes(String requestMethod, String requestPath, @Nullable String requestSandbox) {
        return (method == null || method.equalsIgnoreCase(requestMethod))
                && (sandbox == null || sandbox.equals(requestSandbox))
                && (path == null || requestPath.startsWith(path) || requestPath.matches(path));
    }

    Duration pause() {
        return delay == null ? Duration.ofSeconds(kind == Kind.HANG ? 60 : 1) : delay;
    }

    Fault once() {
        return times == null ? this : new Fault(method, path, sandbox, times - 1, kind, status, retryAfter, delay, body);
    }

    boolean isSpent() {
        return times != null && times <= 0;
    }

    /** Reads {@code 500ms} as well as {@code PT0.5S}, as the properties do. */
    static class DurationReader extends ValueDeserializer<Duration> {

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) {
            return DurationStyle.detectAndParse(parser.getString());
        }
    }

    /**
     * What happens. RESET drops the connection before the work is done, TRUNCATE within the answer, LOST_ANSWER instead
     * of it; HANG after a while without any. DEEP is JSON of 100,000 levels, HUGE of 40 MB.
     */
    public enum Kind {
        STATUS,
        DELAY,
        HANG,
        HTML,
        REDIRECT,
        TRUNCATE,
        RESET,
        DRIP,
        HUGE,
        DEEP,
        LOST_ANSWER,
        WRONG_TYPE
    }
}
