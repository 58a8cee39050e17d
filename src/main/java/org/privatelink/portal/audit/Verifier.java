package org.privatelink.portal.audit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the whole ledger, a part at a time, and finds the first row that is not as it was written. */
@Component
class Verifier {

    private static final int PART = 1_000;
    /** Acts of the records that no row tells of. */
    private static final String UNTOLD =
            """
            select a.id from activity a
             where not exists (select 1 from audit_entry e where e.act_id = a.id)
                or exists (select 1 from activity_outcome o
                            where o.activity_id = a.id
                              and not exists (select 1 from audit_entry e
                                               where e.act_id = a.id and e.result = o.outcome))
             order by a.begun_at, a.id fetch first 1 rows only
            """;

    private final LedgerRepository rows;
    private final ActDigests acts;
    private final JdbcClient jdbc;

    Verifier(LedgerRepository rows, ActDigests acts, JdbcClient jdbc) {
        this.rows = rows;
        this.acts = acts;
        this.jdbc = jdbc;
    }

    /** @param anchor where the chain stood once, from elsewhere; null when there is none to hold it against */
    Verdict verify(@Nullable Head anchor) {
        Head end = rows.head();
        Head last = Head.NONE;
        while (last.seq() < end.seq()) {
            List<Link> part = rows.after(last.seq(), PART);
            Optional<Verdict> bad = firstBad(part, last, anchor);
            if (bad.isPresent()) {
                return bad.get();
            }
            if (part.isEmpty()) {
                return Verdict.bad(last.seq() + 1, Verdict.Fault.MISSING);
            }
            last = part.get(part.size() - 1).head();
        }
        return ending(last, anchor);
    }

    private Optional<Verdict> firstBad(List<Link> part, Head before, @Nullable Head anchor) {
        Map<Entry, String> digests = acts.of(part.stream().map(Link::entry).toList());
        Head last = before;
        for (Link link : part) {
            Verdict.Fault fault = fault(link, last, digests.get(link.entry()), anchor);
            if (fault != null) {
                return Optional.of(Verdict.bad(last.seq() + 1, fault));
            }
            last = link.head();
        }
        return Optional.empty();
    }

    private static Verdict.@Nullable Fault fault(
            Link link, Head last, @Nullable String digest, @Nullable Head anchor) {
        if (link.seq() != last.seq() + 1) {
            return Verdict.Fault.MISSING;
        }
        if (!link.computed().equals(link.hash())) {
            return Verdict.Fault.CHANGED;
        }
        if (!link.previous().equals(last.hash())) {
            return Verdict.Fault.UNCHAINED;
        }
        if (!Objects.equals(link.entry().digest(), digest)) {
            return Verdict.Fault.ACT_CHANGED;
        }
        return anchor != null && anchor.seq() == link.seq() && !anchor.hash().equals(link.hash())
                ? Verdict.Fault.OFF_ANCHOR
                : null;
    }

    /** More may have come meanwhile; fewer cannot. */
    private Verdict ending(Head last, @Nullable Head anchor) {
        Head now = rows.head();
        if (now.seq() < last.seq() || now.seq() == last.seq() && !now.hash().equals(last.hash())) {
            return Verdict.bad(now.seq() + 1, Verdict.Fault.BEYOND);
        }
        if (now.seq() == last.seq() && !rows.after(last.seq(), 1).isEmpty() && rows.head().equals(now)) {
            return Verdict.bad(last.seq() + 1, Verdict.Fault.BEYOND);
        }
        if (anchor != null && anchor.seq() > last.seq()) {
            return Verdict.bad(last.seq() + 1, Verdict.Fault.MISSING);
        }
        return untold().map(Verdict::untold).orElseGet(() -> Verdict.good(last));
    }

    private Optional<String> untold() {
        return jdbc.sql(UNTOLD).query(String.class).optional();
    }
}
