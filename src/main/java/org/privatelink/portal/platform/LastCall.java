package org.privatelink.portal.platform;

import org.jspecify.annotations.Nullable;

/** Keeps the request id of the latest call that one read made: an answer that came as asked has one to quote too. */
final class LastCall {

    private static final ThreadLocal<LastCall> PRESENT = new ThreadLocal<>();

    private volatile @Nullable String requestId;

    /** From now on it is told of the calls of this thread. */
    void begin() {
        PRESENT.set(this);
    }

    static void end() {
        PRESENT.remove();
    }

    static void note(String requestId) {
        LastCall present = PRESENT.get();
        if (present != null) {
            present.requestId = requestId;
        }
    }

    @Nullable String requestId() {
        return requestId;
    }
}
