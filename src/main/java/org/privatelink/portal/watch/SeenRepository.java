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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Watched.Known;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Endpoints as they were last seen, and each change. */
@Repository
class SeenRepository {

    private static final int LONGEST_RAW = 200;
    private static final int PORTION = 1000;
    private static final String COLUMNS = "sandbox, endpoint_id, seen, since, last_seen_at, absent_at, gone_at, deleted_at,"
            + " first_connection_at, connections";
    private static final String UPDATE =
            """
            update watch_endpoint
               set seen = :seen, since = :since, last_seen_at = :lastSeen, absent_at = :absent, gone_at = :gone,
                   deleted_at = case when deleted_at < :there then null else deleted_at end,
                   name = :name, state = :state, spec_id = :specId, subscription_id = :subscriptionId,
                   resource_group = :resourceGroup, resource_name = :resourceName, search = :search
             where sandbox = :sandbox and endpoint_id = :id
            """;
    private static final String INSERT =
            """
            insert into watch_endpoint (sandbox, endpoint_id, seen, since, last_seen_at, name, state, spec_id,
                   subscription_id, resource_group, resource_name, search)
            values (:sandbox, :id, :seen, :since, :lastSeen, :name, :state, :specId,
                   :subscriptionId, :resourceGroup, :resourceName, :search)
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batch;
    private final JsonMapper json;

    SeenRepository(JdbcClient jdbc, NamedParameterJdbcTemplate batch, JsonMapper json) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.json = json;
    }

    /**
     * A change as it was seen.
     *
     * @param rawState as Platform wrote it
     */
    record Change(
            Instant seenAt, @Nullable EndpointState from, @Nullable EndpointState to, @Nullable String rawState) {}

    /** A change that is to be noted. */
    record Noted(String id, Finding finding, boolean drift, @Nullable Linked linked) {}

    /** How an endpoint is used, as far as is known. */
    record Usage(String endpointId, boolean approved, @Nullable Long connections, @Nullable Instant first) {

        /** Since when is asked only of what can be used, and once. */
        Usage now(@Nullable Use use) {
            boolean begun = first == null && approved && use != null;
            return new Usage(endpointId, approved, use == null ? 0 : use.count(), begun ? use.first() : first);
        }
    }

    /** All of a sandbox, gone ones too, a portion in memory at a time. */
    void forEach(String sandbox, Consumer<Seen> each) {
        forEach(sandbox, COLUMNS, "", this::seen, seen -> seen.endpoint().id(), each);
    }

    /** All of a sandbox that are not gone. */
    void forEachUsage(String sandbox, Consumer<Usage> each) {
        forEach(sandbox, "endpoint_id, state, connections, first_connection_at", " and gone_at is null",
                SeenRepository::usage, Usage::endpointId, each);
    }

    private <T> void forEach(
            String sandbox, String columns, String among, RowMapper<T> row, Function<T, String> id, Consumer<T> each) {
        String after = null;
        do {
            List<T> some = jdbc.sql("select " + columns + " from watch_endpoint where sandbox = :sandbox" + among
                            + (after == null ? "" : " and endpoint_id > :after") + " order by endpoint_id limit " + PORTION)
                    .param("sandbox", sandbox)
                    .param("after", after)
                    .query(row)
                    .list();
            some.forEach(each);
            after = some.size() < PORTION ? null : id.apply(some.get(PORTION - 1));
        } while (after != null);
    }

    Optional<Seen> find(String sandbox, String endpointId) {
        return find(sandbox, List.of(endpointId)).stream().findFirst();
    }

    /** In any order. */
    List<Seen> find(String sandbox, Collection<String> endpointIds) {
        return endpointIds.isEmpty()
                ? List.of()
                : jdbc.sql(select("sandbox = :sandbox and endpoint_id in (:ids)"))
                        .param("sandbox", sandbox)
                        .param("ids", endpointIds)
                        .query(this::seen)
                        .list();
    }

    String select(String where) {
        return "select " + COLUMNS + " from watch_endpoint where " + where;
    }

    /** Only who holds the sandbox's lease saves. */
    void save(Claim claim, Collection<Finding> findings) {
        batch(INSERT, findings.stream().filter(finding -> finding.before() == null).toList(), finding -> row(claim, finding));
        batch(UPDATE, findings.stream().filter(finding -> finding.before() != null).toList(), finding -> row(claim, finding));
    }

    private MapSqlParameterSource row(Claim claim, Finding finding) {
        Seen seen = finding.after();
        // A list asked for before it was deleted, or one without it, does not take that back.
        Instant there = seen.absentAt() == null ? claim.begun() : Instant.EPOCH;
        return keys(claim.sandbox(), seen.endpoint())
                .addValue("seen", json.writeValueAsString(seen.endpoint()))
                .addValue("since", at(seen.since()))
                .addValue("lastSeen", at(seen.lastSeenAt()))
                .addValue("absent", atOrNull(seen.absentAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("gone", atOrNull(seen.goneAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("there", at(there));
    }

    private static MapSqlParameterSource keys(String sandbox, Endpoint endpoint) {
        SearchKeys keys = SearchKeys.of(endpoint);
        return new MapSqlParameterSource("sandbox", sandbox)
                .addValue("id", endpoint.id())
                .addValue("name", keys.name())
                .addValue("state", keys.state())
                .addValue("specId", keys.specId())
                .addValue("subscriptionId", keys.subscriptionId())
                .addValue("resourceGroup", keys.resourceGroup())
                .addValue("resourceName", keys.resourceName())
                .addValue("search", keys.search());
    }

    private <T> void batch(String sql, List<T> rows, Function<T, MapSqlParameterSource> parameters) {
        if (!rows.isEmpty()) {
            batch.batchUpdate(sql, rows.stream().map(parameters).toArray(MapSqlParameterSource[]::new));
        }
    }

    List<Seen> unfilled(String sandbox, int most) {
        return jdbc.sql(select("sandbox = :sandbox and search is null limit " + most))
                .param("sandbox", sandbox)
                .query(this::seen)
                .list();
    }

    void fillIn(String sandbox, List<Seen> some) {
        batch(
                """
                update watch_endpoint
                   set name = :name, state = :state, spec_id = :specId, subscription_id = :subscriptionId,
                       resource_group = :resourceGroup, resource_name = :resourceName, search = :search
                 where sandbox = :sandbox and endpoint_id = :id
                """,
                some,
                seen -> keys(sandbox, seen.endpoint()));
    }

    /** All that a list had. */
    void stillThere(String sandbox, Instant now) {
        jdbc.sql("update watch_endpoint set last_seen_at = :now"
                        + " where sandbox = :sandbox and absent_at is null and gone_at is null")
                .param("now", at(now))
                .param("sandbox", sandbox)
                .update();
    }

    void noteDeleted(String sandbox, String endpointId, Instant when) {
        jdbc.sql("update watch_endpoint set deleted_at = :when where sandbox = :sandbox and endpoint_id = :id")
                .param("when", at(when))
                .param("sandbox", sandbox)
                .param("id", endpointId)
                .update();
    }

    void noteUses(String sandbox, List<Usage> uses) {
        batch(
                "update watch_endpoint set connections = :connections,"
                        + " first_connection_at = coalesce(first_connection_at, :first)"
                        + " where sandbox = :sandbox and endpoint_id = :id",
                uses,
                usage -> new MapSqlParameterSource("sandbox", sandbox)
                        .addValue("id", usage.endpointId())
                        .addValue("connections", usage.connections())
                        .addValue("first", atOrNull(usage.first()), Types.TIMESTAMP_WITH_TIMEZONE));
    }

    void add(String sandbox, List<Noted> changes, Instant seenAt) {
        batch(
                "insert into watch_change (id, sandbox, endpoint_id, seen_at, from_state, to_state, raw_state, drift)"
                        + " values (:id, :sandbox, :endpoint, :seenAt, :from, :to, :raw, :drift)",
                changes,
                change -> new MapSqlParameterSource("sandbox", sandbox)
                        .addValue("id", change.id())
                        .addValue("endpoint", change.finding().after().endpoint().id())
                        .addValue("seenAt", at(seenAt))
                        .addValue("from", name(change.finding().from()), Types.VARCHAR)
                        .addValue("to", name(change.finding().to()), Types.VARCHAR)
                        .addValue("raw", raw(change.finding()), Types.VARCHAR)
                        .addValue("drift", change.drift()));
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

    Known known(ResultSet row, int number) throws SQLException {
        return seen(row, number).known(row.getString("sandbox"));
    }

    private Seen seen(ResultSet row, int number) throws SQLException {
        return new Seen(
                json.readValue(row.getString("seen"), Endpoint.class),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                instant(row, "absent_at"),
                instant(row, "gone_at"),
                instant(row, "deleted_at"),
                instant(row, "first_connection_at"),
                row.getObject("connections", Long.class));
    }

    private static Usage usage(ResultSet row, int number) throws SQLException {
        return new Usage(
                row.getString("endpoint_id"),
                state(row, "state") == EndpointState.APPROVED,
                row.getObject("connections", Long.class),
                instant(row, "first_connection_at"));
    }

    static @Nullable EndpointState state(ResultSet row, String column) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : EndpointState.valueOf(name);
    }

    private static @Nullable String name(@Nullable EndpointState state) {
        return state == null ? null : state.name();
    }

    private static @Nullable String raw(Finding finding) {
        return finding.to() == null ? null : cut(finding.after().endpoint().state());
    }

    private static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST_RAW ? text : text.substring(0, LONGEST_RAW - 1) + "…";
    }
}
