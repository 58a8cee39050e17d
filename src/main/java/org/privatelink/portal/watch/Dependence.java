package org.privatelink.portal.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.endpoint.Dependants;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.watch.SeenRepository.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What stands on endpoints: who suffers from a drift, and since when an endpoint is in use. */
@Component
class Dependence {

    private static final Logger log = LoggerFactory.getLogger(Dependence.class);

    /** Lists that may be read for one look beside its own. */
    static final int MOST_QUESTIONS = 100;

    private static final Duration A_LOOK = Duration.ofMinutes(10);

    private final Dependants dependants;
    private final ActivityService activities;
    private final SeenRepository seen;
    private final DriftRepository drifts;
    private final Notebook notebook;

    Dependence(
            Dependants dependants,
            ActivityService activities,
            SeenRepository seen,
            DriftRepository drifts,
            Notebook notebook) {
        this.dependants = dependants;
        this.activities = activities;
        this.seen = seen;
        this.drifts = drifts;
        this.notebook = notebook;
    }

    /** Whatever this portal did, or may have done, is no surprise. */
    boolean isDrift(String sandbox, Finding finding) {
        if (!finding.isLoss()) {
            return false;
        }
        String id = finding.after().endpoint().id();
        // What was done before it was approved is over; a look may lie between an act and what came of it.
        Instant since = finding.before().since().minus(A_LOOK);
        boolean rejectedHere = finding.to() == EndpointState.REJECTED
                && activities.mayHaveHappened(Act.AZURE_REJECT, sandbox, id, since);
        return !rejectedHere && !activities.mayHaveHappened(Act.ENDPOINT_DELETE, sandbox, id, since);
    }

    /** Certain ones first; null when that cannot be read now. */
    @Nullable Linked linked(String sandbox, Endpoint endpoint) {
        try {
            var breaks = dependants.around(sandbox, endpoint.id()).apply(endpoint);
            return breaks.isComplete() ? Linked.of(breaks) : null;
        } catch (PlatformException later) {
            log.info("Cannot tell yet what stood on {} in {}: {}", endpoint.id(), sandbox, later.problem());
            return null;
        }
    }

    /** What could not be read before, or is worth another look. Failing here fails no look at endpoints. */
    void learn(String sandbox) {
        try {
            drifts.open(sandbox).stream()
                    .filter(drift -> drift.linked() == null)
                    .limit(MOST_QUESTIONS)
                    .forEach(this::link);
            learnUses(sandbox);
        } catch (PlatformException later) {
            log.info("Cannot read connections of {} now: {}", sandbox, later.problem());
        } catch (RuntimeException unexpected) {
            DatabaseFault.passOn(unexpected);
            log.error("Cannot note connections of {}", sandbox, unexpected);
        }
    }

    private void link(Drift drift) {
        seen.find(drift.sandbox(), drift.endpointId())
                .map(lost -> linked(drift.sandbox(), lost.endpoint()))
                .ifPresent(found -> notebook.link(drift, found));
    }

    private void learnUses(String sandbox) {
        dependants.uses(sandbox).ifPresent(uses -> noteUses(sandbox, uses));
    }

    private void noteUses(String sandbox, Map<String, Use> uses) {
        List<Usage> changed = new ArrayList<>();
        seen.forEachUsage(sandbox, known -> {
            Usage now = known.now(uses.get(known.endpointId()));
            if (!now.equals(known)) {
                changed.add(now);
            }
        });
        notebook.noteUses(sandbox, changed);
    }
}
