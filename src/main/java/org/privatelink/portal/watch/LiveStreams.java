package org.privatelink.portal.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.session.PresentSignIns;
import org.privatelink.portal.watch.LiveUpdates.Topic;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The open pages of this portal. None of them holds a thread. All that is ever written to one fits into the buffer of
 * its connection, so that one page whose reader is gone does not hold up the others.
 */
@Component
class LiveStreams {

    private static final int MOST_OF_A_SESSION = 20;
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final int SHORTEST_RECONNECT = 2_000;
    private static final int LONGEST_RECONNECT = 8_000;

    private final LiveUpdates live;
    private final PresentSignIns signIns;
    private final WatchProperties properties;
    private final Clock clock;
    private final Set<OpenPage> pages = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    LiveStreams(LiveUpdates live, PresentSignIns signIns, WatchProperties properties, Clock clock) {
        this.live = live;
        this.signIns = signIns;
        this.properties = properties;
        this.clock = clock;
    }

    private static final class OpenPage {

        private final Topic topic;
        private final String session;
        private final String signIn;
        private final SseEmitter emitter = new SseEmitter(LIFE.plus(HEARTBEAT).toMillis());
        private final Instant until;
        private volatile long version;
        private volatile Instant nextBeat;

        OpenPage(Topic topic, long version, String session, String signIn, Instant until, Instant nextBeat) {
            this.topic = topic;
            this.version = version;
            this.session = session;
            this.signIn = signIn;
            this.until = until;
            this.nextBeat = nextBeat;
        }
    }

    /**
     * @param signIn whose page it is
     * @param since the version that the page shows; null when it does not say
     * @param end of the session as far as it is known: a page whose session lasts longer comes back
     * @return empty when there are too many
     */
    Optional<SseEmitter> open(Topic topic, @Nullable Long since, String session, String signIn, Instant end) {
        Instant now = clock.instant();
        Instant until = now.plus(spread(LIFE));
        long present = live.version(topic.sandbox(), topic.name());
        OpenPage page = new OpenPage(
                topic, since == null ? present : since, session, signIn, end.isBefore(until) ? end : until, now.plus(HEARTBEAT));
        page.emitter.onCompletion(() -> pages.remove(page));
        page.emitter.onTimeout(() -> end(page));
        page.emitter.onError(broken -> pages.remove(page));
        // Those that are closed together do not come back together.
        int reconnect = ThreadLocalRandom.current().nextInt(SHORTEST_RECONNECT, LONGEST_RECONNECT);
        send(page, SseEmitter.event().comment("open").reconnectTime(reconnect));
        tell(page, present);
        // Last, so that a tick does not tell the same once more.
        return admit(page) ? Optional.of(page.emitter) : Optional.empty();
    }

    private synchronized boolean admit(OpenPage page) {
        boolean full = pages.size() >= properties.mostStreams()
                || pages.stream().filter(each -> each.session.equals(page.session)).count() >= MOST_OF_A_SESSION;
        return !closing && !full && pages.add(page);
    }

    /** Nobody is asked while nothing is open; else one query tells of all, and one whose sign-ins stand. */
    @Scheduled(fixedDelayString = "${portal.watch.tick:1s}", scheduler = WatchConfiguration.SCHEDULER)
    void tick() {
        // Who comes meanwhile is not among those that the queries ask about.
        List<OpenPage> opened = List.copyOf(pages);
        if (opened.isEmpty()) {
            return;
        }
        Map<Topic, Long> present =
                live.versions(opened.stream().map(page -> page.topic).collect(Collectors.toSet()));
        Set<String> standing =
                signIns.standing(opened.stream().map(page -> page.signIn).collect(Collectors.toSet()));
        Instant now = clock.instant();
        for (OpenPage page : opened) {
            if (!now.isBefore(page.until) || !standing.contains(page.signIn)) {
                end(page);
            } else if (!tell(page, present.getOrDefault(page.topic, 0L)) && !now.isBefore(page.nextBeat)) {
                page.nextBeat = now.plus(HEARTBEAT);
                send(page, SseEmitter.event().comment("still here"));
            }
        }
    }

    private boolean tell(OpenPage page, long present) {
        if (present == page.version) {
            return false;
        }
        page.version = present;
        send(page, SseEmitter.event().name("changed").id(String.valueOf(present)).data(""));
        return true;
    }

    private void send(OpenPage page, SseEmitter.SseEventBuilder event) {
        try {
            page.emitter.send(event);
        } catch (IOException | IllegalStateException gone) {
            pages.remove(page);
        }
    }

    private void end(OpenPage page) {
        pages.remove(page);
        page.emitter.complete();
    }

    int count() {
        return pages.size();
    }

    /** Before the server begins to wait for answers under way. Browsers come back later, to whoever is there. */
    @EventListener(ContextClosedEvent.class)
    synchronized void close() {
        closing = true;
        pages.forEach(this::end);
    }

    private static Duration spread(Duration longest) {
        return longest.minus(longest.dividedBy(5).multipliedBy(ThreadLocalRandom.current().nextInt(101)).dividedBy(100));
    }
}
