package org.privatelink.portal.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes rows, each in the transaction of what it tells of: what cannot be written undoes that transaction. Rows are
 * chained at its very end, so that the one lock that all writers share is the last that any of them takes, and is held no
 * longer than the rows take: no two of them can wait for each other, and nobody waits for Platform.
 */
@Component
public class Ledger {

    private final LedgerRepository rows;
    private final ActDigests acts;
    private final AuditLog log;
    private final TransactionTemplate transaction;
    private final TransactionTemplate own;
    private final Clock clock;

    Ledger(
            LedgerRepository rows,
            ActDigests acts,
            AuditLog log,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.acts = acts;
        this.log = log;
        this.transaction = new TransactionTemplate(transactions);
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** An act that is about to be tried, or that is done with its record. */
    public void act(String actId, String act, Result result, Person person, Target target) {
        add(Entry.of(clock.instant(), act, result, Who.of(person), target).ofAct(actId));
    }

    /**
     * A look that changes nothing, and that somebody has to answer for all the same. Committed when this comes back, so
     * that what cannot be recorded is not looked at; no other row tells how it went.
     *
     * @param event one of the room's {@link Deeds}
     */
    public void look(String event, Person person, Target target) {
        own.executeWithoutResult(
                status -> add(Entry.of(clock.instant(), event, Result.ASKED, Who.of(person), target)));
    }

    /** How an act went: by whom, to what and for which request stands in the row of its beginning. */
    public void outcome(
            String actId,
            String act,
            Result result,
            @Nullable String targetId,
            @Nullable String requestId,
            @Nullable String message) {
        Entry begun = rows.begun(actId)
                .map(Link::entry)
                .orElseGet(() -> Entry.of(clock.instant(), act, Result.BEGUN, Who.NOBODY, Target.NONE));
        Target target = new Target(
                begun.target().sandbox(), targetId == null ? begun.target().id() : targetId, begun.target().name());
        Scene present = Scene.present();
        add(Entry.of(clock.instant(), act, result, begun.who(), target)
                .from(new Scene(present.way(), begun.scene().correlation(), present.address()))
                .ofAct(actId)
                .told(requestId, message));
    }

    void add(Entry entry) {
        transaction.executeWithoutResult(status -> ending().entries.add(entry));
    }

    private Ending ending() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(each -> each instanceof Ending ending && ending.ledger() == this)
                .map(Ending.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    Ending ending = new Ending();
                    TransactionSynchronizationManager.registerSynchronization(ending);
                    return ending;
                });
    }

    private List<Link> write(List<Entry> entries) {
        Map<Entry, String> digests = acts.of(entries);
        List<Link> written = new ArrayList<>();
        Head head = rows.lockHead();
        for (Entry entry : entries) {
            Link link = Link.after(head, entry.covering(digests.get(entry)).storable());
            rows.add(link);
            written.add(link);
            head = link.head();
        }
        rows.moveHead(head);
        return written;
    }

    private class Ending implements TransactionSynchronization {

        private final List<Entry> entries = new ArrayList<>();
        private List<Link> written = List.of();

        Ledger ledger() {
            return Ledger.this;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            written = write(entries);
        }

        @Override
        public void afterCommit() {
            written.forEach(log::tell);
        }
    }
}
