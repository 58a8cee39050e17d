package org.privatelink.portal.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Fingerprints of recorded acts, column by column as the database keeps them: who changes what was recorded of an act,
 * changes what its row in the ledger is held against.
 */
@Repository
class ActDigests {

    private static final String ACTS =
            """
            select id, '' as word, submission, act, sandbox, subject_id, subject_name, facts, person_id, person_name, begun_at
              from activity where id in (:ids)
            """;
    private static final String OUTCOMES =
            """
            select activity_id as id, case when settled then 'settled' else 'lost' end as word, outcome, subject_id,
                   request_id, message, noted_at
              from activity_outcome where activity_id in (:ids)
            """;

    private final JdbcClient jdbc;

    ActDigests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of those of the entries that tell of an act that is there. */
    Map<Entry, String> of(Collection<Entry> entries) {
        List<String> ids =
                entries.stream().map(Entry::actId).filter(Objects::nonNull).distinct().toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, String> acts = read(ACTS, ids);
        Map<String, String> outcomes = read(OUTCOMES, ids);
        Map<Entry, String> digests = new HashMap<>();
        entries.stream().filter(entry -> acts.containsKey(entry.actId())).forEach(entry -> digests.put(
                entry, digest(acts.get(entry.actId()), outcomes.get(outcome(entry)))));
        return digests;
    }

    private static String digest(@Nullable String act, @Nullable String outcome) {
        return new Fingerprint("audit-act/1").with(act).with(outcome).hex();
    }

    /** An intent has no outcome yet: what is noted later is for the row of that outcome to cover. */
    private static @Nullable String outcome(Entry entry) {
        return entry.result() == Result.BEGUN ? null : entry.actId() + (entry.result() == Result.LOST ? "lost" : "settled");
    }

    private Map<String, String> read(String sql, List<String> ids) {
        Map<String, String> found = new HashMap<>();
        jdbc.sql(sql).param("ids", ids).query((ResultSet row) -> {
            found.put(row.getString("id") + row.getString("word"), columns(row));
        });
        return found;
    }

    private static String columns(ResultSet row) throws SQLException {
        Fingerprint columns = new Fingerprint("audit-row/1");
        int last = row.getMetaData().getColumnCount();
        for (int column = 1; column < last; column++) {
            columns.with(row.getString(column));
        }
        Instant when = row.getObject(last, OffsetDateTime.class).toInstant();
        return columns.with(when).hex();
    }
}
