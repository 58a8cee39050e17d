package org.privatelink.portal.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityNoted;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.connection.ReadingRepository.Reading;
import org.privatelink.portal.connection.ReadingRepository.Turn;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.platform.PlatformAnswers;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the copy of Platform's connections: reads a sandbox as a whole when somebody wants to see it, once for all who
 * look, however many connections there are and on however many portals.
 */
@Component
class ConnectionCopy {

    private static final Logger log = LoggerFactory.getLogger(ConnectionCopy.class);

    private final ConnectionClient client;
    private final SeenConnectionRepository seen;
    private final ReadingRepository readings;
    private final ConnectionProperties properties;
    private final AsyncTaskExecutor executor;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<String, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final Map<String, PlatformException> failures = new ConcurrentHashMap<>();
    private volatile boolean closing;

    ConnectionCopy(
            ConnectionClient client,
            SeenConnectionRepository seen,
            ReadingRepository readings,
            ConnectionProperties properties,
            SimpleAsyncTaskExecutorBuilder threads,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.client = client;
        this.seen = seen;
        this.readings = readings;
        this.properties = properties;
        this.executor = threads.threadNamePrefix("connections-").build();
        this.transaction = new TransactionTemplate(transactions);
        // What follows a commit is no part of what was committed.
        transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Reads the sandbox anew if it is time, and waits for that as long as people wait for a page. */
    Freshness look(String sandbox) {
        return look(sandbox, properties.patience());
    }

    /** Reads the sandbox anew if it is time, and waits for nothing. */
    Freshness glance(String sandbox) {
        return look(sandbox, Duration.ZERO, Duration.ZERO);
    }

    /** A copy that never was complete is worth waiting for, whatever the patience. */
    Freshness look(String sandbox, Duration patience) {
        return look(sandbox, patience, properties.patience());
    }

    private Freshness look(String sandbox, Duration patience, Duration patienceWithTheFirst) {
        Instant now = clock.instant();
        PlatformException before = failures.get(sandbox);
        Reading last = readings.find(sandbox).orElse(null);
        if (last == null || last.isUnderWay(now) || !last.nextAt().isAfter(now)) {
            boolean first = last == null || last.readAt() == null;
            await(underWay.computeIfAbsent(sandbox, this::start), first ? patienceWithTheFirst : patience);
        }
        Reading reading = readings.find(sandbox).orElse(null);
        return new Freshness(
                reading == null ? null : reading.readAt(),
                reading != null && reading.isUnderWay(clock.instant()),
                // Another portal may have succeeded since.
                reading == null || reading.failures() > 0 ? failure(sandbox, before) : null);
    }

    /** While Platform is left in peace that is why nothing is newer, whatever went wrong before. */
    private @Nullable PlatformException failure(String sandbox, @Nullable PlatformException before) {
        PlatformException last = failures.get(sandbox);
        return last != null && last == before ? client.silence().orElse(last) : last;
    }

    private CompletableFuture<Void> start(String sandbox) {
        return executor.submitCompletable(() -> {
            try {
                read(sandbox);
            } finally {
                underWay.remove(sandbox);
            }
        });
    }

    private void await(CompletableFuture<Void> reading, Duration patience) {
        try {
            reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException later) {
            // It goes on, and the page shows what is known.
        } catch (ExecutionException broken) {
            // The page meets the same fault, and tells it.
            if (DatabaseFault.of(broken).isEmpty()) {
                log.error("Cannot read connections", broken.getCause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(String sandbox) {
        Turn turn = readings.claim(sandbox, clock.instant(), properties.lease()).orElse(null);
        if (turn == null) {
            return;
        }
        try {
            client.eachPage(sandbox, properties.pageSize(), page -> note(turn, page));
            Instant now = clock.instant();
            Duration pause = properties.pauseAfter(Duration.between(turn.begun(), now));
            write(turn, () -> {
                seen.forgetBefore(sandbox, turn.number());
                readings.succeeded(turn, now, now.plus(pause));
            });
            failures.remove(sandbox);
        } catch (TurnLost late) {
            readings.release(turn);
            log.info("Gave up reading connections of {}: another portal is at it, or this one ends", sandbox);
        } catch (PlatformException told) {
            failed(turn, told);
        } catch (RuntimeException unexpected) {
            DatabaseFault.passOn(unexpected);
            log.error("Cannot keep a copy of the connections of {}", sandbox, unexpected);
            readings.failed(turn, clock.instant().plus(properties.pauseAfterFailures(turn.failures() + 1)));
        }
    }

    private void failed(Turn turn, PlatformException told) {
        Duration pause = properties.pauseAfterFailures(turn.failures() + 1);
        Duration asked = told instanceof TooMany tooMany ? tooMany.retryAfter() : Duration.ZERO;
        failures.put(turn.sandbox(), told);
        readings.failed(turn, clock.instant().plus(asked.compareTo(pause) > 0 ? asked : pause));
        if (told instanceof Unreachable silent && silent.isResting()) {
            log.debug("Did not read connections of {}: {}", turn.sandbox(), told.problem().text());
        } else {
            log.info("Cannot read connections of {}: {}", turn.sandbox(), told.problem());
        }
    }

    private void note(Turn turn, List<Connection> page) {
        List<SeenConnection> listed = page.stream()
                .filter(SeenConnection::isKeepable)
                .map(each -> SeenConnection.of(turn.sandbox(), each))
                .toList();
        try {
            write(turn, () -> seen.save(listed, turn.number()));
        } catch (DuplicateKeyException createdHere) {
            write(turn, () -> seen.save(listed, turn.number()));
        }
    }

    private void write(Turn turn, Runnable writing) {
        transaction.executeWithoutResult(status -> {
            if (closing || !readings.prolong(turn, clock.instant().plus(properties.lease()))) {
                throw new TurnLost();
            }
            writing.run();
        });
    }

    private static final class TurnLost extends RuntimeException {}

    /** Readings under way end with their page, and may be begun again at once. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }

    /** Nobody waits for the pause after the last fault to end. */
    @EventListener
    void answering(PlatformAnswers again) {
        readings.forgive(clock.instant());
    }

    /** What was done through this portal shows at once; all else with the next reading. */
    @TransactionalEventListener(fallbackExecution = true)
    void noted(ActivityNoted noted) {
        Activity activity = noted.activity();
        if (activity.outcome() != Outcome.DONE || activity.subjectId() == null) {
            return;
        }
        switch (activity.act()) {
            case CONNECTION_DELETE -> delete(activity.sandbox(), activity.subjectId());
            case CONNECTION_CREATE, CONNECTION_CHANGE, CONNECTION_CREDENTIALS ->
                    executor.execute(() -> copy(activity.sandbox(), activity.subjectId()));
            default -> {
                // nothing that changes a connection
            }
        }
    }

    private void delete(String sandbox, String id) {
        try {
            transaction.executeWithoutResult(status -> seen.markGone(sandbox, id, number(sandbox)));
        } catch (DuplicateKeyException listedMeanwhile) {
            transaction.executeWithoutResult(status -> seen.markGone(sandbox, id, number(sandbox)));
        }
    }

    private long number(String sandbox) {
        return readings.find(sandbox).map(Reading::number).orElse(0L);
    }

    /** One connection, as Platform has it now. */
    private void copy(String sandbox, String id) {
        try {
            client.find(sandbox, id)
                    .filter(SeenConnection::isKeepable)
                    .map(found -> List.of(SeenConnection.of(sandbox, found)))
                    .ifPresent(found -> transaction.executeWithoutResult(status -> seen.save(found, number(sandbox))));
        } catch (PlatformException | DuplicateKeyException later) {
            log.debug("Connection {} shows with the next reading", id);
        }
    }
}
