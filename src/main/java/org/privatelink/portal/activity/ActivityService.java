package org.privatelink.portal.activity;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Outcomes.Word;
import org.privatelink.portal.audit.Ledger;
import org.privatelink.portal.audit.Result;
import org.privatelink.portal.audit.Target;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.platform.LastCall;
import org.privatelink.portal.platform.UpstreamException.Fate;
import org.privatelink.portal.platform.UpstreamException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Carries acts out on the record: what cannot be recorded is not done. */
@Service
public class ActivityService {

    private final ActivityRepository activities;
    private final TransactionTemplate own;
    private final Outcomes outcomes;
    private final Ledger ledger;
    private final Clock clock;

    ActivityService(
            ActivityRepository activities,
            Outcomes outcomes,
            Ledger ledger,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.activities = activities;
        this.outcomes = outcomes;
        this.ledger = ledger;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** Where no thing comes into being and nothing more is kept. */
    public void carryOut(Intent intent, Runnable call) {
        carryOut(intent, id -> {}, call);
    }

    /** Where no thing comes into being. */
    public void carryOut(Intent intent, Consumer<String> kept, Runnable call) {
        carryOut(intent, kept, () -> {
            call.run();
            return intent;
        }, done -> intent.subjectId());
    }

    /**
     * Records the intent, calls Platform or Azure once, records the outcome.
     *
     * @param kept what a room keeps beside the intent, in the same transaction; given the activity's id. When it throws,
     *     nothing is on record and nothing is sent
     * @param call the one call
     * @param idOf Platform's id of the thing, from the answer
     * @throws AlreadySubmitted when this form came before: nothing is sent
     * @throws OutcomeLost when the answer was lost, or cannot be recorded now
     * @throws UpstreamException when the answer was no; on record as refused
     */
    public <T> T carryOut(
            Intent intent, Consumer<String> kept, Supplier<T> call, Function<T, @Nullable String> idOf) {
        Activity open = begin(intent, kept);
        T answer;
        LastCall last = LastCall.listen();
        try (last) {
            answer = call.get();
        } catch (UpstreamException told) {
            settle(open, Outcome.after(told.fate()), intent.subjectId(), told.problem().requestId(), told.problem().text());
            if (told.fate() == Fate.UNKNOWN) {
                throw new OutcomeLost(activities.find(open.id()).orElse(open), told);
            }
            throw told;
        }
        settle(open, Outcome.DONE, idOf.apply(answer), last.writeId(), null);
        return answer;
    }

    /** Records an act on what is this portal's own, in the transaction in which it is done. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Intent intent) {
        String id = UUID.randomUUID().toString();
        activities.add(id, intent, clock.instant());
        activities.note(id, Outcome.DONE, intent.subjectId(), null, null, clock.instant());
        tell(id, intent, Result.DONE);
    }

    private void tell(String id, Intent intent, Result result) {
        Target target = new Target(intent.sandbox(), intent.subjectId(), intent.subjectName());
        ledger.act(id, intent.act().name(), result, intent.person(), target);
    }

    private Activity begin(Intent intent, Consumer<String> kept) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        try {
            own.executeWithoutResult(status -> {
                refuseTwice(intent.sent());
                activities.add(id, intent, now);
                kept.accept(id);
                tell(id, intent, Result.BEGUN);
            });
            return intent.begun(id, now);
        } catch (DuplicateKeyException twice) {
            throw new AlreadySubmitted(activities.find(intent.sent()).orElseThrow(() -> twice));
        }
    }

    private void settle(
            Activity open,
            Outcome outcome,
            @Nullable String subjectId,
            @Nullable String requestId,
            @Nullable String message) {
        Word word = new Word(open.id(), outcome, subjectId, requestId, message);
        try {
            outcomes.note(word);
        } catch (RuntimeException unwritten) {
            if (DatabaseFault.of(unwritten).isEmpty()) {
                throw unwritten;
            }
            outcomes.keep(word);
            throw new OutcomeLost(open, unwritten);
        }
    }

    /**
     * For acts that take the thing away, whose second form would find nothing to act on.
     *
     * @throws AlreadySubmitted when this form came before
     */
    public void refuseTwice(Submission sent) {
        activities.find(sent).ifPresent(first -> {
            throw new AlreadySubmitted(first);
        });
    }

    /** How a thing came to be, if it was through this portal. */
    public Optional<Activity> origin(Act act, String sandbox, String subjectId) {
        return activities.findDone(act, sandbox, subjectId);
    }

    /** How things came to be, by their ids; those that did not through this portal are missing. */
    public Map<String, Activity> origins(Act act, String sandbox, Collection<String> subjectIds) {
        return activities.findDone(act, sandbox, subjectIds).stream()
                .collect(Collectors.toMap(Activity::subjectId, origin -> origin, (earlier, later) -> later));
    }

    /** Whether an act on a thing was done since then, or may have been. */
    public boolean mayHaveHappened(Act act, String sandbox, String subjectId, Instant notBefore) {
        return activities.mayHaveHappened(act, sandbox, subjectId, notBefore);
    }

    /**
     * Which of the things that fit came of an act whose answer was lost. Those that were there before it, and those
     * that came of other acts, did not; of what may be about to come of another nobody can tell.
     *
     * @param fitting ids at Platform
     */
    public Sighting newAmong(Activity open, List<String> fitting) {
        // First: whatever ends meanwhile is among those that came of other acts.
        List<Activity> others =
                activities.underWayBeside(open).stream().filter(other -> other.wantsAs(open)).toList();
        List<String> fresh = fitting.stream()
                .distinct()
                .filter(id -> !open.before().contains(id))
                .filter(id -> activities.findDone(open.act(), open.sandbox(), id).isEmpty())
                .toList();
        if (fresh.stream().anyMatch(id -> others.stream().anyMatch(other -> !other.before().contains(id)))) {
            return Sighting.untold();
        }
        return switch (fresh.size()) {
            case 0 -> Sighting.notSeen();
            case 1 -> Sighting.happened(fresh.get(0));
            default -> Sighting.several();
        };
    }

    public List<Activity> findAll(Collection<String> ids) {
        return activities.findAll(ids);
    }

    /** All that was done to a thing through this portal, oldest first. */
    public List<Activity> about(String sandbox, String subjectId) {
        return activities.about(sandbox, subjectId);
    }

    public Optional<Activity> find(String id) {
        return activities.find(id);
    }

    public Optional<Activity> find(Submission sent) {
        return activities.find(sent);
    }

    /**
     * Newest first, those before the given one.
     *
     * @param act null for any
     * @param subjectId blank for any
     */
    public List<Activity> page(
            String sandbox, @Nullable Act act, String subjectId, @Nullable Activity before, int limit) {
        return activities.page(sandbox, act, subjectId, before, limit);
    }

    public List<Activity> latest(String sandbox, int most) {
        return activities.latest(sandbox, most);
    }

    /**
     * Acts in any of the sandboxes, newest first.
     *
     * @param text occurs in the act's id, the thing's id or name, Platform's request id, or the person's name or id
     */
    public List<Activity> search(Collection<String> sandboxes, String text, int most) {
        return sandboxes.isEmpty() ? List.of() : activities.search(sandboxes, text, most);
    }

    /** How many {@link #search} would find. */
    public int countMatching(Collection<String> sandboxes, String text) {
        return sandboxes.isEmpty() ? 0 : activities.countMatching(sandboxes, text);
    }

    /** The last time that a thing was done to. */
    public Optional<Activity> latestDone(Act act, String sandbox, String subjectId) {
        return activities.findDone(act, sandbox, subjectId);
    }

    public Optional<Activity> latestDone(Act act, String sandbox) {
        return activities.latestDone(act, sandbox);
    }
}
