package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Has due sandboxes looked at, a few side by side. The tick itself asks the portal's own database only. */
@Component
class WatchSchedule {

    private static final Logger log = LoggerFactory.getLogger(WatchSchedule.class);
    private static final Duration STOCK = Duration.ofMinutes(1);

    private final Watcher watcher;
    private final RoundRepository rounds;
    private final Sandboxes sandboxes;
    private final WatchProperties properties;
    private final Clock clock;
    private final SimpleAsyncTaskExecutor executor;
    private final Semaphore free;
    private final AtomicBoolean takingStock = new AtomicBoolean();
    private volatile List<String> usable = List.of();
    private volatile Instant nextStock = Instant.MIN;
    private final AtomicInteger stockFailures = new AtomicInteger();
    private volatile boolean closing;

    WatchSchedule(
            Watcher watcher,
            RoundRepository rounds,
            Sandboxes sandboxes,
            WatchProperties properties,
            SimpleAsyncTaskExecutorBuilder threads,
            Clock clock) {
        this.watcher = watcher;
        this.rounds = rounds;
        this.sandboxes = sandboxes;
        this.properties = properties;
        this.clock = clock;
        this.executor = threads.threadNamePrefix("watch-").build();
        // At the end nobody waits for Platform.
        this.executor.setDaemon(true);
        this.free = new Semaphore(properties.atOnce());
    }

    @Scheduled(fixedDelayString = "${portal.watch.tick:1s}", scheduler = WatchConfiguration.SCHEDULER)
    void tick() {
        if (!properties.enabled() || closing) {
            return;
        }
        Instant now = clock.instant();
        if (!now.isBefore(nextStock) && takingStock.compareAndSet(false, true)) {
            begin(this::takeStock, () -> takingStock.set(false));
        }
        int places = free.availablePermits();
        List<String> watched = usable;
        if (places > 0 && !watched.isEmpty()) {
            rounds.due(watched, now, places).forEach(this::start);
        }
    }

    private void start(String sandbox) {
        if (closing || !free.tryAcquire()) {
            return;
        }
        begin(() -> look(sandbox), free::release);
    }

    private void look(String sandbox) {
        try {
            watcher.lookIfDue(sandbox);
        } finally {
            free.release();
        }
    }

    /** @param undo what makes the next tick begin anew when this one cannot */
    private void begin(Runnable task, Runnable undo) {
        try {
            executor.execute(task);
        } catch (RuntimeException | Error notBegun) {
            undo.run();
            throw notBegun;
        }
    }

    /** Which sandboxes there are. Those that were known go on being watched while Platform does not tell. */
    private void takeStock() {
        Duration pause = STOCK;
        try {
            usable = sandboxes.everywhere().stream().filter(Sandbox::isUsable).map(Sandbox::name).toList();
            Instant now = clock.instant();
            List<String> known = rounds.known();
            usable.stream().filter(name -> !known.contains(name)).forEach(name -> rounds.add(name, now));
            stockFailures.set(0);
        } catch (PlatformException unknown) {
            double chance = ThreadLocalRandom.current().nextDouble();
            pause = Pause.afterFault(stockFailures.incrementAndGet(), Duration.ZERO, properties, chance);
            log.info("Cannot see which sandboxes there are, next look in {}: {}", pause, unknown.problem());
        } finally {
            nextStock = clock.instant().plus(pause);
            takingStock.set(false);
        }
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }
}
