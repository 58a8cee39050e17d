package org.privatelink.portal.audit;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The real ledger for tests of other rooms. */
public final class LedgerFixture {

    private LedgerFixture() {}

    public static Ledger of(DataSource source, Clock clock) {
        JdbcClient jdbc = JdbcClient.create(source);
        LedgerRepository rows = new LedgerRepository(jdbc);
        return new Ledger(rows, new ActDigests(jdbc), new AuditLog(rows), new JdbcTransactionManager(source), clock);
    }
}
