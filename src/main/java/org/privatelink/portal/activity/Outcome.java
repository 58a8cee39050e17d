package org.privatelink.portal.activity;

import java.util.Locale;
import org.privatelink.portal.platform.UpstreamException.Fate;

/** What became of an act. */
public enum Outcome {
    /** Platform, or Azure, did it. */
    DONE,
    /** The answer was no; nothing was changed. */
    REFUSED,
    /** No connection, or no time left for it: the request never left. */
    NOT_SENT,
    /** The answer was lost, and a look showed that it did not happen. */
    NOT_DONE,
    /** The answer was lost, and a look could not tell: somebody has to see for themselves. */
    UNCLEAR,
    /** The answer was lost; being looked for. The one outcome that is not the last. */
    LOST;

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Outcome after(Fate fate) {
        return switch (fate) {
            case NOT_SENT -> NOT_SENT;
            case REFUSED -> REFUSED;
            case UNKNOWN -> LOST;
        };
    }

    boolean isSettled() {
        return this != LOST;
    }
}
