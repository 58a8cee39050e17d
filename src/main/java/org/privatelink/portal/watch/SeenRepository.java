package org.privatelink.portal.watch;

import static org.privatelink.portal.watch.RoundRepository.at;
import static org.privatelink.portal.watch.RoundRepository.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Watched.Known;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Endpoints as they were last seen, and each change. */
@Repository
class SeenRepository {

    private static final int LONGEST_RAW = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SeenRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A change as it was seen.
     *
     * @param rawState as Platform wrote it
     */
    record Change(
            Instant seenAt, @Nullable EndpointState from, @Nullable EndpointState to, @Nullable String rawState) {}

    Map<String, Seen> in(String sandbox) {
        return jdbc.sql("select * from watch_endpoint where sandbox = :sandbox order by endpoint_id")
                .param("sandbox", sandbox)
                .query(this::seen)
                .list()
                .stream()
                .collect(Collectors.toMap(seen -> seen.endpoint().id(), seen -> seen));
    }

    Optional<Seen> find(String sandbox, String endpointId) {
        return jdbc.sql("select * from watch_endpoint where sandbox = :sandbox and endpoint_id = :id")
                .param("sandbox", sandbox)
                .param("id", endpointId)
                .query(this::seen)
                .optional();
    }

    /** Those that are not gone. */
    List<Known> present() {
        return jdbc.sql("select * from watch_endpoint where gone_at is null order by sandbox, endpoint_id")
                .query((row, number) -> seen(row, number).known(row.getString("sandbox")))
                .list();
    }

    List<Known> present(Collection<String> sandboxes) {
        return sandboxes.isEmpty()
                ? List.of()
                : jdbc.sql("select * from watch_endpoint where gone_at is null and sandbox in (:sandboxes)")
                        .param("sandboxes", sandboxes)
                        .query((row, number) -> seen(row, number).known(row.getString("sandbox")))
                        .list();
    }

    /** Whatever has a text in it, in any letter case; gone ones last. */
    List<Known> search(Collection<String> sandboxes, String text, int limit) {
        return sandboxes.isEmpty()
                ? List.of()
                : jdbc.sql("select * from watch_endpoint where sandbox in (:sandboxes) and lower(seen) like :text escape '!'"
                                + " order by case when gone_at is null then 0 else 1 end, sandbox, endpoint_id"
                                + " fetch first :limit rows only")
                        .param("sandboxes", sandboxes)
                        .param("text", "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%")
                        .param("limit", limit)
                        .query((row, number) -> seen(row, number).known(row.getString("sandbox")))
                        .list();
    }

    /** Only who holds the sandbox's lease saves. */
    void save(String sandbox, Seen seen) {
        String update = "update watch_endpoint set seen = :seen, since = :since, last_seen_at = :lastSeen,"
                + " absent_at = :absent, gone_at = :gone where sandbox = :sandbox and endpoint_id = :id";
        if (write(update, sandbox, seen) == 0) {
            write(
                    "insert into watch_endpoint (sandbox, endpoint_id, seen, since, last_seen_at, absent_at, gone_at)"
                            + " values (:sandbox, :id, :seen, :since, :lastSeen, :absent, :gone)",
                    sandbox,
                    seen);
        }
    }

    private int write(String sql, String sandbox, Seen seen) {
        return jdbc.sql(sql)
                .param("sandbox", sandbox)
                .param("id", seen.endpoint().id())
                .param("seen", json.writeValueAsString(seen.endpoint()))
                .param("since", at(seen.since()))
                .param("lastSeen", at(seen.lastSeenAt()))
                .param("absent", atOrNull(seen.absentAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("gone", atOrNull(seen.goneAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    /** All that a list had. */
    void stillThere(String sandbox, Instant now) {
        jdbc.sql("update watch_endpoint set last_seen_at = :now"
                        + " where sandbox = :sandbox and absent_at is null and gone_at is null")
                .param("now", at(now))
                .param("sandbox", sandbox)
                .update();
    }

    /** False when one was noted before. */
    boolean noteFirstConnection(String sandbox, String endpointId, Instant when) {
        return jdbc.sql("update watch_endpoint set first_connection_at = :when"
                                + " where sandbox = :sandbox and endpoint_id = :id and first_connection_at is null")
                        .param("when", at(when))
                        .param("sandbox", sandbox)
                        .param("id", endpointId)
                        .update()
                == 1;
    }

    void add(String changeId, String sandbox, Finding finding, boolean drift, Instant seenAt) {
        Endpoint endpoint = finding.after().endpoint();
        jdbc.sql("insert into watch_change (id, sandbox, endpoint_id, seen_at, from_state, to_state, raw_state, drift)"
                        + " values (:id, :sandbox, :endpoint, :seenAt, :from, :to, :raw, :drift)")
                .param("id", changeId)
                .param("sandbox", sandbox)
                .param("endpoint", endpoint.id())
                .param("seenAt", at(seenAt))
                .param("from", name(finding.from()))
                .param("to", name(finding.to()))
                .param("raw", finding.to() == null ? null : cut(endpoint.state()))
                .param("drift", drift)
                .update();
    }

    List<Change> changes(String sandbox, String endpointId) {
        return jdbc.sql("select * from watch_change where sandbox = :sandbox and endpoint_id = :id order by seen_at")
                .param("sandbox", sandbox)
                .param("id", endpointId)
                .query((row, number) -> new Change(
                        row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                        state(row, "from_state"),
                        state(row, "to_state"),
                        row.getString("raw_state")))
                .list();
    }

    private Seen seen(ResultSet row, int number) throws SQLException {
        return new Seen(
                json.readValue(row.getString("seen"), Endpoint.class),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                instant(row, "absent_at"),
                instant(row, "gone_at"),
                instant(row, "first_connection_at"));
    }

    static @Nullable EndpointState state(ResultSet row, String column) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : EndpointState.valueOf(name);
    }

    private static @Nullable String name(@Nullable EndpointState state) {
        return state == null ? null : state.name();
    }

    private static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_RAW ? text : text.substring(0, LONGEST_RAW - 1) + "…";
    }
}
