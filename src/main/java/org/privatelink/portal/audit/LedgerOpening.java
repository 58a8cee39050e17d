package org.privatelink.portal.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.privatelink.portal.audit.Scene.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens the ledger once, before anybody is let in: marks where it begins, and chains the acts of before as they are found. */
@Component
class LedgerOpening implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(LedgerOpening.class);

    static final String EARLIER = "earlier";

    private static final int PART = 500;
    private static final Scene OWN = new Scene(Way.BACKGROUND, null, null);
    private static final String ACTS =
            """
            select a.id, a.act, a.sandbox, a.subject_id, a.subject_name, a.person_id, a.person_name, a.begun_at as at,
                   'BEGUN' as result, null as request_id, null as message, 0 as step
              from activity a
            union all
            select a.id, a.act, a.sandbox, coalesce(o.subject_id, a.subject_id), a.subject_name, a.person_id,
                   a.person_name, o.noted_at, o.outcome, o.request_id, o.message, 1
              from activity a join activity_outcome o on o.activity_id = a.id
             order by 8, 12, 1
            """;

    private final LedgerRepository rows;
    private final ActDigests acts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LedgerOpening(
            LedgerRepository rows,
            ActDigests acts,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.acts = acts;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            if (rows.lockHead().equals(Head.NONE)) {
                Head head = open();
                rows.moveHead(head);
                log.info("The ledger begins, with {} rows of before", head.seq() - 1);
            }
        });
    }

    private Head open() {
        Entry mark = Entry.of(clock.instant(), Incident.LEDGER_OPEN.name(), Result.DONE, Who.NOBODY, Target.NONE);
        Head head = add(Head.NONE, List.of(mark));
        List<Entry> part = new ArrayList<>();
        try (Stream<Entry> earlier = jdbc.sql(ACTS).withFetchSize(PART).query(LedgerOpening::earlier).stream()) {
            for (Entry entry : (Iterable<Entry>) earlier::iterator) {
                part.add(entry);
                if (part.size() == PART) {
                    head = add(head, part);
                    part.clear();
                }
            }
        }
        return add(head, part);
    }

    private Head add(Head before, List<Entry> entries) {
        Map<Entry, String> digests = acts.of(entries);
        Head head = before;
        for (Entry entry : entries) {
            Link link = Link.after(head, entry.covering(digests.get(entry)).storable());
            rows.add(link);
            head = link.head();
        }
        return head;
    }

    private static Entry earlier(ResultSet row, int number) throws SQLException {
        return Entry.of(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("act"),
                        Result.valueOf(row.getString("result")),
                        new Who(row.getString("person_id"), row.getString("person_name"), null),
                        new Target(row.getString("sandbox"), row.getString("subject_id"), row.getString("subject_name")))
                .from(OWN)
                .because(EARLIER)
                .ofAct(row.getString("id"))
                .told(row.getString("request_id"), row.getString("message"));
    }
}
