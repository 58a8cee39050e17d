package org.privatelink.portal.account;

import org.jspecify.annotations.Nullable;

/**
 * Somebody came, left or was refused before any controller was asked. Published while it happens, on the thread of the
 * request.
 *
 * @param person null where nobody is signed in
 * @param reason one of a few words, for those kinds that have one
 * @param about whose sign-ins were ended, where they are one person's
 */
public record AccountNews(Kind kind, @Nullable Person person, @Nullable String reason, @Nullable About about) {

    public AccountNews(Kind kind, @Nullable Person person, @Nullable String reason) {
        this(kind, person, reason, null);
    }

    /** @param id as {@link Person#id}, where it is known */
    public record About(String id, @Nullable String name) {

        public static About of(Person person) {
            return new About(person.id(), person.name());
        }
    }

    /** Reason of a refusal of whoever asks too often: one row a minute is enough of those. */
    public static final String RATE_LIMIT = "rate-limit";

    public enum Kind {
        SIGN_IN,
        SIGN_IN_FAILED,
        SIGN_OUT,
        /** Without the person's doing. */
        SESSION_END,
        /** Somebody has ended sign-ins elsewhere, their own or another's. */
        SIGN_INS_ENDED,
        /** The provider has ended sign-ins. */
        ENDED_BY_PROVIDER,
        /** Somebody wanted to end sign-ins in the provider's name. */
        ENDING_REFUSED,
        REFUSAL
    }
}
