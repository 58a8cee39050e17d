package org.privatelink.portal.account;

import org.jspecify.annotations.Nullable;

/**
 * Somebody came, left or was refused before any controller was asked. Published while it happens, on the thread of the
 * request.
 *
 * @param person null where nobody is signed in
 * @param reason one of a few words, for those kinds that have one
 */
public record AccountNews(Kind kind, @Nullable Person person, @Nullable String reason) {

    /** Reason of a refusal of whoever asks too often: one row a minute is enough of those. */
    public static final String RATE_LIMIT = "rate-limit";

    public enum Kind {
        SIGN_IN,
        SIGN_IN_FAILED,
        SIGN_OUT,
        /** Without the person's doing. */
        SESSION_END,
        REFUSAL
    }
}
