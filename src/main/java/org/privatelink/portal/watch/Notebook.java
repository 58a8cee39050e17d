package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.watch.SeenRepository.Noted;
import org.privatelink.portal.watch.SeenRepository.Usage;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what was seen, together with all that others make of it: some at a time, and one by one where some cannot
 * be noted together, so that one that cannot be noted keeps no other from it. It is found again with the next list.
 */
@Component
class Notebook {

    private static final int TOGETHER = 100;

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

    /** @param linked connections that stood on what drifted; null when that could not be read or was not asked */
    record Entry(Finding finding, boolean drift, @Nullable Linked linked) {

        private String id() {
            return finding.after().endpoint().id();
        }
    }

    /** @throws RuntimeException after all others are noted, when one could not be */
    void note(Claim claim, List<Entry> entries, Instant at) {
        // In an order, so that two who write to the same rows do not wait for each other.
        List<Entry> sorted = entries.stream().sorted(Comparator.comparing(Entry::id)).toList();
        List<RuntimeException> failures = new ArrayList<>();
        some(sorted, together -> {
            try {
                write(claim, () -> note(claim, at, together));
            } catch (LeaseLost late) {
                throw late;
            } catch (RuntimeException poison) {
                DatabaseFault.passOn(poison);
                together.forEach(entry -> noteAlone(claim, entry, at, failures));
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void noteAlone(Claim claim, Entry entry, Instant at, List<RuntimeException> failures) {
        try {
            write(claim, () -> note(claim, at, List.of(entry)));
        } catch (LeaseLost late) {
            throw late;
        } catch (RuntimeException poison) {
            DatabaseFault.passOn(poison);
            failures.add(poison);
        }
    }

    private void note(Claim claim, Instant at, List<Entry> entries) {
        seen.save(claim, entries.stream().map(Entry::finding).toList());
        List<Noted> changes = entries.stream()
                .filter(entry -> entry.finding().isChange())
                .map(entry -> new Noted(UUID.randomUUID().toString(), entry.finding(), entry.drift(), entry.linked()))
                .toList();
        seen.add(claim.sandbox(), changes, at);
        changes.forEach(change -> noteDrift(claim.sandbox(), change, at));
        tell(claim.sandbox(), entries.stream().filter(entry -> entry.finding().isVisible()).map(Entry::id).toList());
        changes.forEach(change -> publish(claim.sandbox(), change, at));
    }

    private void noteDrift(String sandbox, Noted change, Instant at) {
        Finding finding = change.finding();
        Endpoint endpoint = finding.after().endpoint();
        if (change.drift()) {
            drifts.add(change.id(), sandbox, endpoint.id(), endpoint.label(), change.linked());
        } else if (finding.before() != null && finding.to() == EndpointState.APPROVED) {
            drifts.end(sandbox, endpoint.id(), at);
        }
    }

    private void publish(String sandbox, Noted change, Instant at) {
        Finding finding = change.finding();
        events.publishEvent(new EndpointChanged(
                change.id(),
                sandbox,
                finding.after().endpoint(),
                finding.from(),
                finding.to(),
                change.drift(),
                change.linked(),
                at));
    }

    private void tell(String sandbox, List<String> endpointIds) {
        if (!endpointIds.isEmpty()) {
            live.changed(
                    sandbox,
                    Stream.concat(endpointIds.stream().map(id -> "endpoint/" + id), Stream.of("endpoints")).toList());
        }
    }

    /** Rows from before there was anything to look for them by. */
    void fillIn(Claim claim) {
        List<Seen> some = seen.unfilled(claim.sandbox(), TOGETHER);
        while (!some.isEmpty()) {
            List<Seen> these = some;
            write(claim, () -> seen.fillIn(claim.sandbox(), these));
            some = seen.unfilled(claim.sandbox(), TOGETHER);
        }
    }

    void close(Claim claim, Instant checkedAt, Instant nextAt) {
        write(claim, () -> {
            seen.stillThere(claim.sandbox(), checkedAt);
            rounds.succeeded(claim, checkedAt, nextAt);
        });
    }

    /** Lists are without it from now on. */
    void noteDeleted(String sandbox, String endpointId, Instant when) {
        transaction.executeWithoutResult(status -> {
            seen.noteDeleted(sandbox, endpointId, when);
            tell(sandbox, List.of(endpointId));
        });
    }

    /** @param changed those that are used otherwise than was known */
    void noteUses(String sandbox, List<Usage> changed) {
        some(changed, together -> transaction.executeWithoutResult(status -> {
            seen.noteUses(sandbox, together);
            tell(sandbox, together.stream().map(Usage::endpointId).toList());
        }));
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

    /** Neither a transaction nor a batch grows with the sandbox. */
    private static <T> void some(List<T> all, Consumer<List<T>> each) {
        for (int from = 0; from < all.size(); from += TOGETHER) {
            each.accept(all.subList(from, Math.min(from + TOGETHER, all.size())));
        }
    }
}
