package org.privatelink.portal.activity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.privatelink.portal.activity.Outcomes.Word;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Settles acts whose answer was lost, by looking. It never sends one again. */
@Component
class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

    private final ActivityRepository activities;
    private final Outcomes outcomes;
    private final List<Lookup> lookups;
    private final ActivityProperties properties;
    private final Clock clock;

    Reconciler(
            ActivityRepository activities,
            Outcomes outcomes,
            List<Lookup> lookups,
            ActivityProperties properties,
            Clock clock) {
        this.activities = activities;
        this.outcomes = outcomes;
        this.lookups = lookups;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${portal.activity.look-every:5s}")
    void reconcile() {
        outcomes.noteKept();
        activities.open(clock.instant().minus(properties.presumeLostAfter())).forEach(this::look);
    }

    private void look(Activity open) {
        try {
            lookups.stream()
                    .filter(lookup -> lookup.covers(open.act()))
                    .findFirst()
                    .ifPresent(lookup -> settle(open, lookup.look(open)));
        } catch (PlatformException laterThen) {
            if (!(laterThen instanceof Unreachable silent && silent.isResting())) {
                log.info("Cannot tell yet what became of {} {}: {}", open.act(), open.id(), laterThen.problem());
            }
            giveUpLooking(open);
        } catch (RuntimeException unexpected) {
            DatabaseFault.passOn(unexpected);
            // One act must not keep the others from being looked at.
            log.error("Cannot look what became of {} {}", open.act(), open.id(), unexpected);
            giveUpLooking(open);
        }
    }

    /** A sandbox may be gone, or a permission: then nobody can tell by looking. */
    private void giveUpLooking(Activity open) {
        if (clock.instant().isAfter(open.begunAt().plus(properties.stopLookingAfter()))) {
            note(open, Outcome.UNCLEAR, Sighting.several());
        }
    }

    private void settle(Activity open, Sighting seen) {
        switch (seen.kind()) {
            case HAPPENED -> note(open, Outcome.DONE, seen);
            case SEVERAL -> note(open, Outcome.UNCLEAR, seen);
            case NOT_SEEN, UNTOLD -> {
                Instant now = clock.instant();
                if (now.isAfter(open.begunAt().plus(properties.giveUpAfter()))) {
                    note(open, seen.kind() == Sighting.Kind.NOT_SEEN ? Outcome.NOT_DONE : Outcome.UNCLEAR, seen);
                }
            }
        }
    }

    private void note(Activity open, Outcome outcome, Sighting seen) {
        log.info("{} {}, whose answer was lost: {}", open.act(), open.id(), outcome);
        outcomes.note(new Word(open.id(), outcome, seen.subjectId(), null, null));
    }
}
