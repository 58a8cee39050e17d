package org.privatelink.portal.activity;

import java.time.Clock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.privatelink.portal.audit.Ledger;
import org.privatelink.portal.audit.LedgerFixture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The real record of acts for tests of other rooms. */
public final class ActivityFixture {

    private ActivityFixture() {}

    public static ActivityService of(DataSource source, Clock clock) {
        return of(source, clock, noted -> {});
    }

    /** By what an act that a form became is known. */
    public static String key(Act act, String sandbox, String personId, String formId) {
        return new Submission(act, sandbox, personId, formId).key();
    }

    /** @param listener told inside the transaction, as by the application's events */
    public static ActivityService of(DataSource source, Clock clock, Consumer<ActivityNoted> listener) {
        var repository = new ActivityRepository(JdbcClient.create(source), JsonMapper.builder().build());
        var transactions = new JdbcTransactionManager(source);
        Ledger ledger = LedgerFixture.of(source, clock);
        var outcomes =
                new Outcomes(repository, ledger, transactions, event -> listener.accept((ActivityNoted) event), clock);
        return new ActivityService(repository, outcomes, ledger, transactions, clock);
    }
}
