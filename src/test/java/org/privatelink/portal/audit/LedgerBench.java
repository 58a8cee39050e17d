package org.privatelink.portal.audit;

import com.zaxxer.hikari.HikariDataSource;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.privatelink.portal.TestDatabases;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of its own for tests that spoil a ledger, emptied for each. */
final class LedgerBench {

    private static final Map<TestDatabases, String> ADDRESSES = new EnumMap<>(TestDatabases.class);
    private static final Map<TestDatabases, DataSource> SOURCES = new EnumMap<>(TestDatabases.class);

    private LedgerBench() {}

    static synchronized DataSource empty(TestDatabases database) {
        DataSource source = SOURCES.computeIfAbsent(database, LedgerBench::migrated);
        JdbcTemplate jdbc = new JdbcTemplate(source);
        jdbc.update("delete from audit_entry");
        jdbc.update("delete from activity_outcome");
        jdbc.update("delete from activity");
        jdbc.update("delete from audit_head");
        jdbc.update("insert into audit_head (id, seq, hash) values (1, 0, ?)", Head.NONE.hash());
        return source;
    }

    static String address(TestDatabases database) {
        return ADDRESSES.get(database);
    }

    private static DataSource migrated(TestDatabases database) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(ADDRESSES.computeIfAbsent(database, TestDatabases::emptyDatabase));
        if (database == TestDatabases.H2) {
            // As the portal's own settings have it.
            source.setUsername("sa");
        }
        source.setMaximumPoolSize(10);
        Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
        return source;
    }
}
