package org.privatelink.portal.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.privatelink.portal.audit.Scene.Way;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LedgerRepository {

    private static final String INSERT =
            """
            insert into audit_entry (seq, noted_at, event, result, reason, person_id, person_name, roles, sandbox,
                   target_id, target_name, way, correlation, address, act_id, request_id, message, times, digest,
                   previous, hash)
            values (:seq, :at, :event, :result, :reason, :personId, :personName, :roles, :sandbox,
                   :targetId, :targetName, :way, :correlation, :address, :actId, :requestId, :message, :times, :digest,
                   :previous, :hash)
            """;

    private final JdbcClient jdbc;

    LedgerRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The end of the chain, which nobody else moves before this transaction ends. */
    Head lockHead() {
        return jdbc.sql("select seq, hash from audit_head where id = 1 for update").query(LedgerRepository::headOf).single();
    }

    Head head() {
        return jdbc.sql("select seq, hash from audit_head where id = 1").query(LedgerRepository::headOf).single();
    }

    private static Head headOf(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong("seq"), row.getString("hash"));
    }

    void moveHead(Head head) {
        jdbc.sql("update audit_head set seq = :seq, hash = :hash where id = 1")
                .param("seq", head.seq())
                .param("hash", head.hash())
                .update();
    }

    void add(Link link) {
        Entry entry = link.entry();
        jdbc.sql(INSERT)
                .param("seq", link.seq())
                .param("at", at(entry.at()))
                .param("event", entry.event())
                .param("result", entry.result().name())
                .param("reason", entry.reason())
                .param("personId", entry.who().id())
                .param("personName", entry.who().name())
                .param("roles", entry.who().roles())
                .param("sandbox", entry.target().sandbox())
                .param("targetId", entry.target().id())
                .param("targetName", entry.target().name())
                .param("way", entry.scene().way().name())
                .param("correlation", entry.scene().correlation())
                .param("address", entry.scene().address())
                .param("actId", entry.actId())
                .param("requestId", entry.requestId())
                .param("message", entry.message())
                .param("times", entry.times())
                .param("digest", entry.digest())
                .param("previous", link.previous())
                .param("hash", link.hash())
                .update();
    }

    Optional<Link> begun(String actId) {
        return jdbc.sql("select * from audit_entry where act_id = :actId and result = 'BEGUN'")
                .param("actId", actId)
                .query(LedgerRepository::link)
                .optional();
    }

    /** From the oldest on. */
    List<Link> after(long seq, int most) {
        return jdbc.sql("select * from audit_entry where seq > :seq order by seq fetch first :most rows only")
                .param("seq", seq)
                .param("most", most)
                .query(LedgerRepository::link)
                .list();
    }

    Optional<Link> find(long seq) {
        return jdbc.sql("select * from audit_entry where seq = :seq")
                .param("seq", seq)
                .query(LedgerRepository::link)
                .optional();
    }

    /** From the newest on. */
    List<Link> search(AuditFilter filter, int most) {
        return jdbc.sql("select * from audit_entry e" + filter.where() + " order by seq desc fetch first :most rows only")
                .params(filter.values())
                .params(Map.of("most", most))
                .query(LedgerRepository::link)
                .list();
    }

    int count(AuditFilter filter) {
        return jdbc.sql("select count(*) from audit_entry e" + filter.where())
                .params(filter.values())
                .query(Integer.class)
                .single();
    }

    private static Link link(ResultSet row, int number) throws SQLException {
        Entry entry = new Entry(
                row.getObject("noted_at", OffsetDateTime.class).toInstant(),
                row.getString("event"),
                Result.read(row.getString("result")),
                row.getString("reason"),
                new Who(row.getString("person_id"), row.getString("person_name"), row.getString("roles")),
                new Target(row.getString("sandbox"), row.getString("target_id"), row.getString("target_name")),
                new Scene(Way.read(row.getString("way")), row.getString("correlation"), row.getString("address")),
                row.getString("act_id"),
                row.getString("request_id"),
                row.getString("message"),
                row.getInt("times"),
                row.getString("digest"));
        return new Link(row.getLong("seq"), entry, row.getString("previous"), row.getString("hash"));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
