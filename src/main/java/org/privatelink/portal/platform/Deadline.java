package org.privatelink.portal.platform;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When whoever waits for this thread must have an answer: no call that it makes to another service lasts longer. It is
 * handed on to the reads of a page alone. What works in the background has none, and goes by the limits of its calls.
 */
public final class Deadline {

    /** As {@link System#nanoTime} counts. */
    private static final ThreadLocal<Long> END = new ThreadLocal<>();

    private Deadline() {}

    /** @param end as {@link System#nanoTime} counts */
    public static void begin(long end) {
        END.set(end);
    }

    public static void end() {
        END.remove();
    }

    static @Nullable Long present() {
        return END.get();
    }

    /** What is left of that time when the present deadline comes sooner, which may be nothing or less; else all of it. */
    public static Duration left(Duration most) {
        Long end = END.get();
        Duration left = end == null ? most : Duration.ofNanos(end - System.nanoTime());
        return left.compareTo(most) < 0 ? left : most;
    }

    /** With that much time, or what is left. */
    public static <T extends @Nullable Object> T within(Duration most, Supplier<T> work) {
        return until(System.nanoTime() + left(most).toNanos(), work);
    }

    static <T extends @Nullable Object> T until(@Nullable Long end, Supplier<T> work) {
        Long before = END.get();
        set(end);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Long end) {
        if (end == null) {
            END.remove();
        } else {
            END.set(end);
        }
    }
}
