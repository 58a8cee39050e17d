package org.privatelink.portal.notice;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.notice.Delivery.Outcome;
import org.privatelink.portal.notice.Notice.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what is due. Each address has one worker at a time, each channel a number of slots of its own: one that hangs
 * holds up what goes to itself and nothing else.
 */
@Component
class NoticeSender {

    private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);
    private static final int SLOTS = 8;
    private static final int MOST_UNSURE = 5;

    private final NoticeRepository notices;
    private final Channels channels;
    private final NoticeProperties properties;
    private final Clock clock;
    private final SimpleAsyncTaskExecutor executor;
    private final SimpleAsyncTaskExecutor conversations;
    private final Set<Target> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    NoticeSender(
            NoticeRepository notices,
            Channels channels,
            NoticeProperties properties,
            SimpleAsyncTaskExecutorBuilder builder,
            Clock clock) {
        this.notices = notices;
        this.channels = channels;
        this.properties = properties;
        this.clock = clock;
        this.executor =
                builder.threadNamePrefix("notice-").taskTerminationTimeout(properties.timeout()).build();
        this.conversations = conversations(builder.threadNamePrefix("notice-send-")).build();
    }

    /**
     * Jakarta Mail waits for its server in synchronized methods: there a virtual thread keeps its carrier up to Java 23, and
     * pages have but a few of those. Later ones can be interrupted, which others cannot while a server drips.
     */
    private static SimpleAsyncTaskExecutorBuilder conversations(SimpleAsyncTaskExecutorBuilder builder) {
        return Runtime.version().feature() < 24 ? builder.virtualThreads(false) : builder;
    }

    /** Ends before anything is sent. At a fixed rate, since a fixed delay shares its one thread with other jobs. */
    @Scheduled(fixedRateString = "${portal.notice.look-every:5s}")
    void look() {
        for (Target target : notices.due(clock.instant())) {
            if (!stopping && busy.add(target)) {
                start(target);
            }
        }
    }

    @Scheduled(fixedRateString = "6h")
    void forget() {
        notices.forget(clock.instant().minus(properties.keepFor()));
    }

    /** Lets what is under way end: what is delivered should be noted as such. */
    @PreDestroy
    void stop() {
        stopping = true;
        executor.close();
        conversations.close();
    }

    private void start(Target target) {
        try {
            executor.execute(() -> work(target));
        } catch (TaskRejectedException stopped) {
            busy.remove(target);
        } catch (RuntimeException | Error notBegun) {
            busy.remove(target);
            throw notBegun;
        }
    }

    private void work(Target target) {
        Semaphore free = slots.computeIfAbsent(target.channel(), channel -> new Semaphore(SLOTS, true));
        try {
            boolean more = true;
            while (more) {
                free.acquire();
                try {
                    more = !stopping && sendNext(target);
                } finally {
                    free.release();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (TaskRejectedException stopped) {
            log.debug("Stopped before a notice was sent: it goes out when its lease has ended");
        } catch (RuntimeException unexpected) {
            DatabaseFault.passOn(unexpected);
            log.error("Cannot send notices to channel {}", target.channel(), unexpected);
        } finally {
            busy.remove(target);
        }
    }

    private boolean sendNext(Target target) {
        Instant now = clock.instant();
        Instant leaseEnd = now.plus(longest()).plus(Duration.ofMinutes(1));
        return notices.claim(target, now, leaseEnd)
                .map(notice -> {
                    settle(notice, attempt(notice));
                    return true;
                })
                .orElse(false);
    }

    /** Of one attempt: an SMTP conversation has several answers to wait for. */
    private Duration longest() {
        return properties.timeout().multipliedBy(4);
    }

    private Delivery attempt(Notice notice) {
        Channel channel = channels.find(notice.target().channel()).orElse(null);
        if (channel == null) {
            return Delivery.later(Problem.NOT_CONFIGURED);
        }
        Future<Delivery> sending = conversations.submit(() -> channel.send(notice));
        try {
            return sending.get(longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException drips) {
            sending.cancel(true);
            return Delivery.unsure(Problem.NO_ANSWER);
        } catch (ExecutionException failed) {
            // Its message might quote an address that is a secret.
            log.error("Cannot send notice {}: {} at {}", notice.id(), failed.getCause().getClass().getName(),
                    failed.getCause().getStackTrace().length == 0 ? "?" : failed.getCause().getStackTrace()[0]);
            return Delivery.unsure(Problem.UNEXPECTED);
        } catch (InterruptedException stopped) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            return Delivery.unsure(Problem.NO_ANSWER);
        }
    }

    private void settle(Notice notice, Delivery delivery) {
        Instant now = clock.instant();
        switch (delivery.outcome()) {
            case DONE -> notices.sent(notice, now);
            case NEVER -> giveUp(notice, delivery, now);
            case LATER, UNSURE -> {
                int unsure = notice.unsure() + (delivery.outcome() == Outcome.UNSURE ? 1 : 0);
                Instant due = now.plus(pause(notice, delivery));
                boolean over = due.isAfter(notice.notedAt().plus(properties.retry().giveUpAfter()));
                if (over || unsure >= MOST_UNSURE) {
                    giveUp(notice, delivery, now);
                } else {
                    notices.postpone(notice, due, unsure, delivery.problem(), delivery.detail());
                    log.atLevel(notice.attempts() == 1 ? Level.INFO : Level.DEBUG)
                            .log("Notice {} to {} did not get through ({}), again at {}",
                                    notice.id(), notice.target().channel(), delivery.problem(), due);
                }
            }
        }
    }

    private void giveUp(Notice notice, Delivery delivery, Instant now) {
        notices.giveUp(notice, delivery.problem(), delivery.detail(), now);
        log.warn("Notice {} to {} is given up after {} attempts: {} {}", notice.id(), notice.target().channel(),
                notice.attempts(), delivery.problem(), delivery.detail() == null ? "" : delivery.detail());
    }

    /** Grows twice as fast where a second attempt may be a second delivery. Never shorter than the other side asked. */
    private Duration pause(Notice notice, Delivery delivery) {
        int doublings = (notice.attempts() - 1) * (delivery.outcome() == Outcome.UNSURE ? 2 : 1);
        Duration grown = properties.retry().firstWait().multipliedBy(1L << Math.min(doublings, 20));
        Duration longest = properties.retry().longestWait();
        Duration wait = grown.compareTo(longest) > 0 ? longest : grown;
        long varied = (long) (wait.toMillis() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
        return delivery.pause().toMillis() > varied ? delivery.pause() : Duration.ofMillis(varied);
    }
}
