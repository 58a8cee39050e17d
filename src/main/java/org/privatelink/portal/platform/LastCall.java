package org.privatelink.portal.platform;

import org.jspecify.annotations.Nullable;

/** Keeps the request id of the latest call that one thread made: an answer that came as asked has one to quote too. */
public final class LastCall implements AutoCloseable {

    private static final ThreadLocal<LastCall> PRESENT = new ThreadLocal<>();

    private @Nullable LastCall before;
    private volatile @Nullable String requestId;
    private volatile @Nullable String writeId;

    LastCall() {}

    /** Is told of the calls of this thread until it is closed. */
    public static LastCall listen() {
        LastCall last = new LastCall();
        last.begin();
        return last;
    }

    void begin() {
        before = PRESENT.get();
        PRESENT.set(this);
    }

    @Override
    public void close() {
        if (before == null) {
            PRESENT.remove();
        } else {
            PRESENT.set(before);
        }
    }

    public static void note(String requestId, boolean write) {
        LastCall present = PRESENT.get();
        if (present != null) {
            present.requestId = requestId;
            present.writeId = write ? requestId : present.writeId;
        }
    }

    public @Nullable String requestId() {
        return requestId;
    }

    /** Of the latest call that changed something. */
    public @Nullable String writeId() {
        return writeId;
    }
}
