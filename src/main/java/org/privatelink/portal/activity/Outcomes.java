package org.privatelink.portal.activity;

import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.audit.Ledger;
import org.privatelink.portal.audit.Result;
import org.privatelink.portal.database.DatabaseFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes what became of acts, and lets other rooms know in the same transaction. What cannot be noted now is kept. */
@Component
class Outcomes {

    private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

    private final ActivityRepository activities;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Queue<Word> kept = new ConcurrentLinkedQueue<>();

    /** What Platform said of an act. */
    record Word(
            String id,
            Outcome outcome,
            @Nullable String subjectId,
            @Nullable String requestId,
            @Nullable String message) {}

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
    void note(Word word) {
        transaction.executeWithoutResult(status -> {
            try {
                activities.note(
                        word.id(), word.outcome(), word.subjectId(), word.requestId(), word.message(), clock.instant());
            } catch (DuplicateKeyException before) {
                status.setRollbackOnly();
                return;
            }
            Activity noted = activities.find(word.id()).orElseThrow();
            Result result = Result.valueOf(word.outcome().name());
            ledger.outcome(word.id(), noted.act().name(), result, word.subjectId(), word.requestId(), word.message());
            events.publishEvent(new ActivityNoted(noted));
        });
    }

    /** Until the database takes it. If the portal ends before that, a look settles the act. */
    void keep(Word word) {
        kept.add(word);
    }

    void noteKept() {
        for (Word word = kept.peek(); word != null; word = kept.peek()) {
            try {
                note(word);
            } catch (RuntimeException unwritten) {
                if (DatabaseFault.of(unwritten).isPresent()) {
                    throw unwritten;
                }
                // A look at Platform settles it; it must not stand in the way of the others.
                log.error("The outcome of act {} could not be written", word.id(), unwritten);
            }
            kept.remove(word);
        }
    }
}
