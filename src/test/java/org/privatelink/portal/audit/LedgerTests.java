package org.privatelink.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityFixture;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.audit.Verdict.Fault;
import org.privatelink.portal.platform.PlatformFailures;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is written stays as it was written, or it shows. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class LedgerTests {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00.123456789Z");
    private static final Person JOE = new Person("0123@made.up", "Joe Quay", null, Set.of(Role.ENGINEER, Role.ADMIN));

    private final TestDatabases database;
    private final DataSource source;
    private final JdbcTemplate jdbc;
    private final MovableClock clock = new MovableClock(NOW);
    private final LedgerRepository rows;
    private final Ledger ledger;
    private final Verifier verifier;
    private final ActivityService activities;
    private final TransactionTemplate transaction;

    LedgerTests(TestDatabases database) {
        this.database = database;
        source = LedgerBench.empty(database);
        jdbc = new JdbcTemplate(source);
        JdbcClient client = JdbcClient.create(source);
        rows = new LedgerRepository(client);
        ledger = LedgerFixture.of(source, clock);
        verifier = new Verifier(rows, new ActDigests(client), client);
        activities = ActivityFixture.of(source, clock);
        transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    @Test
    void actIsOneRowBeforeTheCallAndOneAfterIt() {
        activities.carryOut(intent("Harbour"), id -> {}, () -> {
            assertThat(all()).extracting(link -> link.entry().result()).containsExactly(Result.BEGUN);
            clock.move(Duration.ofSeconds(2));
            return "new-1";
        }, made -> made);

        assertThat(all()).extracting(link -> link.entry().result()).containsExactly(Result.BEGUN, Result.DONE);
        Entry done = all().get(1).entry();
        assertThat(done.who()).isEqualTo(new Who("0123@made.up", "Joe Quay", "ENGINEER ADMIN"));
        assertThat(done.target()).isEqualTo(new Target("prod", "new-1", "Harbour"));
        assertThat(done.at()).isEqualTo(Instant.parse("2026-11-02T10:00:02.123456Z"));
        assertThat(done.scene().way()).isEqualTo(Scene.Way.BACKGROUND);
        assertThat(verifier.verify(null)).isEqualTo(Verdict.good(rows.head()));
    }

    @Test
    void lostAnswerAndItsEndAreRowsOfTheSamePerson() {
        Intent intent = intent("Harbour");
        assertThatThrownBy(() -> activities.carryOut(intent, () -> {
                    throw PlatformFailures.outcomeUnknown();
                }))
                .isInstanceOf(OutcomeLost.class);

        assertThat(all()).extracting(link -> link.entry().result()).containsExactly(Result.BEGUN, Result.LOST);
        assertThat(all().get(1).entry().requestId()).isNotBlank();
        assertThat(all().get(1).entry().who().id()).isEqualTo(JOE.id());
        assertThat(verifier.verify(null).isGood()).isTrue();
    }

    @Test
    void whatCannotBeWrittenIsNotDone() {
        jdbc.update("delete from audit_head");
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> activities.carryOut(intent("Harbour"), calls::incrementAndGet))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> activities.record(own())))
                .isInstanceOf(DataAccessException.class);

        assertThat(calls).hasValue(0);
        assertThat(jdbc.queryForObject("select count(*) from activity", Integer.class)).isZero();
    }

    @Test
    void lookIsOnRecordBeforeItIsTakenWhateverComesAfterwards() {
        Target source = new Target("prod", "c-1", "Harbour");
        transaction.executeWithoutResult(status -> {
            ledger.look("SOURCE_PREVIEW", JOE, source);
            assertThat(all()).singleElement().satisfies(link -> assertThat(link.entry().target()).isEqualTo(source));
            status.setRollbackOnly();
        });

        assertThat(all()).extracting(link -> link.entry().event() + " " + link.entry().result() + " " + link.entry().who().id())
                .containsExactly("SOURCE_PREVIEW ASKED 0123@made.up");
        assertThat(verifier.verify(null).isGood()).isTrue();

        jdbc.update("delete from audit_head");
        assertThatThrownBy(() -> ledger.look("SOURCE_PREVIEW", JOE, source)).isInstanceOf(DataAccessException.class);
    }

    @Test
    void whatIsUndoneLeavesNoRow() {
        transaction.executeWithoutResult(status -> {
            activities.record(own());
            status.setRollbackOnly();
        });

        assertThat(all()).isEmpty();
        assertThat(rows.head()).isEqualTo(Head.NONE);
    }

    /** One changed value in any column of any row. */
    @Test
    void everyColumnIsCovered() {
        threeActs();
        List<Map<String, Object>> before = jdbc.queryForList("select * from audit_entry where seq = 3");
        jdbc.update("update audit_head set seq = seq");
        List<String> columns = new ArrayList<>(before.get(0).keySet());
        assertThat(columns).hasSize(21);
        for (String column : columns) {
            Object was = jdbc.queryForObject("select " + column + " from audit_entry where seq = 3", Object.class);
            jdbc.update("update audit_entry set " + column + " = " + other(column, was) + " where seq = 3");
            Verdict verdict = verifier.verify(null);
            assertThat(verdict.fault()).as(column).isIn(Fault.CHANGED, Fault.MISSING);
            assertThat(verdict.seq()).as(column).isEqualTo(3);
            jdbc.update("update audit_entry set " + column + " = ? where seq = " + (column.equalsIgnoreCase("seq") ? 1003 : 3), was);
        }
        assertThat(verifier.verify(null).isGood()).isTrue();
    }

    private static String other(String column, Object was) {
        if (was instanceof Number) {
            return column + " + 1000";
        }
        if (column.equalsIgnoreCase("noted_at")) {
            return "noted_at + interval '0.000001' second";
        }
        return was == null ? "'x'" : was.toString().isEmpty() ? "null" : "'x' || substring(" + column + " from 2)";
    }

    @Test
    void missingAndEmptyAreNotTheSame() {
        ledger.add(entry("a").because(null));
        jdbc.update("update audit_entry set reason = ''");

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(1, Fault.CHANGED));
    }

    @Test
    void valueThatMovesFromOneColumnToTheNextIsFound() {
        ledger.add(Entry.of(NOW, "E", Result.DONE, Who.NOBODY, new Target("ab", "c", null)));
        jdbc.update("update audit_entry set sandbox = 'a', target_id = 'bc'");

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(1, Fault.CHANGED));
    }

    @Test
    void removedRowIsFound() {
        threeActs();
        jdbc.update("delete from audit_entry where seq = 4");

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(4, Fault.MISSING));
    }

    @Test
    void removedRowWithTheOthersMovedUpIsFound() {
        threeActs();
        jdbc.update("delete from audit_entry where seq = 2");
        for (int seq = 3; seq <= 6; seq++) {
            jdbc.update("update audit_entry set seq = ? where seq = ?", seq - 1, seq);
        }

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(2, Fault.CHANGED));
    }

    @Test
    void swappedRowsAreFound() {
        threeActs();
        jdbc.update("update audit_entry set seq = 100 where seq = 2");
        jdbc.update("update audit_entry set seq = 2 where seq = 5");
        jdbc.update("update audit_entry set seq = 5 where seq = 100");

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(2, Fault.CHANGED));
    }

    @Test
    void rowThatTakesThePlaceOfAnotherIsFoundByTheNext() {
        threeActs();
        jdbc.update("delete from audit_entry where seq = 2");
        rows.add(Link.after(rows.find(1).orElseThrow().head(), entry("forged")));

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(3, Fault.UNCHAINED));
    }

    @Test
    void rowAddedAtTheEndWithoutTheLedgerIsFound() {
        threeActs();
        rows.add(Link.after(rows.head(), entry("forged")));

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(7, Fault.BEYOND));
    }

    @Test
    void rowsCutOffAtTheEndAreFound() {
        threeActs();
        jdbc.update("delete from audit_entry where seq > 4");

        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(5, Fault.MISSING));
    }

    /** Whoever may write everything may also make a chain anew: only what stands elsewhere shows it. */
    @Test
    void chainThatWasMadeAnewIsFoundByItsAnchor() {
        ledger.add(entry("a"));
        ledger.add(entry("b"));
        Head anchor = rows.head();
        ledger.add(entry("c"));

        jdbc.update("delete from audit_entry");
        Link first = Link.after(Head.NONE, entry("a"));
        Link second = Link.after(first.head(), entry("not b"));
        List.of(first, second).forEach(rows::add);
        rows.moveHead(second.head());

        assertThat(verifier.verify(null).isGood()).isTrue();
        assertThat(verifier.verify(anchor)).isEqualTo(Verdict.bad(2, Fault.OFF_ANCHOR));
    }

    @Test
    void endThatWasTakenOffWithItsMarkIsFoundByItsAnchor() {
        ledger.add(entry("a"));
        ledger.add(entry("b"));
        Head anchor = rows.head();
        jdbc.update("delete from audit_entry where seq = 2");
        rows.moveHead(rows.find(1).orElseThrow().head());

        assertThat(verifier.verify(null).isGood()).isTrue();
        assertThat(verifier.verify(anchor)).isEqualTo(Verdict.bad(2, Fault.MISSING));
    }

    @Test
    void changedRecordOfAnActIsFound() {
        threeActs();
        jdbc.update("update activity set facts = '{}' where subject_name = 'two'");
        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(3, Fault.ACT_CHANGED));
    }

    @Test
    void changedOutcomeOfAnActIsFound() {
        threeActs();
        jdbc.update("update activity_outcome set subject_id = 'another' where subject_id = 'made-two'");
        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(4, Fault.ACT_CHANGED));
    }

    @Test
    void removedRecordOfAnActIsFound() {
        threeActs();
        jdbc.update("delete from activity_outcome where subject_id = 'made-three'");
        assertThat(verifier.verify(null)).isEqualTo(Verdict.bad(6, Fault.ACT_CHANGED));
    }

    @Test
    void actThatCameInAnotherWayIsFound() {
        threeActs();
        earlier("slipped in", 0);
        assertThat(verifier.verify(null)).isEqualTo(Verdict.untold("slipped in"));
    }

    @Test
    void actsOfBeforeAreChainedOnceWhenTheLedgerBegins() {
        int acts = 700;
        for (int at = 0; at < acts; at++) {
            earlier("earlier-" + at, at);
        }
        opening().afterSingletonsInstantiated();
        opening().afterSingletonsInstantiated();

        assertThat(rows.head().seq()).isEqualTo(1 + acts + acts);
        assertThat(rows.find(1).orElseThrow().entry().event()).isEqualTo("LEDGER_OPEN");
        assertThat(rows.find(2).orElseThrow().entry())
                .satisfies(entry -> assertThat(entry.actId()).isEqualTo("earlier-0"))
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo("earlier"))
                .satisfies(entry -> assertThat(entry.at()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(verifier.verify(null).isGood()).isTrue();
        jdbc.update("update activity set person_name = 'another' where id = 'earlier-699'");
        assertThat(verifier.verify(null).fault()).isEqualTo(Fault.ACT_CHANGED);
    }

    @Test
    void noTwoWritersWaitForEachOther() throws Exception {
        int writers = 20;
        jdbc.update("insert into api_submission (id, fingerprint, claimed_at) values (?, 'x', now())", mine(0));
        jdbc.update("insert into api_submission (id, fingerprint, claimed_at) values (?, 'x', now())", mine(1));
        CyclicBarrier together = new CyclicBarrier(writers);
        ExecutorService executor = Executors.newFixedThreadPool(writers);
        List<Future<?>> all = new ArrayList<>();
        for (int at = 0; at < writers; at++) {
            int writer = at;
            all.add(executor.submit(() -> {
                together.await();
                for (int round = 0; round < 5; round++) {
                    write(writer);
                }
                return null;
            }));
        }
        for (Future<?> each : all) {
            each.get(60, TimeUnit.SECONDS);
        }
        executor.shutdown();
        jdbc.update("delete from api_submission where fingerprint = 'x'");

        assertThat(rows.head().seq()).isEqualTo(writers * 5 + writers / 2 * 5);
        assertThat(verifier.verify(null).isGood()).isTrue();
    }

    /** Half of them record first and take another lock then, as decisions do; the other half send to Platform. */
    private void write(int writer) {
        if (writer % 2 == 0) {
            transaction.executeWithoutResult(status -> {
                activities.record(own());
                jdbc.update("update api_submission set fingerprint = 'x' where id = ?", mine(writer / 2 % 2));
                activities.find("nothing");
            });
        } else {
            activities.carryOut(intent("Harbour"), () -> {});
        }
    }

    private static String mine(int which) {
        return "00000000-0000-0000-0000-00000000000" + which;
    }

    @Test
    void writerWithAnotherTransactionInItsOwnDoesNotWaitForItself() {
        transaction.executeWithoutResult(status -> {
            activities.record(own());
            activities.carryOut(intent("inside"), () -> {});
        });

        assertThat(all()).extracting(link -> link.entry().target().name()).containsExactly("inside", "own", "inside");
        assertThat(verifier.verify(null).isGood()).isTrue();
    }

    @Test
    void whatNoDatabaseKeepsIsReplacedAndWhatIsLongIsCut() {
        Target odd = new Target("prod", "a\0b\uD800c", "\uD83D\uDE00".repeat(600) + "\r\n\u202E\u2028");
        ledger.add(Entry.of(NOW, "E", Result.DONE, Who.NOBODY, odd).told("r".repeat(300), "ü".repeat(3_000)));

        Entry kept = all().get(0).entry();
        assertThat(kept.target().id()).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(kept.target().name()).hasSize(1024).doesNotContain("\uFFFD");
        assertThat(kept.requestId()).hasSize(256);
        assertThat(kept.message()).hasSize(2000);
        assertThat(verifier.verify(null).isGood()).isTrue();
    }

    @Test
    void lineOfTheLogIsOneLineWhateverANameHolds() {
        ledger.add(Entry.of(NOW, "E", Result.DONE, new Who("x", "a\r\nb\u2028c\u202Ed\"e", null), Target.NONE));

        String line = AuditLog.line(all().get(0));

        assertThat(line).matches("[ -~]+").contains("\\r\\nb\\u2028c\\u202Ed\\\"e", "\"hash\":\"" + rows.head().hash());
    }

    @Test
    void commandTellsByItsExit() {
        threeActs();
        String[] asked = {"--portal.audit.verify", "--spring.datasource.url=" + LedgerBench.address(database)};
        assertThat(VerifyCommand.isAsked(asked)).isTrue();
        assertThat(VerifyCommand.run(asked)).isZero();
        assertThat(VerifyCommand.run(asked[0], asked[1], "--portal.audit.anchor=6:" + "0".repeat(64))).isEqualTo(1);
        assertThat(VerifyCommand.run(asked[0], asked[1], "--portal.audit.anchor=nonsense")).isEqualTo(2);
        jdbc.update("update audit_entry set person_name = 'another' where seq = 5");
        assertThat(VerifyCommand.run(asked)).isEqualTo(1);
    }

    private void threeActs() {
        for (String name : List.of("one", "two", "three")) {
            activities.carryOut(intent(name), id -> {}, () -> "made-" + name, made -> made);
        }
    }

    private void earlier(String id, int minute) {
        String at = "timestamp with time zone '2026-01-01 00:00:00+00' + interval '" + minute + "' minute";
        jdbc.update("insert into activity (id, submission, act, sandbox, subject_name, facts, person_id, person_name, begun_at)"
                + " values (?, ?, 'ENDPOINT_CREATE', 'prod', 'earlier', '{}', 'x', 'Joe', " + at + ")", id, id);
        jdbc.update("insert into activity_outcome (activity_id, settled, outcome, noted_at) values (?, true, 'DONE', "
                + at + ")", id);
    }

    private LedgerOpening opening() {
        JdbcClient client = JdbcClient.create(source);
        return new LedgerOpening(rows, new ActDigests(client), client, new JdbcTransactionManager(source), clock);
    }

    private List<Link> all() {
        return rows.after(0, 1000);
    }

    private static Entry entry(String name) {
        return Entry.of(NOW, "E", Result.DONE, Who.of(JOE), new Target("prod", "id", name)).storable();
    }

    private static Intent intent(String name) {
        return new Intent(
                Act.ENDPOINT_CREATE, UUID.randomUUID().toString(), "prod", null, name, Map.of("before", "ü\n\"1\""), JOE);
    }

    private static Intent own() {
        return new Intent(
                Act.REQUEST_APPROVE, UUID.randomUUID().toString(), "prod", "request-1", "own", Map.of("comment", "fine"), JOE);
    }
}
