package org.privatelink.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.privatelink.portal.MovableClock;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The demo's database with real faults, and how often they are told. Those of PostgreSQL: OwnFaultTests. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseFaultTests {

    @TempDir
    Path folder;

    @Test
    void lockedRowIsBusy() throws SQLException {
        String url = "jdbc:h2:mem:locked;LOCK_TIMEOUT=100";
        try (Connection holder = DriverManager.getConnection(url)) {
            holder.createStatement().execute("create table t (id int primary key)");
            holder.createStatement().execute("insert into t values (1)");
            holder.setAutoCommit(false);
            holder.createStatement().execute("update t set id = 2");

            assertThat(fault(url, "update t set id = 3")).isEqualTo(DatabaseFault.BUSY);
        }
    }

    @Test
    void readOnlyFileIsReadOnly() throws SQLException {
        String url = "jdbc:h2:" + folder.resolve("portal");
        new JdbcTemplate(new DriverManagerDataSource(url)).execute("create table t (id int)");

        assertThat(fault(url + ";ACCESS_MODE_DATA=r", "insert into t values (1)")).isEqualTo(DatabaseFault.READ_ONLY);
    }

    @Test
    void closedDatabaseIsAway() throws SQLException {
        try (Connection open = DriverManager.getConnection("jdbc:h2:mem:closed");
                Connection other = DriverManager.getConnection("jdbc:h2:mem:closed")) {
            other.createStatement().execute("shutdown immediately");

            assertThat(DatabaseFault.of(catchThrowable(() -> open.createStatement().execute("select 1"))))
                    .contains(DatabaseFault.AWAY);
        }
    }

    @Test
    void noFreeConnectionIsAwayAndEndsInTime() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:pool");
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(250);
            try (Connection taken = pool.getConnection()) {
                assertThat(taken.isValid(1)).isTrue();
                var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
                assertThat(DatabaseFault.of(catchThrowable(() -> transaction.executeWithoutResult(status -> {}))))
                        .contains(DatabaseFault.AWAY);
            }
        }
    }

    @Test
    void wrongQuestionIsNoFaultOfTheDatabase() {
        var jdbc = new JdbcTemplate(new DriverManagerDataSource("jdbc:h2:mem:wrong"));

        assertThat(DatabaseFault.of(catchThrowable(() -> jdbc.execute("select * from nothing")))).isEmpty();
        assertThat(DatabaseFault.of(catchThrowable(() -> jdbc.execute("select 1/0")))).isEmpty();
        assertThat(DatabaseFault.of(new DataIntegrityViolationException("twice"))).isEmpty();
        assertThat(DatabaseFault.of(new IllegalStateException("a bug"))).isEmpty();
        assertThat(DatabaseFault.of(null)).isEmpty();
    }

    @Test
    void oneLineTellsOfManyRequests(CapturedOutput output) {
        var clock = new MovableClock(Instant.EPOCH);
        var faults = new DatabaseFaults(clock);
        var lost = new SQLException("FATAL: gone\n  Detail: a value", "57P01");

        for (int i = 0; i < 100; i++) {
            assertThat(faults.tell(new IllegalStateException(lost))).isTrue();
        }
        faults.tell(new SQLException("disk full", "53100"));
        clock.move(Duration.ofSeconds(31));
        faults.handleError(lost);

        assertThat(output.getOut().lines().filter(line -> line.contains("The database does not answer: FATAL: gone")))
                .hasSize(2)
                .last().asString().contains("(0 more");
        assertThat(output).contains("The database has no room left: disk full (99 more").doesNotContain("a value", "\tat ");
    }

    @Test
    void whatIsNoFaultOfTheDatabaseIsToldInFull(CapturedOutput output) {
        var faults = new DatabaseFaults(Clock.systemUTC());

        assertThat(faults.tell(new IllegalStateException("a bug"))).isFalse();
        faults.handleError(new IllegalStateException("a bug"));

        assertThat(output).contains("A job failed", "IllegalStateException: a bug", "\tat ");
    }

    @Test
    void onlyWhatIsNoSingleOnesFaultIsPassedOn() {
        DatabaseFault.passOn(new IllegalStateException("a bug"));
        DatabaseFault.passOn(new IllegalStateException(new SQLException("locked", "55P03")));

        assertThatThrownBy(() -> DatabaseFault.passOn(new IllegalStateException(new SQLException("gone", "57P01"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void databaseThatIsAwayAtTheStartIsToldInWords() {
        Flyway flyway = Flyway.configure().dataSource("jdbc:postgresql://127.0.0.1:1/portal", "", "secret").load();
        Throwable failed = catchThrowable(flyway::migrate);

        var analysis = new DatabaseAway().analyze(new IllegalStateException(failed));

        assertThat(analysis.getDescription()).startsWith("The portal's database does not answer: ").doesNotContain("secret");
        assertThat(analysis.getAction()).contains("spring.datasource.url");
    }

    private static DatabaseFault fault(String url, String sql) {
        var jdbc = new JdbcTemplate(new DriverManagerDataSource(url));
        return DatabaseFault.of(catchThrowable(() -> jdbc.execute(sql))).orElseThrow();
    }
}
