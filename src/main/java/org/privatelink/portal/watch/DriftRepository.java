package org.privatelink.portal.watch;

import static org.privatelink.portal.watch.RoundRepository.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class DriftRepository {

    private static final int LONGEST_NAME = 1024;
    private static final String SELECT =
            """
            select d.*, c.to_state, c.seen_at from watch_drift d join watch_change c on c.id = d.change_id
             where d.sandbox = :sandbox
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DriftRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(String changeId, String sandbox, String endpointId, String name, @Nullable Linked linked) {
        jdbc.sql("insert into watch_drift (change_id, sandbox, endpoint_id, name, linked)"
                        + " values (:id, :sandbox, :endpoint, :name, :linked)")
                .param("id", changeId)
                .param("sandbox", sandbox)
                .param("endpoint", endpointId)
                .param("name", name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME))
                .param("linked", linked == null ? null : json.writeValueAsString(linked))
                .update();
    }

    /** Newest first. */
    List<Drift> open(String sandbox) {
        return jdbc.sql(SELECT + " and d.over_at is null and d.handled_at is null order by c.seen_at desc, d.change_id")
                .param("sandbox", sandbox)
                .query(this::row)
                .list();
    }

    Drift find(String sandbox, String id) {
        return jdbc.sql(SELECT + " and d.change_id = :id")
                .param("sandbox", sandbox)
                .param("id", id)
                .query(this::row)
                .single();
    }

    void link(String id, Linked linked) {
        jdbc.sql("update watch_drift set linked = :linked where change_id = :id and linked is null")
                .param("linked", json.writeValueAsString(linked))
                .param("id", id)
                .update();
    }

    /** The endpoint is approved again. */
    void end(String sandbox, String endpointId, Instant now) {
        jdbc.sql("update watch_drift set over_at = :now"
                        + " where sandbox = :sandbox and endpoint_id = :endpoint and over_at is null")
                .param("now", at(now))
                .param("sandbox", sandbox)
                .param("endpoint", endpointId)
                .update();
    }

    /** The first who says so stays on record. */
    boolean handle(String sandbox, String id, Person person, Instant now) {
        return jdbc.sql("update watch_drift set handled_at = :now, handled_id = :personId, handled_name = :personName"
                                + " where change_id = :id and sandbox = :sandbox and handled_at is null")
                        .param("now", at(now))
                        .param("personId", cut(person.id()))
                        .param("personName", cut(person.name()))
                        .param("id", id)
                        .param("sandbox", sandbox)
                        .update()
                == 1;
    }

    boolean exists(String sandbox, String id) {
        return jdbc.sql("select count(*) from watch_drift where change_id = :id and sandbox = :sandbox")
                        .param("id", id)
                        .param("sandbox", sandbox)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private Drift row(ResultSet row, int number) throws SQLException {
        String linked = row.getString("linked");
        return new Drift(
                row.getString("change_id"),
                row.getString("sandbox"),
                row.getString("endpoint_id"),
                row.getString("name"),
                SeenRepository.state(row, "to_state"),
                row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                linked == null ? null : json.readValue(linked, Linked.class));
    }

    private static String cut(String text) {
        return text.length() <= 256 ? text : text.substring(0, 256);
    }
}
