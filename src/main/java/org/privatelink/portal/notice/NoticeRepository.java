package org.privatelink.portal.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.notice.Notice.Problem;
import org.privatelink.portal.notice.Notice.State;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Repository
class NoticeRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final TransactionTemplate nested;

    NoticeRepository(JdbcClient jdbc, JsonMapper json, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.json = json;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * Keeps a notice in the transaction of what it tells of. False when it is there already. Another node may be adding
     * the same just now; PostgreSQL would then take no more statements, were there no savepoint to go back to.
     */
    boolean add(String eventKey, Target target, Happening happening, Instant now) {
        try {
            return Boolean.TRUE.equals(nested.execute(status ->
                    !isThere(eventKey, target) && insert(eventKey, target, happening, now)));
        } catch (DuplicateKeyException another) {
            return false;
        }
    }

    private boolean isThere(String eventKey, Target target) {
        return jdbc.sql("select count(*) from notice where event_key = :key and channel = :channel and address = :address")
                        .param("key", eventKey)
                        .param("channel", target.channel())
                        .param("address", target.address())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private boolean insert(String eventKey, Target target, Happening happening, Instant now) {
        return jdbc.sql("insert into notice (id, event_key, channel, address, facts, noted_at, due_at, attempts, unsure, state)"
                                + " values (:id, :key, :channel, :address, :facts, :now, :now, 0, 0, 'WAITING')")
                        .param("id", UUID.randomUUID().toString())
                        .param("key", eventKey)
                        .param("channel", target.channel())
                        .param("address", target.address())
                        .param("facts", json.writeValueAsString(happening))
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /** Those for whom something is due. */
    List<Target> due(Instant now) {
        return jdbc.sql("select distinct channel, address from notice where state = 'WAITING' and due_at <= :now")
                .param("now", at(now))
                .query((row, number) -> new Target(row.getString(1), row.getString(2)))
                .list();
    }

    /**
     * Takes the oldest that is due. Whoever gets it is the only one until the lease ends, on whatever node: the row
     * changes only if it is still due, and is not due again before.
     */
    Optional<Notice> claim(Target target, Instant now, Instant leaseEnd) {
        Optional<Notice> oldest;
        do {
            oldest = jdbc.sql("select * from notice where state = 'WAITING' and due_at <= :now"
                            + " and channel = :channel and address = :address order by noted_at, id limit 1")
                    .param("now", at(now))
                    .param("channel", target.channel())
                    .param("address", target.address())
                    .query(this::row)
                    .optional();
        } while (oldest.isPresent() && !lease(oldest.get(), now, leaseEnd));
        return oldest.flatMap(notice -> find(notice.id()));
    }

    private boolean lease(Notice notice, Instant now, Instant leaseEnd) {
        return jdbc.sql("update notice set due_at = :leaseEnd, attempts = attempts + 1"
                                + " where id = :id and state = 'WAITING' and attempts = :attempts and due_at <= :now")
                        .param("leaseEnd", at(leaseEnd))
                        .param("id", notice.id())
                        .param("attempts", notice.attempts())
                        .param("now", at(now))
                        .update()
                == 1;
    }

    /** Sent is sent, whoever else has it on lease by now. */
    void sent(Notice notice, Instant now) {
        jdbc.sql("update notice set state = 'SENT', problem = null, detail = null, settled_at = :now"
                        + " where id = :id and state <> 'SENT'")
                .param("now", at(now))
                .param("id", notice.id())
                .update();
    }

    /** Nothing, when the lease has passed to another attempt. */
    void postpone(Notice notice, Instant due, int unsure, @Nullable Problem problem, @Nullable String detail) {
        jdbc.sql("update notice set due_at = :due, unsure = :unsure, problem = :problem, detail = :detail"
                        + " where id = :id and state = 'WAITING' and attempts = :attempts")
                .param("due", at(due))
                .param("unsure", unsure)
                .param("problem", problem == null ? null : problem.name())
                .param("detail", detail)
                .param("id", notice.id())
                .param("attempts", notice.attempts())
                .update();
    }

    /** Nothing, when the lease has passed to another attempt. */
    void giveUp(Notice notice, @Nullable Problem problem, @Nullable String detail, Instant now) {
        jdbc.sql("update notice set state = 'GIVEN_UP', problem = :problem, detail = :detail, settled_at = :now"
                        + " where id = :id and state = 'WAITING' and attempts = :attempts")
                .param("problem", problem == null ? null : problem.name())
                .param("detail", detail)
                .param("now", at(now))
                .param("id", notice.id())
                .param("attempts", notice.attempts())
                .update();
    }

    Optional<Notice> find(String id) {
        return jdbc.sql("select * from notice where id = :id").param("id", id).query(this::row).optional();
    }

    List<Notice> newest(int most) {
        return jdbc.sql("select * from notice order by noted_at desc, id limit " + most).query(this::row).list();
    }

    void forget(Instant settledBefore) {
        jdbc.sql("delete from notice where state <> 'WAITING' and settled_at < :before")
                .param("before", at(settledBefore))
                .update();
    }

    private Notice row(ResultSet row, int number) throws SQLException {
        String problem = row.getString("problem");
        OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
        return new Notice(
                row.getString("id"),
                new Target(row.getString("channel"), row.getString("address")),
                json.readValue(row.getString("facts"), Happening.class),
                row.getObject("noted_at", OffsetDateTime.class).toInstant(),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                row.getInt("unsure"),
                State.valueOf(row.getString("state")),
                problem == null ? null : Problem.valueOf(problem),
                row.getString("detail"),
                settled == null ? null : settled.toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
