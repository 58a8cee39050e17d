package org.privatelink.portal.activity;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The real record of acts for tests of other rooms. */
public final class ActivityFixture {

    private ActivityFixture() {}

    public static ActivityService of(DataSource source, Clock clock) {
        var repository = new ActivityRepository(JdbcClient.create(source), JsonMapper.builder().build());
        var transactions = new JdbcTransactionManager(source);
        return new ActivityService(repository, new Outcomes(repository, transactions, event -> {}, clock), transactions, clock);
    }
}
