package org.privatelink.portal.platform;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Runs the independent reads of one page side by side, so that the page costs its slowest and not their sum; and what several
 * pages wait for, once for all of them.
 */
public class Reads {

    private final Executor executor;

    Reads(Executor executor) {
        this.executor = executor;
    }

    public <T extends @Nullable Object> Reading<T> start(Supplier<T> read) {
        LocaleContext language = LocaleContextHolder.getLocaleContext();
        Map<String, String> line = MDC.getCopyOfContextMap();
        LastCall last = new LastCall();
        Acting.Bearer person = Acting.present();
        Long end = Deadline.present();
        return new Reading<>(last, CompletableFuture.supplyAsync(
                () -> {
                    LocaleContextHolder.setLocaleContext(language);
                    if (line != null) {
                        MDC.setContextMap(line);
                    }
                    last.begin();
                    try {
                        return Deadline.until(end, () -> Acting.as(person, read));
                    } finally {
                        last.close();
                        MDC.clear();
                        LocaleContextHolder.resetLocaleContext();
                    }
                },
                executor));
    }

    /** The same, of what others come to wait for too: it is not cut at the deadline of who was first. */
    public <T extends @Nullable Object> Reading<T> startShared(Supplier<T> read) {
        return Deadline.until(null, () -> start(read));
    }

    /** A read under way. */
    public static final class Reading<T extends @Nullable Object> {

        private final LastCall last;
        private final CompletableFuture<T> future;

        private Reading(LastCall last, CompletableFuture<T> future) {
            this.last = last;
            this.future = future;
        }

        /** Waits for the value, or throws what the read threw. */
        public T get() {
            try {
                return future.join();
            } catch (CompletionException wrapped) {
                if (wrapped.getCause() instanceof RuntimeException told) {
                    throw told;
                }
                throw wrapped;
            }
        }

        /** To quote to Adobe: of the last call that a read which ended well has made; null when it made none. */
        public @Nullable String requestId() {
            return last.requestId();
        }

        /** As {@link #outcome}, but waits no longer than this: what comes later is no part of the page. */
        public Outcome<T> outcome(Duration patience) {
            try {
                future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return new Outcome<>(null, new Unreachable(new Problem(0, null, Silence.TOO_LATE.text(), "none")));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException told) {
                // Told below.
            }
            return outcome();
        }

        /** As {@link #outcome()}, but waits no longer than who waits has time: a shared one may take longer. */
        public Outcome<T> outcomeInTime() {
            Long end = Deadline.present();
            return end == null ? outcome() : outcome(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }

        /** Waits, and keeps a refusal or fault of Platform as part of the answer. */
        public Outcome<T> outcome() {
            try {
                return new Outcome<>(get(), null);
            } catch (PlatformException failed) {
                return new Outcome<>(null, failed);
            }
        }
    }

    /** What a page shows of one read: its value, or why there is none. Exactly one is present. */
    public record Outcome<T extends @Nullable Object>(@Nullable T value, @Nullable PlatformException failure) {
        public boolean failed() {
            return failure != null;
        }
    }
}
