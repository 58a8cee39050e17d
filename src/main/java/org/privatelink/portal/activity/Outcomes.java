package org.privatelink.portal.activity;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.audit.Ledger;
import org.privatelink.portal.audit.Result;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes what became of acts, and lets other rooms know in the same transaction. */
@Component
class Outcomes {

    private final ActivityRepository activities;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Outcomes(
            ActivityRepository activities,
            Ledger ledger,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.activities = activities;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.clock = clock;
    }

    /** The first word stays: what comes after it changes nothing. */
    void note(
            String id,
            Outcome outcome,
            @Nullable String subjectId,
            @Nullable String requestId,
            @Nullable String message) {
        transaction.executeWithoutResult(status -> {
            try {
                activities.note(id, outcome, subjectId, requestId, message, clock.instant());
            } catch (DuplicateKeyException before) {
                status.setRollbackOnly();
                return;
            }
            Activity noted = activities.find(id).orElseThrow();
            ledger.outcome(id, noted.act().name(), Result.valueOf(outcome.name()), subjectId, requestId, message);
            events.publishEvent(new ActivityNoted(noted));
        });
    }
}
