package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what was seen, each change in a transaction of its own together with all that others make of it: one that
 * cannot be noted keeps no other from it, and is found again with the next list.
 */
@Component
class Notebook {

    private final RoundRepository rounds;
    private final SeenRepository seen;
    private final DriftRepository drifts;
    private final LiveUpdates live;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Notebook(
            RoundRepository rounds,
            SeenRepository seen,
            DriftRepository drifts,
            LiveUpdates live,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rounds = rounds;
        this.seen = seen;
        this.drifts = drifts;
        this.live = live;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** It took too long, and another portal is at it now. */
    static final class LeaseLost extends RuntimeException {

        LeaseLost(Claim claim) {
            super("Lost the turn at sandbox " + claim.sandbox());
        }
    }

    void note(Claim claim, Finding finding, boolean drift, @Nullable Linked linked, Instant at) {
        write(claim, () -> {
            seen.save(claim.sandbox(), finding.after());
            if (finding.isChange()) {
                noteChange(claim.sandbox(), finding, drift, linked, at);
            }
            if (finding.isVisible()) {
                live.changed(claim.sandbox(), "endpoint/" + finding.after().endpoint().id());
                live.changed(claim.sandbox(), "endpoints");
            }
        });
    }

    private void noteChange(
            String sandbox, Finding finding, boolean drift, @Nullable Linked linked, Instant at) {
        String id = UUID.randomUUID().toString();
        Endpoint endpoint = finding.after().endpoint();
        seen.add(id, sandbox, finding, drift, at);
        if (drift) {
            drifts.add(id, sandbox, endpoint.id(), endpoint.label(), linked);
        } else if (finding.to() == EndpointState.APPROVED) {
            drifts.end(sandbox, endpoint.id(), at);
        }
        events.publishEvent(
                new EndpointChanged(id, sandbox, endpoint, finding.from(), finding.to(), drift, linked, at));
    }

    void close(Claim claim, Instant checkedAt, Instant nextAt) {
        write(claim, () -> {
            seen.stillThere(claim.sandbox(), checkedAt);
            rounds.succeeded(claim, checkedAt, nextAt);
        });
    }

    void noteFirstConnection(String sandbox, String endpointId, Instant when) {
        transaction.executeWithoutResult(status -> {
            if (seen.noteFirstConnection(sandbox, endpointId, when)) {
                live.changed(sandbox, "endpoint/" + endpointId);
            }
        });
    }

    void link(Drift drift, Linked linked) {
        transaction.executeWithoutResult(status -> {
            drifts.link(drift.id(), linked);
            live.changed(drift.sandbox(), "endpoints");
        });
    }

    private void write(Claim claim, Runnable writing) {
        transaction.executeWithoutResult(status -> {
            if (!rounds.holds(claim, clock.instant())) {
                throw new LeaseLost(claim);
            }
            writing.run();
        });
    }
}
