package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityNoted;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.PlatformAnswers;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.watch.Notebook.LeaseLost;
import org.privatelink.portal.watch.RoundRepository.Round;
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
    /** Who asks for a look and has no more time left has cut it: that is no failure for everybody. */
    private static final Duration TOO_LITTLE = Duration.ofSeconds(2);
    private static final Set<EndpointState> UNDECIDED = Set.of(EndpointState.PENDING, EndpointState.UNKNOWN);

    private final Endpoints endpoints;
    private final RoundRepository rounds;
    private final Findings findings;
    private final Notebook notebook;
    private final Dependence dependence;
    private final WatchProperties properties;
    private final Clock clock;
    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    Watcher(
            Endpoints endpoints,
            RoundRepository rounds,
            Findings findings,
            Notebook notebook,
            Dependence dependence,
            WatchProperties properties,
            Clock clock) {
        this.endpoints = endpoints;
        this.rounds = rounds;
        this.findings = findings;
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

    /** @param failure why it failed; null when it did not */
    record Result(Look look, @Nullable Failure failure) {

        private static Result of(Look look) {
            return new Result(look, null);
        }
    }

    /** Something has just been sent: look at this sandbox with the next tick. */
    public void lookSoon(String sandbox) {
        rounds.ask(sandbox, clock.instant());
    }

    /** What people did through this portal, or may have done, shows soon. */
    @EventListener
    void noted(ActivityNoted noted) {
        Activity activity = noted.activity();
        if (TOUCHING.contains(activity.act())) {
            lookSoon(activity.sandbox());
        }
        if (activity.act() == Act.ENDPOINT_DELETE && activity.outcome() == Outcome.DONE && activity.subjectId() != null) {
            notebook.noteDeleted(activity.sandbox(), activity.subjectId(), clock.instant());
        }
    }

    /** Nobody waits for the pause after the last fault to end. */
    @EventListener
    void answering(PlatformAnswers again) {
        rounds.forgive(clock.instant());
    }

    /** What is under way may still take its time, but others need not wait for it: without its lease it notes nothing. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
        underWay.forEach(rounds::release);
    }

    /** If it is due and nobody else is at it. */
    void lookIfDue(String sandbox) {
        rounds.claimDue(sandbox, clock.instant(), properties.lease())
                .ifPresent(claim -> learn(sandbox, look(claim)));
    }

    /** Because somebody wants to know, whoever it is: rarely enough for Platform. What is noted is for everybody. */
    Look lookNow(String sandbox) {
        return Acting.asPortal(() -> lookAsPortal(sandbox));
    }

    private Look lookAsPortal(String sandbox) {
        Instant now = clock.instant();
        rounds.add(sandbox, now);
        return rounds.claimNow(sandbox, now, properties.lease(), now.minus(properties.checkNowPause()))
                .map(claim -> learn(sandbox, look(claim)))
                .orElseGet(() -> whyNot(sandbox, now));
    }

    /** What else a look brings to light may take its time. */
    Look learn(String sandbox, Result result) {
        if (result.look() == Look.LOOKED) {
            dependence.learn(sandbox);
        }
        return result.look();
    }

    private Look whyNot(String sandbox, Instant now) {
        Round round = rounds.find(sandbox).orElseThrow();
        if (round.isQuiet(now)) {
            return Look.QUIET;
        }
        return round.isLeased(now) ? Look.UNDER_WAY : Look.TOO_SOON;
    }

    /** Whether who opens a page now should not have to do with what was seen last. */
    boolean isWorthALook(String sandbox) {
        Instant now = clock.instant();
        return rounds.find(sandbox).map(round -> isWorthALook(round, now)).orElse(true);
    }

    /** The pause doubles with each fault in a row here too, whoever asks for a look. */
    private boolean isWorthALook(Round round, Instant now) {
        if (round.isQuiet(now)) {
            return false;
        }
        if (round.lookedAt() == null || (round.failures() == 0 && round.isAsked())) {
            return true;
        }
        Duration pause = Pause.doubled(properties.checkNowPause(), round.failures(), properties);
        return isJustBegun(round, now) || !round.lookedAt().plus(pause).isAfter(now);
    }

    /** Somebody has begun to look, so that it is worth waiting for. */
    boolean isUnderWay(String sandbox) {
        return rounds.find(sandbox).filter(round -> isJustBegun(round, clock.instant())).isPresent();
    }

    private boolean isJustBegun(Round round, Instant now) {
        return round.isLeased(now)
                && round.lookedAt() != null
                && round.lookedAt().plus(properties.patience()).isAfter(now);
    }

    /**
     * Because somebody opens a page: if it is worth it, and nobody else has looked since that was found. What is to be
     * learned is left to the caller.
     */
    Result lookFor(String sandbox) {
        Instant now = clock.instant();
        rounds.add(sandbox, now);
        Round round = rounds.find(sandbox).orElseThrow();
        Instant since = Objects.requireNonNullElse(round.lookedAt(), Instant.EPOCH);
        return isWorthALook(round, now)
                ? rounds.claimNow(sandbox, now, properties.lease(), since)
                        .map(this::look)
                        .orElseGet(() -> Result.of(whyNot(sandbox, now)))
                : Result.of(Look.TOO_SOON);
    }

    private Result look(Claim claim) {
        underWay.add(claim);
        try {
            if (closing) {
                rounds.release(claim);
                return Result.of(Look.FAILED);
            }
            return lookAt(claim);
        } finally {
            underWay.remove(claim);
        }
    }

    private Result lookAt(Claim claim) {
        try {
            List<Endpoint> listed = endpoints.list(claim.sandbox());
            Instant at = clock.instant();
            boolean open = findings.note(claim, listed, at);
            notebook.close(claim, at, at.plus(pause(claim, listed, open, at)));
        } catch (PlatformException told) {
            if (told instanceof Unreachable && Deadline.left(TOO_LITTLE).compareTo(TOO_LITTLE) < 0) {
                rounds.release(claim);
                return new Result(Look.FAILED, Failure.of(told));
            }
            return failed(claim, Failure.of(told), told);
        } catch (LeaseLost late) {
            log.warn("{}", late.getMessage());
            return Result.of(Look.UNDER_WAY);
        } catch (RuntimeException unexpected) {
            DatabaseFault.passOn(unexpected);
            return failed(claim, Failure.noted("page.failure.500.title"), unexpected);
        }
        return Result.of(Look.LOOKED);
    }

    private Duration pause(Claim claim, List<Endpoint> listed, boolean open, Instant at) {
        boolean underWay = open
                || listed.stream().anyMatch(endpoint -> UNDECIDED.contains(endpoint.status()))
                || rounds.wasAskedSince(claim.sandbox(), at.minus(properties.seldom()));
        return Pause.after(underWay, properties, chance());
    }

    private Result failed(Claim claim, Failure failure, RuntimeException why) {
        if (closing) {
            return Result.of(Look.FAILED);
        }
        Instant now = clock.instant();
        int failures = claim.failures() + 1;
        Duration asked = why instanceof TooMany tooMany ? tooMany.retryAfter() : Duration.ZERO;
        Duration pause = Pause.afterFault(failures, asked, properties, chance());
        rounds.failed(claim, failure.titleKey(), now.plus(pause));
        if (why instanceof TooMany) {
            rounds.keepQuiet(now.plus(asked));
        }
        if (why instanceof Unreachable told && told.isResting()) {
            log.debug("Did not look at {}: {}", claim.sandbox(), told.problem().text());
        } else if (why instanceof PlatformException told) {
            log.info("Cannot see {} for the {}. time, next look in {}: {}", claim.sandbox(), failures, pause, told.problem());
        } else {
            log.error("Cannot note what is in {}, next look in {}", claim.sandbox(), pause, why);
        }
        return new Result(Look.FAILED, failure);
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
