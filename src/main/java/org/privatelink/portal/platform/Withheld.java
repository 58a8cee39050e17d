package org.privatelink.portal.platform;

import java.time.Duration;

/** A call that the portal did not make, to spare a service that is sick or busy, and the people who would wait. */
final class Withheld extends RuntimeException {

    private final Silence why;
    private final Duration retryAfter;

    Withheld(Silence why, Duration retryAfter) {
        super(why.text(), null, false, false);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    Silence why() {
        return why;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
