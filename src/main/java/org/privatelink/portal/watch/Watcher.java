package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityNoted;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.watch.Notebook.LeaseLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks at Platform for everybody: one list of a sandbox at a time, whatever is open on how many screens. */
@Component
public class Watcher {

    private static final Logger log = LoggerFactory.getLogger(Watcher.class);
    private static final Set<Act> TOUCHING =
            Set.of(Act.ENDPOINT_CREATE, Act.ENDPOINT_DELETE, Act.AZURE_APPROVE, Act.AZURE_REJECT);
    private static final Set<EndpointState> UNDECIDED = Set.of(EndpointState.PENDING, EndpointState.UNKNOWN);

    private final Endpoints endpoints;
    private final RoundRepository rounds;
    private final SeenRepository seen;
    private final Notebook notebook;
    private final Dependence dependence;
    private final WatchProperties properties;
    private final Clock clock;
    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    Watcher(
            Endpoints endpoints,
            RoundRepository rounds,
            SeenRepository seen,
            Notebook notebook,
            Dependence dependence,
            WatchProperties properties,
            Clock clock) {
        this.endpoints = endpoints;
        this.rounds = rounds;
        this.seen = seen;
        this.notebook = notebook;
        this.dependence = dependence;
        this.properties = properties;
        this.clock = clock;
    }

    /** What came of a wish to look. */
    enum Look {
        LOOKED,
        FAILED,
        /** Somebody has looked a moment ago. */
        TOO_SOON,
        /** Somebody is looking. */
        UNDER_WAY,
        /** Platform has asked for a pause. */
        QUIET
    }

    /** Something has just been sent: look at this sandbox with the next tick. */
    public void lookSoon(String sandbox) {
        rounds.ask(sandbox, clock.instant());
    }

    /** What people did through this portal, or may have done, shows soon. */
    @EventListener
    void noted(ActivityNoted noted) {
        if (TOUCHING.contains(noted.activity().act())) {
            lookSoon(noted.activity().sandbox());
        }
    }

    /** What is under way may still take its time, but others need not wait for it: without its lease it notes nothing. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
        underWay.forEach(rounds::release);
    }

    /** If it is due and nobody else is at it. */
    void lookIfDue(String sandbox) {
        rounds.claimDue(sandbox, clock.instant(), properties.lease()).ifPresent(this::look);
    }

    /** Because somebody wants to know, whoever it is: rarely enough for Platform. */
    Look lookNow(String sandbox) {
        Instant now = clock.instant();
        rounds.add(sandbox, now);
        return rounds.claimNow(sandbox, now, properties.lease(), now.minus(properties.checkNowPause()))
                .map(this::look)
                .orElseGet(() -> whyNot(sandbox, now));
    }

    private Look whyNot(String sandbox, Instant now) {
        var round = rounds.find(sandbox).orElseThrow();
        if (isLater(round.quietUntil(), now)) {
            return Look.QUIET;
        }
        return isLater(round.leasedUntil(), now) ? Look.UNDER_WAY : Look.TOO_SOON;
    }

    private static boolean isLater(@Nullable Instant moment, Instant now) {
        return moment != null && moment.isAfter(now);
    }

    private Look look(Claim claim) {
        underWay.add(claim);
        try {
            if (closing) {
                rounds.release(claim);
                return Look.FAILED;
            }
            return lookAt(claim);
        } finally {
            underWay.remove(claim);
        }
    }

    private Look lookAt(Claim claim) {
        try {
            List<Endpoint> listed = endpoints.list(claim.sandbox());
            Instant at = clock.instant();
            boolean missed = note(claim, listed, at);
            notebook.close(claim, at, at.plus(pause(claim, listed, missed, at)));
        } catch (PlatformException told) {
            return failed(claim, Failure.of(told).titleKey(), told);
        } catch (LeaseLost late) {
            log.warn("{}", late.getMessage());
            return Look.UNDER_WAY;
        } catch (RuntimeException unexpected) {
            return failed(claim, "page.failure.500.title", unexpected);
        }
        dependence.learn(claim.sandbox());
        return Look.LOOKED;
    }

    /** @return whether something was missing for the first time, so that the next list has to tell */
    private boolean note(Claim claim, List<Endpoint> listed, Instant at) {
        RuntimeException failure = null;
        boolean missed = false;
        for (Finding finding : Finding.of(seen.in(claim.sandbox()), listed, at)) {
            missed |= finding.after().absentAt() != null && !finding.after().isGone();
            try {
                if (finding.after().isGone() && isStillThere(claim.sandbox(), finding.after().endpoint().id())) {
                    missed = true;
                    continue;
                }
                boolean drift = dependence.isDrift(claim.sandbox(), finding);
                var linked = drift ? dependence.linked(claim.sandbox(), finding.after().endpoint()) : null;
                notebook.note(claim, finding, drift, linked, at);
            } catch (LeaseLost late) {
                throw late;
            } catch (RuntimeException unexpected) {
                failure = unexpected;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return missed;
    }

    /** Lists can be wrong twice: only who is asked for by name and not known is gone. */
    private boolean isStillThere(String sandbox, String id) {
        boolean there = endpoints.find(sandbox, id).filter(found -> found.id().equals(id)).isPresent();
        if (there) {
            log.warn("The list of {} leaves out {}, which is there", sandbox, id);
        }
        return there;
    }

    private Duration pause(Claim claim, List<Endpoint> listed, boolean missed, Instant at) {
        boolean underWay = missed
                || listed.stream().anyMatch(endpoint -> UNDECIDED.contains(endpoint.status()))
                || rounds.wasAskedSince(claim.sandbox(), at.minus(properties.seldom()));
        return Pause.after(underWay, properties, chance());
    }

    private Look failed(Claim claim, String failing, RuntimeException why) {
        if (closing) {
            return Look.FAILED;
        }
        Instant now = clock.instant();
        int failures = claim.failures() + 1;
        Duration asked = why instanceof TooMany tooMany ? tooMany.retryAfter() : Duration.ZERO;
        Duration pause = Pause.afterFault(failures, asked, properties, chance());
        rounds.failed(claim, failing, now.plus(pause));
        if (why instanceof TooMany) {
            rounds.keepQuiet(now.plus(asked));
        }
        if (why instanceof PlatformException told) {
            log.info("Cannot see {} for the {}. time, next look in {}: {}", claim.sandbox(), failures, pause, told.problem());
        } else {
            log.error("Cannot note what is in {}, next look in {}", claim.sandbox(), pause, why);
        }
        return Look.FAILED;
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
