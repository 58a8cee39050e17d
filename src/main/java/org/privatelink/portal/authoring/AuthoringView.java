package org.privatelink.portal.authoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.page.Badge;

/**
 * Interactive authoring in words.
 *
 * @param enabled the last act of turning it on through this portal
 * @param starting whether it was asked for through this portal a short time ago and is not on yet
 * @param earliestEnd our own reckoning; null when it is off or was turned on elsewhere
 */
public record AuthoringView(
        AuthoringState state,
        Badge badge,
        @Nullable Activity enabled,
        @Nullable Instant earliestEnd,
        boolean starting) {

    /** Whether it is worth looking again soon. */
    public boolean isMoving() {
        return starting || state == AuthoringState.DISABLING;
    }

    /** Last part of the key of the sentence that says what is going on. */
    public String textKey() {
        if (state == AuthoringState.DISABLED && starting) {
            return "starting";
        }
        return state == AuthoringState.ENABLING && !starting ? "overdue" : state.key();
    }
}
