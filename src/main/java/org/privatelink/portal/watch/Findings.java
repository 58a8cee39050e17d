package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.watch.Notebook.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Compares a list with what is kept, asks where the list alone does not tell, and has it noted. */
@Component
class Findings {

    private static final Logger log = LoggerFactory.getLogger(Findings.class);

    private final Endpoints endpoints;
    private final SeenRepository seen;
    private final Notebook notebook;
    private final Dependence dependence;
    private final WatchProperties properties;
    private final Clock clock;

    Findings(
            Endpoints endpoints,
            SeenRepository seen,
            Notebook notebook,
            Dependence dependence,
            WatchProperties properties,
            Clock clock) {
        this.endpoints = endpoints;
        this.seen = seen;
        this.notebook = notebook;
        this.dependence = dependence;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * What cannot be found out keeps nothing else from being noted.
     *
     * @return whether the next list has to tell of something: it was missing for the first time, or nobody has asked yet
     */
    boolean note(Claim claim, List<Endpoint> listed, Instant at) {
        notebook.fillIn(claim);
        Questions questions = new Questions(claim.begun().plus(properties.lease().dividedBy(3)));
        List<Entry> entries = new ArrayList<>();
        RuntimeException failure = null;
        boolean open = false;
        for (Finding finding : compare(claim, listed, at)) {
            open |= finding.isFirstMiss();
            try {
                if (finding.after().isGone() && !isGone(claim.sandbox(), finding.after().endpoint().id(), questions)) {
                    open = true;
                } else {
                    entries.add(entry(claim.sandbox(), finding, questions));
                }
            } catch (RuntimeException unexpected) {
                DatabaseFault.passOn(unexpected);
                failure = unexpected;
            }
        }
        notebook.note(claim, entries, at);
        if (failure != null) {
            throw failure;
        }
        return open;
    }

    private List<Finding> compare(Claim claim, List<Endpoint> listed, Instant at) {
        Map<String, Endpoint> present = Finding.byId(listed);
        List<Finding> findings = new ArrayList<>();
        List<Finding> gone = new ArrayList<>();
        seen.forEach(claim.sandbox(), was -> Finding.of(was, present.remove(was.endpoint().id()), claim.begun(), at)
                .ifPresent(finding -> (finding.after().isGone() ? gone : findings).add(finding)));
        present.values().forEach(first -> findings.add(Finding.first(first, at)));
        // In any order: one that can never be asked for keeps the others waiting once, not always.
        Collections.shuffle(gone);
        findings.addAll(gone);
        return findings;
    }

    private Entry entry(String sandbox, Finding finding, Questions questions) {
        boolean drift = dependence.isDrift(sandbox, finding);
        boolean ask = drift && questions.mayAskAnother();
        return new Entry(finding, drift, ask ? dependence.linked(sandbox, finding.after().endpoint()) : null);
    }

    /** Lists can be wrong twice: only who is asked for by name and not known is gone. */
    private boolean isGone(String sandbox, String id, Questions questions) {
        if (!questions.mayAskAnother()) {
            return false;
        }
        boolean there = endpoints.find(sandbox, id).filter(found -> found.id().equals(id)).isPresent();
        if (there) {
            log.warn("The list of {} leaves out {}, which is there", sandbox, id);
        }
        return !there;
    }

    /** What one look may ask beside the list: a sandbox that is lost as a whole is not asked for one by one at once. */
    private final class Questions {

        private final Instant until;
        private int left = Dependence.MOST_QUESTIONS;

        Questions(Instant until) {
            this.until = until;
        }

        boolean mayAskAnother() {
            left--;
            return left >= 0 && clock.instant().isBefore(until);
        }
    }
}
