package org.privatelink.portal.azure;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Problem;
import org.privatelink.portal.platform.UpstreamException;

/** A call to Azure Resource Manager that did not end as asked. */
public final class AzureException extends UpstreamException {

    /** Why; with the HTTP status of a page that tells it, and what it means for a decision. */
    public enum Kind {
        /** The person's token is not taken, or not any more. */
        SIGN_IN_AGAIN(403, Fate.REFUSED),
        /** The person's account lacks a right on the resource: a matter of Azure, not of the portal's roles. */
        NOT_AUTHORISED(403, Fate.REFUSED),
        NOT_FOUND(404, Fate.REFUSED),
        CONFLICT(409, Fate.REFUSED),
        /** Azure understood and does not do it as it stands, such as approving what was rejected. */
        REFUSED(422, Fate.REFUSED),
        TOO_MANY(503, Fate.REFUSED),
        /** No usable answer. A decision never left. */
        UNREACHABLE(503, Fate.NOT_SENT),
        /** Of a read: an answer that is not what the documents promise. */
        UNREADABLE(502, Fate.REFUSED),
        /** A decision whose answer was lost or not understood. */
        OUTCOME_UNKNOWN(502, Fate.UNKNOWN),
        /** Azure took the decision and had not carried it out when the portal stopped waiting. */
        STILL_WORKING(502, Fate.UNKNOWN);

        private final int status;
        private final Fate fate;

        Kind(int status, Fate fate) {
            this.status = status;
            this.fate = fate;
        }

        public int status() {
            return status;
        }

        public Fate fate() {
            return fate;
        }

        /** Last part of message keys. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Pattern RIGHT = Pattern.compile("perform action '([A-Za-z0-9./]{1,200})'");

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    AzureException(Kind kind, Problem problem) {
        this(kind, problem, null);
    }

    AzureException(Kind kind, Problem problem, @Nullable Duration retryAfter) {
        super(problem);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** When to try again, where Azure said so. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The right that the person's account lacks, where Azure names it. */
    public @Nullable String missingRight() {
        Matcher named = RIGHT.matcher(problem().text() == null ? "" : problem().text());
        return kind == Kind.NOT_AUTHORISED && named.find() ? named.group(1) : null;
    }

    @Override
    public Fate fate() {
        return kind.fate();
    }
}
