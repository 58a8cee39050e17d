package org.privatelink.portal.notice;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.notice.Notice.Problem;

/**
 * How an attempt ended.
 *
 * @param pause the other side asked for at least so much time
 */
record Delivery(Outcome outcome, @Nullable Problem problem, @Nullable String detail, Duration pause) {

    enum Outcome {
        DONE,
        /** Surely not delivered. */
        LATER,
        /** Perhaps delivered: the answer is missing. */
        UNSURE,
        /** Not delivered, and never will be. */
        NEVER
    }

    static Delivery done() {
        return new Delivery(Outcome.DONE, null, null, Duration.ZERO);
    }

    static Delivery later(Problem problem, @Nullable String detail, Duration pause) {
        return new Delivery(Outcome.LATER, problem, detail, pause);
    }

    static Delivery later(Problem problem) {
        return later(problem, null, Duration.ZERO);
    }

    static Delivery unsure(Problem problem) {
        return new Delivery(Outcome.UNSURE, problem, null, Duration.ZERO);
    }

    static Delivery never(Problem problem, @Nullable String detail) {
        return new Delivery(Outcome.NEVER, problem, detail, Duration.ZERO);
    }
}
