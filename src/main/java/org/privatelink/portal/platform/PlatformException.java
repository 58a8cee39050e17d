package org.privatelink.portal.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call to Platform that did not end as asked. The subtypes are all there are. */
public abstract sealed class PlatformException extends UpstreamException {

    private PlatformException(Problem problem) {
        super(problem);
    }

    @Override
    public Fate fate() {
        if (this instanceof OutcomeUnknown) {
            return Fate.UNKNOWN;
        }
        return this instanceof Unreachable ? Fate.NOT_SENT : Fate.REFUSED;
    }

    /** Platform does not accept the credential, organisation or rights of the portal, or of whom it acts for. */
    public static final class NotAllowed extends PlatformException {

        /** Which of the things that must fit does not (contract 3.7). */
        public enum Reason {
            TOKEN,
            CLIENT,
            ORGANISATION,
            PERMISSION,
            /** A person's own token, which has ended. */
            EXPIRED,
            /** A person's own right to see. */
            VIEW,
            /** A person's own right to change. */
            MANAGE
        }

        private final Reason reason;

        NotAllowed(Reason reason, Problem problem) {
            super(problem);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** There is no such thing, or not in this sandbox. */
    public static final class NotFound extends PlatformException {
        NotFound(Problem problem) {
            super(problem);
        }
    }

    /** Somebody else changed or holds the thing. */
    public static final class Conflict extends PlatformException {
        Conflict(Problem problem) {
            super(problem);
        }
    }

    /** Platform understood the call and will not do it as it stands. */
    public static final class Refused extends PlatformException {
        Refused(Problem problem) {
            super(problem);
        }
    }

    /** Too many calls. */
    public static final class TooMany extends PlatformException {

        private final Duration retryAfter;

        TooMany(Problem problem, Duration retryAfter) {
            super(problem);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** No usable answer: no connection, no time left, or a fault at the other end. Nothing was changed. */
    public static final class Unreachable extends PlatformException {

        private final @Nullable Silence silence;
        private final @Nullable Duration retryAfter;

        Unreachable(Problem problem) {
            this(problem, null, null);
        }

        Unreachable(Problem problem, @Nullable Silence silence, @Nullable Duration retryAfter) {
            super(problem);
            this.silence = silence;
            this.retryAfter = retryAfter;
        }

        /** Platform was not even asked: it has had no answers for anybody lately. */
        public boolean isResting() {
            return silence == Silence.RESTING;
        }

        /** Platform was not even asked: the portal asks it too much already. */
        public boolean isFull() {
            return silence == Silence.FULL;
        }

        /** When to try again, where Platform was not asked. */
        public @Nullable Duration retryAfter() {
            return retryAfter;
        }
    }

    /** An answer that is not what the documents promise. */
    public static final class Unreadable extends PlatformException {
        Unreadable(Problem problem) {
            super(problem);
        }
    }

    /** A write whose answer was lost or not understood: it may have been done. Look before doing it again. */
    public static final class OutcomeUnknown extends PlatformException {
        OutcomeUnknown(Problem problem) {
            super(problem);
        }
    }
}
