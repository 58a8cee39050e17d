package org.privatelink.portal.platform;

/** A call to another service that did not end as asked. Each service has a family of its own. */
public abstract class UpstreamException extends RuntimeException {

    /** What is known of a write that failed. */
    public enum Fate {
        /** It never left. */
        NOT_SENT,
        /** The service said no; nothing was changed. */
        REFUSED,
        /** It may have been done. Look before doing it again. */
        UNKNOWN
    }

    private final Problem problem;

    protected UpstreamException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    public abstract Fate fate();
}
