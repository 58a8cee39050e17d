package org.privatelink.portal.activity;

import java.util.Locale;

/** What became of an act. */
public enum Outcome {
    /** Platform did it. */
    DONE,
    /** Platform said no; nothing was changed. */
    REFUSED,
    /** No connection to Platform: the request never left. */
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

    boolean isSettled() {
        return this != LOST;
    }
}
