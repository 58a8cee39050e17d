package org.privatelink.portal.platform;

import java.time.Duration;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;

/** Failures of Platform for tests of other rooms. */
public final class PlatformFailures {

    private PlatformFailures() {}

    public static Refused refused(String text, String requestId) {
        return new Refused(new Problem(400, "1304-400", text, requestId));
    }

    public static Unreachable unreachable() {
        return new Unreachable(new Problem(503, null, null, "r-1"));
    }

    public static Unreachable resting() {
        return new Unreachable(
                new Problem(0, null, Silence.RESTING.text(), "none"), Silence.RESTING, Duration.ofSeconds(10));
    }

    public static TooMany tooMany(Duration retryAfter) {
        return new TooMany(new Problem(429, "429050", null, "r-1"), retryAfter);
    }

    public static OutcomeUnknown outcomeUnknown() {
        return new OutcomeUnknown(new Problem(0, null, "The answer was lost", "r-1"));
    }
}
