package org.privatelink.portal.activity;

import org.jspecify.annotations.Nullable;

/** What a look at Platform showed of an act whose answer was lost. */
public record Sighting(Kind kind, @Nullable String subjectId) {

    public enum Kind {
        HAPPENED,
        NOT_SEEN,
        /** Not seen, and that says nothing. */
        UNTOLD,
        SEVERAL
    }

    public static Sighting happened(@Nullable String subjectId) {
        return new Sighting(Kind.HAPPENED, subjectId);
    }

    public static Sighting notSeen() {
        return new Sighting(Kind.NOT_SEEN, null);
    }

    public static Sighting untold() {
        return new Sighting(Kind.UNTOLD, null);
    }

    public static Sighting several() {
        return new Sighting(Kind.SEVERAL, null);
    }
}
