package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.watch.RoundRepository.Round;
import org.privatelink.portal.watch.Watcher.Result;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Has a sandbox looked at because somebody opens a page that shows it: one look for all who come meanwhile, at whichever
 * portal. They wait for it together, but not long.
 */
@Component
class Freshness {

    private static final Duration BREATH = Duration.ofMillis(100);

    private final Watcher watcher;
    private final RoundRepository rounds;
    private final WatchProperties properties;
    private final PlatformClient platform;
    private final Clock clock;
    private final SimpleAsyncTaskExecutor executor;
    private final Map<String, Flight> underWay = new ConcurrentHashMap<>();

    Freshness(
            Watcher watcher,
            RoundRepository rounds,
            WatchProperties properties,
            PlatformClient platform,
            SimpleAsyncTaskExecutorBuilder threads,
            Clock clock) {
        this.watcher = watcher;
        this.rounds = rounds;
        this.properties = properties;
        this.platform = platform;
        this.clock = clock;
        this.executor = threads.threadNamePrefix("fresh-").build();
        // At the end nobody waits for Platform.
        this.executor.setDaemon(true);
    }

    /** @param learned done when what the look brings to light beside the list is known too */
    private record Flight(Instant begun, CompletableFuture<Result> result, CompletableFuture<Void> learned) {}

    /** @return why the look that was waited for failed, or why nothing was ever seen */
    Optional<Failure> freshen(String sandbox) {
        Failure failure = watcher.isWorthALook(sandbox) ? await(flight(sandbox)) : null;
        return failure == null ? unseen(sandbox) : Optional.of(failure);
    }

    private Flight flight(String sandbox) {
        Flight mine = new Flight(clock.instant(), new CompletableFuture<>(), new CompletableFuture<>());
        Flight others = underWay.putIfAbsent(sandbox, mine);
        if (others == null) {
            begin(sandbox, mine);
        }
        return others == null ? mine : others;
    }

    /** Nobody waits for what could not be begun, and whoever comes next begins anew. */
    private void begin(String sandbox, Flight flight) {
        try {
            executor.execute(() -> fly(sandbox, flight));
        } catch (RuntimeException | Error notBegun) {
            underWay.remove(sandbox, flight);
            flight.result().cancel(false);
            throw notBegun;
        }
    }

    private void fly(String sandbox, Flight flight) {
        try {
            Result result = watcher.lookFor(sandbox);
            awaitOthers(sandbox, result);
            underWay.remove(sandbox, flight);
            flight.result().complete(result);
            watcher.learn(sandbox, result);
        } catch (RuntimeException unexpected) {
            flight.result().completeExceptionally(unexpected);
        } finally {
            underWay.remove(sandbox, flight);
            flight.learned().complete(null);
        }
    }

    /** What another portal, or the schedule, has just begun is waited for too. */
    private void awaitOthers(String sandbox, Result result) {
        Duration left = properties.patience();
        while (result.look() == Watcher.Look.UNDER_WAY && !left.isNegative() && watcher.isUnderWay(sandbox)) {
            pause();
            left = left.minus(BREATH);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BREATH.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody waits for one that takes longer than anybody would; and less for what stands beside the list. */
    private @Nullable Failure await(Flight flight) {
        Duration patience = properties.patience();
        Optional<Result> result =
                within(patience.minus(Duration.between(flight.begun(), clock.instant())), flight.result());
        if (result.isPresent()) {
            within(patience.dividedBy(5), flight.learned());
        }
        return result.map(Result::failure).orElse(null);
    }

    private static <T> Optional<T> within(Duration time, CompletableFuture<T> awaited) {
        try {
            return Optional.ofNullable(awaited.get(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | CancellationException none) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The portal's own database does not answer", failed.getCause());
        }
    }

    /** While Platform is left in peace that is why there is nothing, whatever went wrong before. */
    private Optional<Failure> unseen(String sandbox) {
        Optional<Failure> why = rounds.find(sandbox).filter(round -> round.checkedAt() == null).flatMap(this::why);
        return why.map(before -> platform.silence().map(Failure::of).orElse(before));
    }

    private Optional<Failure> why(Round round) {
        Instant now = clock.instant();
        if (round.isQuiet(now)) {
            long seconds = Duration.between(now, round.quietUntil()).toSeconds() + 1;
            return Optional.of(new Failure(503, "too-many", null, null, seconds));
        }
        return Optional.ofNullable(round.failing()).map(Failure::noted);
    }
}
