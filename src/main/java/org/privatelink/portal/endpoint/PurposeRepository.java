package org.privatelink.portal.endpoint;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PurposeRepository {

    private final JdbcClient jdbc;

    PurposeRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(String activityId, Purpose purpose) {
        jdbc.sql("insert into endpoint_purpose (activity_id, reason, ticket, owner) values (:id, :reason, :ticket, :owner)")
                .param("id", activityId)
                .param("reason", purpose.reason())
                .param("ticket", purpose.ticket())
                .param("owner", purpose.owner())
                .update();
    }

    Optional<Purpose> find(String activityId) {
        return jdbc.sql("select reason, ticket, owner from endpoint_purpose where activity_id = :id")
                .param("id", activityId)
                .query(Purpose.class)
                .optional();
    }
}
