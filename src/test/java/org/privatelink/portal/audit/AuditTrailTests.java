package org.privatelink.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class AuditTrailTests {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Person ADA = new Person("ada@made.up", "Ada 100%", null, Set.of(Role.ADMIN), Set.of("*"));
    private static final Person JOE = new Person("joe@made.up", "Joe Quay", null, Set.of(Role.ENGINEER), Set.of("*"));

    private final Ledger ledger;
    private final LedgerRepository rows;
    private final AuditTrail trail;

    AuditTrailTests(TestDatabases database) {
        DataSource source = LedgerBench.empty(database);
        ledger = LedgerFixture.of(source, new MovableClock(NOON));
        rows = new LedgerRepository(JdbcClient.create(source));
        trail = new AuditTrail(rows, new Sight());
    }

    @BeforeEach
    void fill() {
        add(0, "SIGN_IN", Result.DONE, ADA, null, null, null);
        add(1, "ENDPOINT_CREATE", Result.BEGUN, JOE, "prod", "e-1", "acme_lake");
        add(2, "ENDPOINT_CREATE", Result.DONE, JOE, "prod", "e-1", "acme_lake");
        add(3, "ACCESS", Result.REFUSED, JOE, "dev", "/s/dev/endpoints/new", "GET");
        add(4, "ENDPOINT_DELETE", Result.FAILED, ADA, "dev", "e-2", "acmeXlake");
    }

    private void add(int minute, String event, Result result, Person person, String sandbox, String id, String name) {
        ledger.add(Entry.of(NOON.plusSeconds(60L * minute), event, result, Who.of(person), new Target(sandbox, id, name))
                .from(new Scene(Scene.Way.PAGE, "correlation-" + minute, "192.0.2." + minute))
                .told("theirs-" + minute, minute == 4 ? "No such Group" : null));
    }

    @Test
    void newestComesFirst() {
        assertThat(found(Map.of())).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void eachFilterFindsItsRowsAndNoOthers() {
        assertThat(found(Map.of("person", "joe@made.up"))).containsExactly(4L, 3L, 2L);
        assertThat(found(Map.of("person", "Ada 100%"))).containsExactly(5L, 1L);
        assertThat(found(Map.of("event", "ENDPOINT_CREATE"))).containsExactly(3L, 2L);
        assertThat(found(Map.of("result", "REFUSED"))).containsExactly(4L);
        assertThat(found(Map.of("sandbox", "dev"))).containsExactly(5L, 4L);
        assertThat(found(Map.of("target", "e-1"))).containsExactly(3L, 2L);
        assertThat(found(Map.of("target", "acmeXlake"))).containsExactly(5L);
        assertThat(found(Map.of("id", "correlation-3"))).containsExactly(4L);
        assertThat(found(Map.of("id", " theirs-2 "))).containsExactly(3L);
        assertThat(found(Map.of("from", "2026-11-02T12:03", "to", "2026-11-02 12:04"))).containsExactly(4L);
        assertThat(found(Map.of("from", "2026-11-02T12:04:00Z"))).containsExactly(5L);
        assertThat(found(Map.of("to", "2026-11-02"))).isEmpty();
        assertThat(found(Map.of("q", "ACME_lake"))).containsExactly(3L, 2L);
        assertThat(found(Map.of("q", "100%"))).containsExactly(5L, 1L);
        assertThat(found(Map.of("q", "no such group"))).containsExactly(5L);
        assertThat(found(Map.of("q", "acme", "person", "ada@made.up", "sandbox", "dev"))).containsExactly(5L);
    }

    @Test
    void whatCannotBeMeantIsNoFault() {
        assertThat(found(Map.of("from", "yesterday", "before", "x", "page", "7", "q", " "))).hasSize(5);
        assertThat(new AuditFilter(Map.of("from", "yesterday", "to", "2026-11-22", "before", "a", "q", "yesterday"), null).unreadable())
                .containsExactly("from", "before");
        assertThat(found(Map.of("from", "-999999999-01-01T00:00", "to", "+999999999-12-31T23:59"))).hasSize(5);
        assertThat(found(Map.of("from", "0000-01-01", "to", "9999-12-31"))).hasSize(5);
        assertThat(found(Map.of("q", "a\0b"))).isEmpty();
        assertThat(found(Map.of("id", "'; drop table audit_entry; --"))).isEmpty();
        assertThat(found(Map.of("before", "999999999999999999"))).hasSize(5);
    }

    @Test
    void partsFollowEachOtherWhateverComesMeanwhile() {
        List<Link> first = trail.page(Map.of(), ADA, 2);
        add(5, "SIGN_OUT", Result.DONE, ADA, null, null, null);
        List<Link> second = trail.page(Map.of("before", "4"), ADA, 2);

        assertThat(first).extracting(Link::seq).containsExactly(5L, 4L);
        assertThat(second).extracting(Link::seq).containsExactly(3L, 2L);
    }

    @Test
    void fileHoldsAllPartsOnce() {
        for (int at = 0; at < 2_100; at += 300) {
            List<Entry> many = new ArrayList<>();
            for (int each = 0; each < 300; each++) {
                many.add(Entry.of(NOON, "MANY", Result.DONE, Who.of(JOE), Target.NONE));
            }
            many.forEach(ledger::add);
        }
        List<Long> read = new ArrayList<>();
        trail.forEach(Map.of("event", "MANY"), ADA, link -> read.add(link.seq()));

        assertThat(read).hasSize(2_100).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void rowsOfASandboxThatOneMayNotUseAreNotSeen() {
        assertThat(rows.search(new AuditFilter(Map.of(), List.of("dev")), 10)).extracting(Link::seq).containsExactly(5L, 4L, 1L);
        assertThat(rows.search(new AuditFilter(Map.of("sandbox", "prod"), List.of("dev")), 10)).isEmpty();
        assertThat(rows.search(new AuditFilter(Map.of(), List.of()), 10)).extracting(Link::seq).containsExactly(1L);
        assertThat(rows.count(AuditFilter.naming("theirs-2", List.of("dev")))).isZero();
        assertThat(rows.count(AuditFilter.naming("theirs-2", null))).isEqualTo(1);
    }

    private List<Long> found(Map<String, String> query) {
        return trail.page(query, ADA, 100).stream().map(Link::seq).toList();
    }
}
