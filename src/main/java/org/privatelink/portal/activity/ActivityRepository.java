package org.privatelink.portal.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class ActivityRepository {

    private static final String SELECT =
            """
            select a.*, coalesce(settled.outcome, lost.outcome) as outcome,
                   coalesce(settled.subject_id, a.subject_id) as known_id,
                   coalesce(settled.request_id, lost.request_id) as request_id,
                   coalesce(settled.message, lost.message) as message,
                   coalesce(settled.noted_at, lost.noted_at) as noted_at
              from activity a
              left join activity_outcome settled on settled.activity_id = a.id and settled.settled = true
              left join activity_outcome lost on lost.activity_id = a.id and lost.settled = false
            """;

    /** By its id, what it was done to, Platform's request id of either outcome, or who did it. */
    private static final String MATCHING =
            """
             where a.sandbox in (:sandboxes)
               and (lower(a.id) like :text escape '!'
                 or lower(coalesce(settled.subject_id, a.subject_id, '')) like :text escape '!'
                 or lower(a.subject_name) like :text escape '!'
                 or lower(a.person_name) like :text escape '!'
                 or lower(a.person_id) like :text escape '!'
                 or lower(coalesce(settled.request_id, '')) like :text escape '!'
                 or lower(coalesce(lost.request_id, '')) like :text escape '!')
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ActivityRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(String id, Intent intent, Instant now) {
        jdbc.sql("insert into activity (id, submission, act, sandbox, subject_id, subject_name, facts, "
                        + "person_id, person_name, begun_at) values (:id, :submission, :act, :sandbox, :subjectId, :subjectName, :facts, "
                        + ":personId, :personName, :begunAt)")
                .param("id", id)
                .param("submission", intent.sent().key())
                .param("act", intent.act().name())
                .param("sandbox", intent.sandbox())
                .param("subjectId", intent.subjectId())
                .param("subjectName", cut(intent.subjectName(), 1024))
                .param("facts", json.writeValueAsString(intent.facts()))
                .param("personId", intent.person().id())
                .param("personName", cut(intent.person().name(), 256))
                .param("begunAt", at(now))
                .update();
    }

    /** @throws DuplicateKeyException when the same had been noted before */
    void note(
            String activityId,
            Outcome outcome,
            @Nullable String subjectId,
            @Nullable String requestId,
            @Nullable String message,
            Instant now) {
        jdbc.sql("insert into activity_outcome "
                        + "(activity_id, settled, outcome, subject_id, request_id, message, noted_at) values ("
                        + ":id, :settled, :outcome, :subjectId, :requestId, :message, :now)")
                .param("id", activityId)
                .param("settled", outcome.isSettled())
                .param("outcome", outcome.name())
                .param("subjectId", subjectId)
                .param("requestId", cut(requestId, 256))
                .param("message", cut(message, 2000))
                .param("now", at(now))
                .update();
    }

    List<Activity> findAll(Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + " where a.id in (:ids)").param("ids", ids).query(this::row).list();
    }

    /** All that was done to a thing, oldest first. */
    List<Activity> about(String sandbox, String subjectId) {
        if (isImpossible(subjectId)) {
            return List.of();
        }
        return jdbc.sql(SELECT + " where a.sandbox = :sandbox and a.subject_id = :subjectId order by a.begun_at, a.id")
                .param("sandbox", sandbox)
                .param("subjectId", subjectId)
                .query(this::row)
                .list();
    }

    Optional<Activity> find(String id) {
        if (isImpossible(id)) {
            return Optional.empty();
        }
        return jdbc.sql(SELECT + " where a.id = :id").param("id", id).query(this::row).optional();
    }

    /** Rows of before have the id as it came where others have the key; all have the rest. */
    Optional<Activity> find(Submission sent) {
        if (isImpossible(sent.id())) {
            return Optional.empty();
        }
        return jdbc.sql(SELECT
                        + """
                           where a.submission in (:key, :id)
                             and a.person_id = :personId and a.sandbox = :sandbox and a.act in (:acts)
                          """)
                .param("key", sent.key())
                .param("id", sent.id())
                .param("personId", sent.personId())
                .param("sandbox", sent.sandbox())
                .param("acts", sent.acts())
                .query(this::row)
                .optional();
    }

    /** The act that brought a thing into being through this portal. */
    Optional<Activity> findDone(Act act, String sandbox, String subjectId) {
        if (isImpossible(subjectId)) {
            return Optional.empty();
        }
        return jdbc.sql(SELECT
                        + """
                           where settled.subject_id = :subjectId and settled.outcome = 'DONE'
                             and a.act = :act and a.sandbox = :sandbox
                           order by a.begun_at desc limit 1
                          """)
                .param("subjectId", subjectId)
                .param("act", act.name())
                .param("sandbox", sandbox)
                .query(this::row)
                .optional();
    }

    /** The acts that brought things into being through this portal; the latest last. */
    List<Activity> findDone(Act act, String sandbox, Collection<String> subjectIds) {
        return subjectIds.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT
                                + """
                                   where settled.subject_id in (:subjectIds) and settled.outcome = 'DONE'
                                     and a.act = :act and a.sandbox = :sandbox
                                   order by a.begun_at
                                  """)
                        .param("subjectIds", subjectIds)
                        .param("act", act.name())
                        .param("sandbox", sandbox)
                        .query(this::row)
                        .list();
    }

    boolean mayHaveHappened(Act act, String sandbox, String subjectId, Instant notBefore) {
        return !isImpossible(subjectId) && !jdbc.sql(SELECT
                        + """
                           where a.subject_id = :subjectId and a.act = :act and a.sandbox = :sandbox
                             and coalesce(settled.outcome, lost.outcome, '') not in ('REFUSED', 'NOT_SENT', 'NOT_DONE')
                             and a.begun_at >= :notBefore
                          """)
                .param("subjectId", subjectId)
                .param("act", act.name())
                .param("sandbox", sandbox)
                .param("notBefore", at(notBefore))
                .query(this::row)
                .list()
                .isEmpty();
    }

    List<Activity> page(String sandbox, @Nullable Act act, String subjectId, @Nullable Activity before, int limit) {
        if (isImpossible(subjectId)) {
            return List.of();
        }
        Map<String, Object> values = new HashMap<>(Map.of("sandbox", sandbox, "limit", limit));
        String where = " where a.sandbox = :sandbox";
        if (act != null) {
            where += " and a.act = :act";
            values.put("act", act.name());
        }
        if (!subjectId.isEmpty()) {
            where += " and coalesce(settled.subject_id, a.subject_id) = :subjectId";
            values.put("subjectId", subjectId);
        }
        if (before != null) {
            where += " and (a.begun_at < :before or a.begun_at = :before and a.id > :beforeId)";
            values.put("before", at(before.begunAt()));
            values.put("beforeId", before.id());
        }
        return jdbc.sql(SELECT + where + " order by a.begun_at desc, a.id fetch first :limit rows only")
                .params(values)
                .query(this::row)
                .list();
    }

    List<Activity> latest(String sandbox, int most) {
        return jdbc.sql(SELECT + " where a.sandbox = :sandbox order by a.begun_at desc, a.id limit " + most)
                .param("sandbox", sandbox)
                .query(this::row)
                .list();
    }

    List<Activity> search(Collection<String> sandboxes, String text, int most) {
        if (isImpossible(text)) {
            return List.of();
        }
        return jdbc.sql(SELECT + MATCHING + " order by a.begun_at desc, a.id fetch first :most rows only")
                .param("sandboxes", sandboxes)
                .param("text", pattern(text))
                .param("most", most)
                .query(this::row)
                .list();
    }

    int countMatching(Collection<String> sandboxes, String text) {
        if (isImpossible(text)) {
            return 0;
        }
        return jdbc.sql("select count(*) from (" + SELECT + MATCHING + ") matching")
                .param("sandboxes", sandboxes)
                .param("text", pattern(text))
                .query(Integer.class)
                .single();
    }

    /** No database keeps that character, and PostgreSQL does not even take it as a question. */
    private static boolean isImpossible(String text) {
        return text.indexOf('\0') >= 0;
    }

    private static String pattern(String text) {
        return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }

    Optional<Activity> latestDone(Act act, String sandbox) {
        return jdbc.sql(SELECT
                        + """
                           where a.sandbox = :sandbox and a.act = :act and settled.outcome = 'DONE'
                           order by a.begun_at desc, a.id limit 1
                          """)
                .param("sandbox", sandbox)
                .param("act", act.name())
                .query(this::row)
                .optional();
    }

    /** Acts without an end: those whose answer was lost, and those begun before the given time. */
    List<Activity> open(Instant begunBefore) {
        return jdbc.sql(SELECT
                        + """
                           where settled.outcome is null and (lost.outcome is not null or a.begun_at < :before)
                           order by a.begun_at limit 100
                          """)
                .param("before", at(begunBefore))
                .query(this::row)
                .list();
    }

    /** Acts of the same kind on something of the same name, of which nothing at all is known yet. */
    List<Activity> underWayBeside(Activity act) {
        return jdbc.sql(SELECT
                        + """
                           where a.act = :act and a.sandbox = :sandbox and a.subject_name = :name and a.id <> :id
                             and settled.outcome is null and lost.outcome is null
                          """)
                .param("act", act.act().name())
                .param("sandbox", act.sandbox())
                .param("name", act.subjectName())
                .param("id", act.id())
                .query(this::row)
                .list();
    }

    private Activity row(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        OffsetDateTime noted = row.getObject("noted_at", OffsetDateTime.class);
        return new Activity(
                row.getString("id"),
                Act.valueOf(row.getString("act")),
                row.getString("sandbox"),
                row.getString("known_id"),
                row.getString("subject_name"),
                json.readValue(row.getString("facts"), new TypeReference<Map<String, String>>() {}),
                row.getString("person_name"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getString("request_id"),
                row.getString("message"),
                noted == null ? null : noted.toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
