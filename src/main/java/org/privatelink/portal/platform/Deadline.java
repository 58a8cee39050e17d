package org.privatelink.portal.platform;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When whoever waits for this thread must have an answer: no call that it makes to another service lasts longer. It is
 * handed on to the reads of a page alone. What works in the background, or for several who wait, has none, and goes by
 * the limits of its calls.
 */
public final class Deadline {

    /** What is cut at a deadline fails about then. */
    private static final Duration ABOUT = Duration.ofMillis(50);

    private static final ThreadLocal<Present> PRESENT = new ThreadLocal<>();

    /**
     * @param end as {@link System#nanoTime} counts
     * @param isCut whether it is sooner than the work that has it may take by itself
     */
    private record Present(long end, boolean isCut) {

        private Duration left() {
            return Duration.ofNanos(end - System.nanoTime());
        }
    }

    private Deadline() {}

    /** @param end as {@link System#nanoTime} counts */
    public static void begin(long end) {
        PRESENT.set(new Present(end, false));
    }

    public static void end() {
        PRESENT.remove();
    }

    static @Nullable Long present() {
        Present present = PRESENT.get();
        return present == null ? null : present.end();
    }

    /** What is left of that time when the present deadline comes sooner, which may be nothing or less; else all of it. */
    public static Duration left(Duration most) {
        Present present = PRESENT.get();
        Duration left = present == null ? most : present.left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Whether the present work has less time than it may take by itself, because of who waits for it. */
    static boolean isCut() {
        Present present = PRESENT.get();
        return present != null && present.isCut();
    }

    /** Whether what fails now fails for that reason: it says nothing of the other service. */
    static boolean hasCut() {
        return isCut() && left(ABOUT).compareTo(ABOUT) < 0;
    }

    /** With that much time, or what is left. */
    public static <T extends @Nullable Object> T within(Duration most, Supplier<T> work) {
        Duration left = left(most);
        return with(new Present(System.nanoTime() + left.toNanos(), left.compareTo(most) < 0), work);
    }

    static <T extends @Nullable Object> T until(@Nullable Long end, Supplier<T> work) {
        return with(end == null ? null : new Present(end, false), work);
    }

    private static <T extends @Nullable Object> T with(@Nullable Present present, Supplier<T> work) {
        Present before = PRESENT.get();
        set(present);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Present present) {
        if (present == null) {
            PRESENT.remove();
        } else {
            PRESENT.set(present);
        }
    }
}
