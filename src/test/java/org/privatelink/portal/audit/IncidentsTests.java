package org.privatelink.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.AccountNews;
import org.privatelink.portal.account.AccountNews.Kind;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@ExtendWith(OutputCaptureExtension.class)
class IncidentsTests {

    private static final Person JOE = new Person("0123@made.up", "Joe Quay", null, Set.of(Role.ENGINEER));

    private final DataSource source = LedgerBench.empty(TestDatabases.H2);
    private final LedgerRepository rows = new LedgerRepository(JdbcClient.create(source));
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T10:00:00Z"));
    private final Incidents incidents =
            new Incidents(LedgerFixture.of(source, clock), new AuditProperties(20, 5), clock);

    @Test
    void floodOfStrangersIsBounded() {
        flood(null, "csrf", 1_000);
        clock.move(Duration.ofMinutes(1));
        incidents.tellOfThePast();

        assertThat(all()).hasSize(6);
        assertThat(all().stream().mapToInt(Entry::times).sum()).isEqualTo(1_000);
    }

    @Test
    @Timeout(5)
    void pathIsReadOnlyWhereItIsWritten() {
        asking("/s/quay/-eyJhbGciOiJSUzI1NiJ9.S3CRET/" + "-eyJ".repeat(3_000));
        flood(null, "csrf", 10_000);
        incidents.tellOfTheRest();

        assertThat(all()).hasSize(6).extracting(Entry::target).allSatisfy(target -> {
            assertThat(target.sandbox()).isEqualTo("quay");
            assertThat(target.id()).startsWith("/s/quay/-[removed]/-eyJ-eyJ").hasSize(512);
            assertThat(target.name()).isEqualTo("POST");
        });
    }

    @Test
    void whoAsksTooOftenIsOneRowAMinute() {
        flood(JOE, AccountNews.RATE_LIMIT, 50);
        incidents.tellOfTheRest();

        assertThat(all()).extracting(Entry::times).containsExactly(1, 49);
    }

    @Test
    void eachEndOfASessionIsARow() {
        incidents.heard(new AccountNews(Kind.SESSION_END, JOE, "expired"));
        incidents.heard(new AccountNews(Kind.SESSION_END, JOE, "expired"));

        assertThat(all()).hasSize(2).allSatisfy(row -> assertThat(row.reason()).isEqualTo("expired"));
    }

    @Test
    void personWithoutARoleHasNone() {
        incidents.heard(new AccountNews(Kind.REFUSAL, new Person("x", "X", null, Set.of()), "role"));

        assertThat(all()).extracting(Entry::who).containsExactly(new Who("x", "X", null));
    }

    @Test
    void nobodyGetsInWhoseComingCannotBeWrittenDown() {
        new JdbcTemplate(source).update("delete from audit_head");

        assertThatThrownBy(() -> incidents.heard(new AccountNews(Kind.SIGN_IN, JOE, null)))
                .isInstanceOf(DataAccessException.class);
        incidents.heard(new AccountNews(Kind.REFUSAL, JOE, "role"));
    }

    /** Half a sign-out would leave the provider's session open. */
    @Test
    void leavingGoesOnWhereItCannotBeWrittenDown(CapturedOutput output) {
        new JdbcTemplate(source).update("delete from audit_head");

        incidents.heard(new AccountNews(Kind.SIGN_OUT, JOE, null));
        incidents.heard(new AccountNews(Kind.SESSION_END, JOE, "expired"));

        assertThat(all()).isEmpty();
        assertThat(output).contains("Not on record: SIGN_OUT DONE", "Not on record: SESSION_END DONE expired");
    }

    @AfterEach
    void nobodyAsks() {
        RequestContextHolder.resetRequestAttributes();
    }

    private static void asking(String path) {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest("POST", path)));
    }

    private void flood(Person person, String reason, int times) {
        for (int at = 0; at < times; at++) {
            incidents.heard(new AccountNews(Kind.REFUSAL, person, reason));
        }
    }

    private List<Entry> all() {
        return rows.after(0, 1_000).stream().map(Link::entry).toList();
    }
}
