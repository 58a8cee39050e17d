package org.privatelink.portal.explore;

import java.util.Locale;
import java.util.Objects;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.privatelink.portal.platform.Problem;

/** Why a thing cannot be shown, in words of this room where it knows more than the general ones. */
record Trouble(Kind kind, Failure failure) {

    private static final String NOT_SUPPORTED = "1336";

    enum Kind {
        LATE,
        UNSUPPORTED,
        UNKNOWN,
        GENERAL;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Trouble of(PlatformException told) {
        Kind kind = Kind.GENERAL;
        if (told.problem().isLate()) {
            kind = Kind.LATE;
        } else if (told instanceof Refused && isUnsupported(told.problem())) {
            kind = Kind.UNSUPPORTED;
        } else if (told instanceof Unreadable) {
            kind = Kind.UNKNOWN;
        }
        return new Trouble(kind, Failure.of(told));
    }

    /** The numbers of Adobe's two catalogues collide: the text must fit too. */
    private static boolean isUnsupported(Problem problem) {
        return Objects.toString(problem.code(), "").startsWith(NOT_SUPPORTED)
                && Objects.toString(problem.text(), "").toLowerCase(Locale.ROOT).contains("explor");
    }

    public boolean isGeneral() {
        return kind == Kind.GENERAL;
    }

    public boolean isLate() {
        return kind == Kind.LATE;
    }

    /** Last part of the message keys. */
    public String key() {
        return kind.key();
    }

    int status() {
        return kind == Kind.LATE ? 504 : failure.status();
    }
}
