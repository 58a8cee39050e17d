package org.privatelink.portal.notice;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One happening for one address.
 *
 * @param id stays the same over all attempts, so that receivers can tell a second delivery
 * @param dueAt when it is sent next; while it is being sent, when another may take it over
 * @param unsure attempts of which nobody knows whether they delivered
 * @param problem of the last attempt
 * @param detail what the other side said to it
 */
record Notice(
        String id,
        Target target,
        Happening happening,
        Instant notedAt,
        Instant dueAt,
        int attempts,
        int unsure,
        State state,
        @Nullable Problem problem,
        @Nullable String detail,
        @Nullable Instant settledAt) {

    enum State {
        WAITING,
        SENT,
        GIVEN_UP;

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Why an attempt did not deliver. */
    enum Problem {
        NO_CONNECTION,
        NO_ANSWER,
        STATUS,
        MAIL_REFUSED,
        SENDER_REFUSED,
        SIGN_IN,
        ADDRESS,
        NOT_CONFIGURED,
        UNEXPECTED;

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
