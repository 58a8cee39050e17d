package org.privatelink.portal.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The copy of Platform's connections. */
@Repository
class SeenConnectionRepository {

    private static final String INSERT = "insert into connection_copy (sandbox, connection_id, name, description, spec_id,"
            + " spec_name, state, private_link, endpoint_id, host, created_at, updated_at, created_by, search, reading,"
            + " gone) values (:sandbox, :id, :name, :description, :specId, :specName, :state, :privateLink, :endpointId,"
            + " :host, :createdAt, :updatedAt, :createdBy, :search, :reading, false)";
    private static final String UPDATE = "update connection_copy set name = :name, description = :description,"
            + " spec_id = :specId, spec_name = :specName, state = :state, private_link = :privateLink,"
            + " endpoint_id = :endpointId, host = :host, created_at = :createdAt, updated_at = :updatedAt,"
            + " created_by = :createdBy, search = :search where sandbox = :sandbox and connection_id = :id";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final Map<String, String> columns;

    SeenConnectionRepository(JdbcClient jdbc, NamedParameterJdbcOperations batches, Sources sources) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.columns = Map.of(
                "name", "lower(name)",
                "source", byTitle(sources),
                "host", "lower(host)",
                "endpoint", "endpoint_id",
                "created", "created_at",
                "updated", "updated_at");
    }

    /** Sources stand in the order of their titles; what the catalogue does not know comes last. */
    private static String byTitle(Sources sources) {
        List<String> specs = sources.all().stream()
                .sorted((one, other) -> one.title().compareToIgnoreCase(other.title()))
                .map(Source::specId)
                .filter(id -> id.matches("[\\w-]+"))
                .toList();
        String cases = IntStream.range(0, specs.size())
                .mapToObj(rank -> " when '" + specs.get(rank).toLowerCase(Locale.ROOT) + "' then " + rank)
                .collect(Collectors.joining());
        return cases.isEmpty() ? "spec_id" : "case spec_id" + cases + " else " + specs.size() + " end";
    }

    int count(ConnectionQuery query) {
        Where where = Where.of(query);
        return jdbc.sql("select count(*) from connection_copy where " + where.condition())
                .params(where.values())
                .query(Integer.class)
                .single();
    }

    List<SeenConnection> page(ConnectionQuery query, Order order, int offset, int limit) {
        Where where = Where.of(query);
        return jdbc.sql("select * from connection_copy where " + where.condition() + orderBy(order)
                        + " offset :offset rows fetch next :limit rows only")
                .params(where.values())
                .param("offset", offset)
                .param("limit", limit)
                .query(SeenConnectionRepository::seen)
                .list();
    }

    List<SeenConnection> after(ConnectionQuery query, String id, int limit) {
        Where where = Where.of(query);
        return jdbc.sql("select * from connection_copy where " + where.condition()
                        + " and connection_id > :after order by connection_id, sandbox fetch first :limit rows only")
                .params(where.values())
                .param("after", id)
                .param("limit", limit)
                .query(SeenConnectionRepository::seen)
                .list();
    }

    /** How many lead to each host; those without one are left out. */
    Map<String, Integer> hosts(ConnectionQuery query) {
        Where where = Where.of(query);
        return jdbc.sql("select host, count(*) as many from connection_copy where " + where.condition()
                        + " and host is not null group by host")
                .params(where.values())
                .query((row, number) -> Map.entry(row.getString("host"), row.getInt("many")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Sandbox and id of all that match, in order. */
    List<Key> keys(ConnectionQuery query, Order order) {
        Where where = Where.of(query);
        return jdbc.sql("select sandbox, connection_id from connection_copy where " + where.condition() + orderBy(order))
                .params(where.values())
                .query((row, number) -> new Key(row.getString("sandbox"), row.getString("connection_id")))
                .list();
    }

    record Key(String sandbox, String id) {}

    /** Those that are there. */
    Map<Key, SeenConnection> find(Collection<Key> keys) {
        List<String> sandboxes = keys.stream().map(Key::sandbox).distinct().toList();
        List<String> ids = keys.stream().map(Key::id).distinct().toList();
        return keys.isEmpty()
                ? Map.of()
                : jdbc.sql("select * from connection_copy where not gone and sandbox in (:sandboxes)"
                                + " and connection_id in (:ids)")
                        .param("sandboxes", sandboxes)
                        .param("ids", ids)
                        .query(SeenConnectionRepository::seen)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(found -> new Key(found.sandbox(), found.id()), found -> found));
    }

    private String orderBy(Order order) {
        String direction = order.descending() ? " desc" : "";
        return " order by " + columns.getOrDefault(order.column(), "created_at") + direction + " nulls last,"
                + " connection_id" + direction + ", sandbox";
    }

    /** How many name each endpoint, and since when. */
    Map<String, Use> uses(String sandbox) {
        return jdbc.sql("select endpoint_id, count(*) as uses, min(created_at) as first from connection_copy"
                        + " where sandbox = :sandbox and endpoint_id is not null and not gone group by endpoint_id")
                .param("sandbox", sandbox)
                .query((row, number) -> Map.entry(
                        row.getString("endpoint_id"), new Use(row.getLong("uses"), instant(row, "first"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Notes what a page of a reading had; what was deleted through the portal while it was read stays deleted. */
    void save(Collection<SeenConnection> listed, long reading) {
        Map<String, Map<String, SeenConnection>> bySandbox = new LinkedHashMap<>();
        listed.forEach(each -> bySandbox
                .computeIfAbsent(each.sandbox(), sandbox -> new LinkedHashMap<>())
                .put(each.id(), each));
        bySandbox.forEach((sandbox, connections) -> save(sandbox, connections, reading));
    }

    private void save(String sandbox, Map<String, SeenConnection> connections, long reading) {
        Map<String, Optional<SeenConnection>> known = known(sandbox, connections.keySet());
        List<SqlParameterSource> added = new ArrayList<>();
        List<SqlParameterSource> changed = new ArrayList<>();
        connections.forEach((id, connection) -> {
            if (!known.containsKey(id)) {
                added.add(values(connection, reading));
            } else if (!known.get(id).equals(Optional.of(connection))) {
                changed.add(values(connection, reading));
            }
        });
        batches.batchUpdate(INSERT, added.toArray(SqlParameterSource[]::new));
        batches.batchUpdate(UPDATE, changed.toArray(SqlParameterSource[]::new));
        if (!known.isEmpty()) {
            jdbc.sql("update connection_copy set reading = :reading, gone = false where sandbox = :sandbox"
                            + " and connection_id in (:ids) and not (gone and reading = :reading)")
                    .param("reading", reading)
                    .param("sandbox", sandbox)
                    .param("ids", known.keySet())
                    .update();
        }
    }

    private Map<String, Optional<SeenConnection>> known(String sandbox, Collection<String> ids) {
        return jdbc.sql("select * from connection_copy where sandbox = :sandbox and connection_id in (:ids)")
                .param("sandbox", sandbox)
                .param("ids", ids)
                .query(SeenConnectionRepository::seen)
                .list()
                .stream()
                .collect(Collectors.toMap(SeenConnection::id, Optional::of));
    }

    /** Deleted through the portal; a page that was read before may still bring what was not known yet. */
    void markGone(String sandbox, String id, long reading) {
        int marked = jdbc.sql("update connection_copy set gone = true, reading = :reading"
                        + " where sandbox = :sandbox and connection_id = :id")
                .param("reading", reading)
                .param("sandbox", sandbox)
                .param("id", id)
                .update();
        if (marked == 0) {
            jdbc.sql("insert into connection_copy (sandbox, connection_id, name, spec_id, private_link, search, reading,"
                            + " gone) values (:sandbox, :id, '', '', false, '', :reading, true)")
                    .param("reading", reading)
                    .param("sandbox", sandbox)
                    .param("id", id)
                    .update();
        }
    }

    /** What a complete reading did not have is no longer there. */
    void forgetBefore(String sandbox, long reading) {
        jdbc.sql("delete from connection_copy where sandbox = :sandbox and reading < :reading")
                .param("sandbox", sandbox)
                .param("reading", reading)
                .update();
    }

    private static SqlParameterSource values(SeenConnection seen, long reading) {
        return new MapSqlParameterSource()
                .addValue("sandbox", seen.sandbox())
                .addValue("id", seen.id())
                .addValue("name", seen.name())
                .addValue("description", seen.description())
                .addValue("specId", seen.specId())
                .addValue("specName", seen.specName())
                .addValue("state", seen.state())
                .addValue("privateLink", seen.privateLink())
                .addValue("endpointId", seen.endpointId())
                .addValue("host", seen.host())
                .addValue("createdAt", at(seen.createdAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("updatedAt", at(seen.updatedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("createdBy", seen.createdBy())
                .addValue("search", seen.search())
                .addValue("reading", reading);
    }

    private static SeenConnection seen(ResultSet row, int number) throws SQLException {
        return new SeenConnection(
                row.getString("sandbox"),
                row.getString("connection_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("spec_id"),
                row.getString("spec_name"),
                row.getString("state"),
                row.getBoolean("private_link"),
                row.getString("endpoint_id"),
                row.getString("host"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getString("created_by"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    /** As exact as databases keep it: rounded up it would lie ahead of the moment that it is compared with. */
    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** The condition of a query and its values. */
    private record Where(String condition, Map<String, Object> values) {

        static Where of(ConnectionQuery query) {
            List<String> conditions = new ArrayList<>(List.of("not gone"));
            Map<String, Object> values = new LinkedHashMap<>();
            boolean impossible = Stream.concat(Stream.of(query.text(), query.specId()), query.endpointIds().stream())
                    .anyMatch(wanted -> wanted.indexOf('\0') >= 0);
            // No database keeps that character, and PostgreSQL does not even take it as a question.
            if (impossible || query.sandboxes().isEmpty()) {
                return new Where("1 = 0", Map.of());
            }
            conditions.add("sandbox in (:sandboxes)");
            values.put("sandboxes", query.sandboxes());
            if (!query.text().isBlank()) {
                conditions.add("search like :text escape '!'");
                values.put("text", "%" + escaped(query.text().strip().toLowerCase(Locale.ROOT)) + "%");
            }
            if (!query.specId().isEmpty()) {
                conditions.add("spec_id = :specId");
                values.put("specId", query.specId().toLowerCase(Locale.ROOT));
            }
            if (!query.otherSpecIds().isEmpty()) {
                conditions.add("spec_id not in (:otherSpecIds)");
                values.put(
                        "otherSpecIds",
                        query.otherSpecIds().stream().map(id -> id.toLowerCase(Locale.ROOT)).toList());
            }
            if (!query.endpointIds().isEmpty()) {
                conditions.add("endpoint_id in (:endpointIds)");
                values.put("endpointIds", query.endpointIds());
            }
            if (query.privateOnly()) {
                conditions.add("private_link");
            }
            if (query.unresolved()) {
                conditions.add("endpoint_id is null");
            }
            if (!query.hosts().isEmpty()) {
                conditions.add(amongHosts("hosts", query.hosts(), values));
            }
            if (!query.otherHosts().isEmpty()) {
                conditions.add("(host is null or not " + amongHosts("otherHosts", query.otherHosts(), values) + ")");
            }
            return new Where(String.join(" and ", conditions), values);
        }

        private static String amongHosts(String name, Collection<String> hosts, Map<String, Object> values) {
            List<String> labels = hosts.stream().filter(host -> !host.endsWith(".")).toList();
            values.put(name, hosts.stream().map(host -> host.replaceFirst("\\.$", "")).toList());
            values.put(name + "Labels", labels.isEmpty() ? List.of("") : labels);
            return "(lower(host) in (:" + name + ") or substring(lower(host) from 1 for position('.' in host || '.') - 1)"
                    + " in (:" + name + "Labels))";
        }

        private static String escaped(String text) {
            return text.replaceAll("[!%_]", "!$0");
        }
    }
}
