package org.privatelink.portal.api;

import org.privatelink.portal.page.Failure;

/** There is nothing to tell of Platform: it has not answered yet. */
class NeverRead extends RuntimeException {

    private final transient Failure failure;

    NeverRead(Failure failure) {
        super("never read");
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
