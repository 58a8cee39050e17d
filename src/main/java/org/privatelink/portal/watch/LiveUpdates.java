package org.privatelink.portal.watch;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells open pages, at whichever portal, that what they show has changed. */
@Component
public class LiveUpdates {

    private static final String RAISE =
            "update watch_version set version = version + 1 where sandbox = :sandbox and topic = :topic";
    private static final String ADD = "insert into watch_version (sandbox, topic, version) values (:sandbox, :topic, 1)";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batch;
    private final TransactionTemplate nested;

    LiveUpdates(JdbcClient jdbc, NamedParameterJdbcTemplate batch, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** What a page can wait for changes of. */
    record Topic(String sandbox, String name) {}

    /**
     * Within the caller's transaction, so that nobody is told of what is rolled back.
     *
     * @param topic {@code endpoint/<id>}, {@code request/<id>}, or {@code endpoints} for any of the sandbox
     */
    public void changed(String sandbox, String topic) {
        if (raise(sandbox, topic)) {
            return;
        }
        try {
            // A savepoint: on PostgreSQL a failed insert would spoil the caller's transaction.
            nested.executeWithoutResult(status -> jdbc.sql(ADD)
                    .param("sandbox", sandbox)
                    .param("topic", topic)
                    .update());
        } catch (DuplicateKeyException addedMeanwhile) {
            raise(sandbox, topic);
        }
    }

    /** Many at a time, each once. */
    void changed(String sandbox, List<String> topics) {
        int[] raised = batch.batchUpdate(RAISE, rows(sandbox, topics));
        List<String> fresh =
                IntStream.range(0, raised.length).filter(i -> raised[i] == 0).mapToObj(topics::get).toList();
        try {
            nested.executeWithoutResult(status -> batch.batchUpdate(ADD, rows(sandbox, fresh)));
        } catch (DuplicateKeyException addedMeanwhile) {
            fresh.forEach(topic -> changed(sandbox, topic));
        }
    }

    private static MapSqlParameterSource[] rows(String sandbox, List<String> topics) {
        return topics.stream()
                .map(topic -> new MapSqlParameterSource("sandbox", sandbox).addValue("topic", topic))
                .toArray(MapSqlParameterSource[]::new);
    }

    private boolean raise(String sandbox, String topic) {
        return jdbc.sql(RAISE)
                        .param("sandbox", sandbox)
                        .param("topic", topic)
                        .update()
                == 1;
    }

    /** Read it before what the page shows, so that nothing is missed between the two. */
    public long version(String sandbox, String topic) {
        return versions(List.of(new Topic(sandbox, topic))).getOrDefault(new Topic(sandbox, topic), 0L);
    }

    /** In one query. Those that have never changed are missing. */
    Map<Topic, Long> versions(Collection<Topic> topics) {
        Map<Topic, Long> versions = new HashMap<>();
        jdbc.sql("select sandbox, topic, version from watch_version where (sandbox, topic) in (:topics)")
                .param("topics", topics.stream().map(topic -> new Object[] {topic.sandbox(), topic.name()}).toList())
                .query(row -> {
                    versions.put(new Topic(row.getString(1), row.getString(2)), row.getLong(3));
                });
        return versions;
    }
}
