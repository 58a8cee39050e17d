package org.privatelink.portal.platform;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * In whose name this thread calls Platform: a person's, once that was said, else the portal's own. It is never handed on
 * by itself: what works in the background, and what is kept for everybody, is the portal's.
 */
public final class Acting {

    private static final ThreadLocal<Bearer> PRESENT = new ThreadLocal<>();

    private Acting() {}

    /** What stands for a person at Platform. */
    public interface Bearer {

        /** Tells people apart: what is kept of one is nobody else's. */
        String person();

        /** Whether a caller of the API brought it, and no sign-in: Platform may take the one and not the other. */
        boolean isOfApi();

        /** Client id of the token's credential, sent as {@code x-api-key} (contract 5.3). */
        String apiKey();

        /** Empty when there is none any more. */
        Optional<String> token();

        /** Another one in place of one that Platform does not take; empty when there is none. */
        Optional<String> renewed(String refused);
    }

    /** Whose answers of Platform are kept: a person's, at pages and by the API each for itself. */
    public record Self(String person, boolean byApi) {}

    public static void begin(Bearer person) {
        PRESENT.set(person);
    }

    public static void end() {
        PRESENT.remove();
    }

    static @Nullable Bearer present() {
        return PRESENT.get();
    }

    /** Empty where the portal calls in its own name. */
    public static Optional<Self> self() {
        return Optional.ofNullable(PRESENT.get()).map(bearer -> new Self(bearer.person(), bearer.isOfApi()));
    }

    /** In the portal's own name, for what is shared by all. */
    public static <T extends @Nullable Object> T asPortal(Supplier<T> work) {
        return as(null, work);
    }

    static <T extends @Nullable Object> T as(@Nullable Bearer bearer, Supplier<T> work) {
        Bearer before = PRESENT.get();
        set(bearer);
        try {
            return work.get();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Bearer bearer) {
        if (bearer == null) {
            PRESENT.remove();
        } else {
            PRESENT.set(bearer);
        }
    }
}
