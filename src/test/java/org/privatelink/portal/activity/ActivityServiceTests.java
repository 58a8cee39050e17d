package org.privatelink.portal.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.activity.Outcomes.Word;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.audit.Ledger;
import org.privatelink.portal.audit.LedgerFixture;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformFailures;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class ActivityServiceTests {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00.123456Z");
    private static final Person JOE = new Person("0123@made.up", "Joe Quay", null, Set.of(Role.ENGINEER));

    private final String sandbox = "s-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock(NOW);
    private final DataSource source;
    private final ActivityRepository repository;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final ActivityService service;
    private final List<Object> told = new ArrayList<>();

    ActivityServiceTests(TestDatabases database) {
        source = database.dataSource();
        repository = new ActivityRepository(JdbcClient.create(source), JsonMapper.builder().build());
        ledger = LedgerFixture.of(source, clock);
        outcomes = new Outcomes(repository, ledger, new JdbcTransactionManager(source), told::add, clock);
        service = new ActivityService(repository, outcomes, ledger, new JdbcTransactionManager(source), clock);
    }

    @Test
    void theIntentIsCommittedBeforeTheCall() {
        Intent intent = intent("Harbour");
        String id = service.carryOut(intent, kept -> {}, () -> {
            // The pool gives another connection here: only what is committed can be seen.
            Activity seen = repository.find(intent.sent()).orElseThrow();
            assertThat(seen.outcome()).isNull();
            assertThat(seen.isSettled()).isFalse();
            return "new-1";
        }, answer -> answer);
        assertThat(id).isEqualTo("new-1");
        assertThat(found(intent))
                .isEqualTo(new Activity(
                        found(intent).id(), Act.ENDPOINT_CREATE, sandbox, "new-1", "Harbour", Map.of("before", "ü\n\"1\""),
                        "Joe Quay", NOW, Outcome.DONE, null, null, NOW));
        assertThat(service.origin(Act.ENDPOINT_CREATE, sandbox, "new-1")).contains(found(intent));
        assertThat(service.origin(Act.ENDPOINT_CREATE, "another", "new-1")).isEmpty();
    }

    @Test
    void whatARoomKeepsIsCommittedWithTheIntent() {
        Intent intent = intent("Harbour");
        List<String> kept = new ArrayList<>();
        service.carryOut(intent, kept::add, () -> "x", answer -> answer);
        assertThat(kept).containsExactly(found(intent).id());
    }

    @Test
    void whenWhatARoomKeepsCannotBeKeptNothingIsRecordedOrSent() {
        Intent intent = intent("Harbour");
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> service.carryOut(intent, id -> {
                    throw new IllegalStateException("full");
                }, calls::incrementAndGet, answer -> null))
                .hasMessage("full");
        assertThat(calls).hasValue(0);
        assertThat(repository.find(intent.sent())).isEmpty();
    }

    @Test
    void aCallThatNeverLeftIsOnRecordAsNotSent() {
        Intent intent = intent("Harbour");
        Unreachable noConnection = PlatformFailures.unreachable();
        assertThatThrownBy(() -> service.carryOut(intent, () -> {
                    throw noConnection;
                }))
                .isSameAs(noConnection);
        assertThat(found(intent).outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(open()).isEmpty();
    }

    @Test
    void aFormThatCameBeforeIsRefusedWithItsFirstAct() {
        Intent intent = intent("Harbour");
        service.refuseTwice(intent.sent());
        service.carryOut(intent, () -> {});
        assertThatThrownBy(() -> service.refuseTwice(intent.sent()))
                .isInstanceOfSatisfying(AlreadySubmitted.class, twice -> assertThat(twice.first()).isEqualTo(found(intent)));
    }

    @Test
    void whatNoLookCanTellIsLeftToPeopleInTheEnd() {
        Intent intent = intent("Harbour");
        lose(intent);
        Reconciler reconciler = new Reconciler(
                repository,
                outcomes,
                List.of(lookup(act -> {
                    throw PlatformFailures.unreachable();
                })),
                properties(),
                clock);
        reconciler.reconcile();
        assertThat(found(intent).outcome()).isEqualTo(Outcome.LOST);
        clock.move(properties().stopLookingAfter().plusSeconds(1));
        reconciler.reconcile();
        assertThat(found(intent).outcome()).isEqualTo(Outcome.UNCLEAR);
    }

    @Test
    void aRefusalIsOnRecordWithItsReason() {
        Intent intent = intent("Harbour");
        Refused refused = PlatformFailures.refused("no such group", "theirs-1");
        assertThatThrownBy(() -> service.carryOut(intent, () -> {
                    throw refused;
                }))
                .isSameAs(refused);
        assertThat(found(intent).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(found(intent).message()).isEqualTo("no such group");
        assertThat(found(intent).requestId()).isEqualTo("theirs-1");
        assertThat(found(intent).isSettled()).isTrue();
        assertThat(open()).isEmpty();
    }

    @Test
    void aLongReasonIsCutAndNotLost() {
        Intent intent = intent("Harbour");
        assertThatThrownBy(() -> service.carryOut(intent, () -> {
                    throw PlatformFailures.refused("ü".repeat(3_000), "r".repeat(300));
                }))
                .isInstanceOf(Refused.class);
        assertThat(found(intent).message()).hasSize(2_000).endsWith("…");
        assertThat(found(intent).requestId()).hasSize(256);
    }

    @Test
    void aLongNameIsCutAndTheActCarriedOut() {
        Intent intent = intent("n".repeat(2_000));
        service.carryOut(intent, () -> {});
        assertThat(found(intent).subjectName()).hasSize(1_024).endsWith("…");
    }

    @Test
    void aLostAnswerStaysOpen() {
        Intent intent = intent("Harbour");
        OutcomeLost lost = lose(intent);
        assertThat(lost.open().outcome()).isEqualTo(Outcome.LOST);
        assertThat(lost.open().isSettled()).isFalse();
        assertThat(open()).containsExactly(lost.open());
    }

    @Test
    void aLostActThatIsSeenIsDone() {
        Intent intent = intent("Harbour");
        lose(intent);
        reconcile(Sighting.happened("seen-1"));
        assertThat(found(intent).outcome()).isEqualTo(Outcome.DONE);
        assertThat(found(intent).subjectId()).isEqualTo("seen-1");
        assertThat(open()).isEmpty();
        assertThat(service.origin(Act.ENDPOINT_CREATE, sandbox, "seen-1")).isPresent();
    }

    @Test
    void aLostActThatIsNotSeenIsNotDoneOnlyAfterAWhile() {
        Intent intent = intent("Harbour");
        lose(intent);
        clock.move(Duration.ofMinutes(3));
        reconcile(Sighting.notSeen());
        assertThat(found(intent).outcome()).isEqualTo(Outcome.LOST);
        clock.move(Duration.ofSeconds(1));
        reconcile(Sighting.notSeen());
        assertThat(found(intent).outcome()).isEqualTo(Outcome.NOT_DONE);
        assertThat(open()).isEmpty();
    }

    /** Somebody asks for the same again while it is not known yet what became of the first. */
    @Test
    void whatAnotherActHasJustMadeIsNotALostOnes() {
        Intent first = intent("Harbour");
        Activity lost = lose(first).open();
        Intent second = intent("Harbour");
        service.carryOut(second, id -> {}, () -> {
            assertThat(service.newAmong(lost, List.of("new-2"))).isEqualTo(Sighting.untold());
            assertThat(service.newAmong(lost, List.of())).isEqualTo(Sighting.notSeen());
            return "new-2";
        }, id -> id);

        assertThat(service.newAmong(lost, List.of("new-2"))).isEqualTo(Sighting.notSeen());
        assertThat(service.newAmong(lost, List.of("new-2", "new-1"))).isEqualTo(Sighting.happened("new-1"));
    }

    @Test
    void whatWasThereBeforeTheOtherActIsTheLostOnes() {
        Activity lost = lose(intent("Harbour")).open();
        Intent second = new Intent(
                Act.ENDPOINT_CREATE, UUID.randomUUID().toString(), sandbox, null, "Harbour", Map.of("before", "new-1"), JOE);

        service.carryOut(second, () -> assertThat(service.newAmong(lost, List.of("new-1"))).isEqualTo(Sighting.happened("new-1")));
        Intent elsewhere = new Intent(
                Act.ENDPOINT_CREATE, UUID.randomUUID().toString(), sandbox, null, "Harbour", Map.of("specId", "another"), JOE);
        service.carryOut(elsewhere, () -> assertThat(service.newAmong(lost, List.of("new-1"))).isEqualTo(Sighting.happened("new-1")));
        service.carryOut(intent("Quay"), () -> assertThat(service.newAmong(lost, List.of("new-1")).kind()).isEqualTo(Sighting.Kind.HAPPENED));
    }

    @Test
    void aLostActWithSeveralCandidatesIsUnclear() {
        Intent intent = intent("Harbour");
        lose(intent);
        reconcile(Sighting.several());
        assertThat(found(intent).outcome()).isEqualTo(Outcome.UNCLEAR);
        assertThat(open()).isEmpty();
    }

    @Test
    void aLookThatFailsLeavesTheActOpenForTheNextLook() {
        Intent intent = intent("Harbour");
        lose(intent);
        new Reconciler(repository, outcomes, List.of(lookup(act -> {
                    throw PlatformFailures.unreachable();
                })), properties(), clock)
                .reconcile();
        assertThat(found(intent).outcome()).isEqualTo(Outcome.LOST);
        reconcile(Sighting.happened("seen-2"));
        assertThat(found(intent).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void anActThatTheEndOfAProcessLeftIsFoundAfterAWhile() {
        Intent intent = intent("Harbour");
        assertThatThrownBy(() -> service.carryOut(intent, () -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");
        assertThat(found(intent).outcome()).isNull();
        assertThat(open()).isEmpty();
        clock.move(Duration.ofSeconds(91));
        assertThat(open()).containsExactly(found(intent));
        reconcile(Sighting.happened("seen-3"));
        assertThat(found(intent).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void anActUnderWayIsNotLookedFor() {
        service.carryOut(intent("Harbour"), () -> {
            clock.move(Duration.ofSeconds(60));
            assertThat(open()).isEmpty();
        });
    }

    @Test
    void whoCannotHearOfAnOutcomeKeepsItFromBeingNoted() {
        var deaf = new Outcomes(repository, ledger, new JdbcTransactionManager(source), event -> {
            throw new IllegalStateException("deaf");
        }, clock);
        Intent intent = intent("Harbour");
        lose(intent);

        assertThatThrownBy(() -> deaf.note(new Word(found(intent).id(), Outcome.DONE, "seen-5", null, null))).hasMessage("deaf");

        assertThat(found(intent).outcome()).isEqualTo(Outcome.LOST);
    }

    @Test
    void anActOnWhatIsOursIsDoneAtOnce() {
        Intent own = new Intent(
                Act.REQUEST_APPROVE, UUID.randomUUID().toString(), sandbox, "request-1", "Harbour", Map.of("comment", "fine"), JOE);
        clock.move(Duration.ofSeconds(1));
        service.record(own);

        assertThat(service.about(sandbox, "request-1"))
                .singleElement()
                .satisfies(act -> assertThat(act.outcome()).isEqualTo(Outcome.DONE))
                .satisfies(act -> assertThat(act.facts()).containsEntry("comment", "fine"));
        assertThat(service.about("another", "request-1")).isEmpty();
    }

    @Test
    void theFirstSettledOutcomeStays() {
        Intent intent = intent("Harbour");
        lose(intent);
        String id = found(intent).id();
        told.clear();
        outcomes.note(new Word(id, Outcome.DONE, "seen-4", null, null));
        outcomes.note(new Word(id, Outcome.NOT_DONE, null, null, null));
        outcomes.note(new Word(id, Outcome.LOST, null, null, null));
        assertThat(told).containsExactly(new ActivityNoted(found(intent)));
        assertThat(found(intent).outcome()).isEqualTo(Outcome.DONE);
        assertThat(found(intent).subjectId()).isEqualTo("seen-4");
    }

    @Test
    void whatNoDatabaseKeepsIsFoundNowhere() {
        assertThat(service.page(sandbox, null, "\0", null, 10)).isEmpty();
        assertThat(service.search(List.of(sandbox), "a\0b", 10)).isEmpty();
        assertThat(service.countMatching(List.of(sandbox), "\0")).isZero();
        assertThat(service.about(sandbox, "\0")).isEmpty();
        assertThat(service.find("\0")).isEmpty();
        assertThat(service.find(new Submission(Act.ENDPOINT_CREATE, sandbox, JOE, "\0"))).isEmpty();
        assertThat(service.origin(Act.ENDPOINT_CREATE, sandbox, "\0")).isEmpty();
        assertThat(service.mayHaveHappened(Act.ENDPOINT_CREATE, sandbox, "\0", NOW)).isFalse();
    }

    @Test
    void theSameSubmissionTwiceIsCarriedOutOnce() {
        Intent intent = intent("Harbour");
        service.carryOut(intent, () -> {});
        AtomicInteger calls = new AtomicInteger();
        AlreadySubmitted twice =
                catchThrowableOfType(AlreadySubmitted.class, () -> service.carryOut(intent, calls::incrementAndGet));
        assertThat(twice.first()).isEqualTo(found(intent));
        assertThat(calls).hasValue(0);
    }

    @Test
    void idOfAnotherPersonSandboxOrActIsAnother() {
        Intent first = intent("Harbour");
        String id = first.submission();
        Person mel = new Person("4567@made.up", "Mel Quay", null, Set.of(Role.ENGINEER));
        List<Intent> others = List.of(
                new Intent(Act.ENDPOINT_CREATE, id, sandbox, null, "of another person", Map.of(), mel),
                new Intent(Act.ENDPOINT_CREATE, id, sandbox + "-2", null, "in another sandbox", Map.of(), JOE),
                new Intent(Act.ENDPOINT_DELETE, id, sandbox, null, "another act", Map.of(), JOE));
        service.carryOut(first, () -> {});
        AtomicInteger calls = new AtomicInteger();

        others.forEach(other -> service.carryOut(other, calls::incrementAndGet));

        assertThat(calls).hasValue(3);
        assertThat(others).extracting(this::found).extracting(Activity::subjectName)
                .containsExactly("of another person", "in another sandbox", "another act");
        assertThat(found(first).subjectName()).isEqualTo("Harbour");
    }

    @Test
    void formThatApprovesDoesNotRejectAfterwards() {
        String id = UUID.randomUUID().toString();
        service.carryOut(new Intent(Act.AZURE_APPROVE, id, sandbox, "pe-1", "Harbour", Map.of(), JOE), () -> {});
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> service.carryOut(
                        new Intent(Act.AZURE_REJECT, id, sandbox, "pe-1", "Harbour", Map.of(), JOE), calls::incrementAndGet))
                .isInstanceOf(AlreadySubmitted.class);
        assertThat(calls).hasValue(0);
    }

    /** Rows of before have the id as it came. */
    @Test
    void whatWasCarriedOutBeforeIdsHadKeysIsNotCarriedOutAgain() {
        Intent intent = intent("Harbour");
        service.carryOut(intent, () -> {});
        JdbcClient.create(source).sql("update activity set submission = :id where id = :act")
                .param("id", intent.submission()).param("act", found(intent).id()).update();
        AtomicInteger calls = new AtomicInteger();

        AlreadySubmitted twice =
                catchThrowableOfType(AlreadySubmitted.class, () -> service.carryOut(intent, calls::incrementAndGet));

        assertThat(twice.first()).isEqualTo(found(intent));
        assertThat(calls).hasValue(0);
        Person mel = new Person("4567@made.up", "Mel Quay", null, Set.of(Role.ENGINEER));
        service.carryOut(
                new Intent(Act.ENDPOINT_CREATE, intent.submission(), sandbox, null, "Mel's", Map.of(), mel), calls::incrementAndGet);
        assertThat(calls).hasValue(1);
    }

    @Test
    void twoThreadsWithOneSubmissionMakeOneCall() throws Exception {
        Intent intent = intent("Harbour");
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger calls = new AtomicInteger();
        Callable<String> submit = () -> {
            both.await();
            try {
                service.carryOut(intent, calls::incrementAndGet);
                return "done";
            } catch (AlreadySubmitted twice) {
                return "already";
            }
        };
        ExecutorService executor = Executors.newFixedThreadPool(2);
        Future<String> first = executor.submit(submit);
        Future<String> second = executor.submit(submit);
        assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder("done", "already");
        executor.shutdown();
        assertThat(calls).hasValue(1);
    }

    @Test
    void whatCannotBeRecordedIsNotDone() {
        AtomicInteger calls = new AtomicInteger();
        Intent tooLong = new Intent(
                Act.ENDPOINT_CREATE, UUID.randomUUID().toString(), "s".repeat(257), null, "Harbour", Map.of(), JOE);
        assertThatThrownBy(() -> service.carryOut(tooLong, calls::incrementAndGet)).isInstanceOf(DataAccessException.class);
        Intent tooMuch = new Intent(
                Act.ENDPOINT_CREATE, UUID.randomUUID().toString(), sandbox, null, "Harbour",
                Map.of("before", "x".repeat(20_001)), JOE);
        assertThatThrownBy(() -> service.carryOut(tooMuch, calls::incrementAndGet)).isInstanceOf(DataAccessException.class);
        assertThat(calls).hasValue(0);
        assertThat(service.latest(sandbox, 10)).isEmpty();
    }

    @Test
    void withoutADatabaseNothingIsDone() {
        AtomicInteger calls = new AtomicInteger();
        var gone = new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("the database is gone");
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
        var nothing = new ActivityRepository(JdbcClient.create(gone), JsonMapper.builder().build());
        var transactions = new JdbcTransactionManager(gone);
        Ledger unwritable = LedgerFixture.of(gone, clock);
        var withoutDatabase = new ActivityService(
                nothing, new Outcomes(nothing, unwritable, transactions, event -> {}, clock), unwritable, transactions, clock);
        assertThatThrownBy(() -> withoutDatabase.carryOut(intent("Harbour"), calls::incrementAndGet))
                .isInstanceOf(CannotCreateTransactionException.class);
        assertThat(calls).hasValue(0);
    }

    @Test
    void latestComesFirstAndOfItsSandboxOnly() {
        Intent first = intent("first");
        Intent second = intent("second");
        service.carryOut(first, () -> {});
        clock.move(Duration.ofSeconds(1));
        service.carryOut(second, () -> {});
        assertThat(service.latest(sandbox, 10)).extracting(Activity::subjectName).containsExactly("second", "first");
        assertThat(service.latest(sandbox, 1)).hasSize(1);
        assertThat(service.latestDone(Act.ENDPOINT_CREATE, sandbox)).contains(found(second));
        assertThat(service.latestDone(Act.ENDPOINT_DELETE, sandbox)).isEmpty();
    }

    private Intent intent(String name) {
        return new Intent(
                Act.ENDPOINT_CREATE, UUID.randomUUID().toString(), sandbox, null, name, Map.of("before", "ü\n\"1\""), JOE);
    }

    private Activity found(Intent intent) {
        return repository.find(intent.sent()).orElseThrow();
    }

    private OutcomeLost lose(Intent intent) {
        OutcomeUnknown unknown = PlatformFailures.outcomeUnknown();
        return catchThrowableOfType(OutcomeLost.class, () -> service.carryOut(intent, () -> {
            throw unknown;
        }));
    }

    private List<Activity> open() {
        return repository.open(clock.instant().minus(properties().presumeLostAfter())).stream()
                .filter(activity -> activity.sandbox().equals(sandbox))
                .toList();
    }

    private void reconcile(Sighting seen) {
        new Reconciler(repository, outcomes, List.of(lookup(act -> seen)), properties(), clock).reconcile();
    }

    private static ActivityProperties properties() {
        return new ActivityProperties(
                Duration.ofSeconds(5), Duration.ofSeconds(90), Duration.ofMinutes(3), Duration.ofHours(1));
    }

    /** Other tests' acts in the same database are passed over. */
    private Lookup lookup(Function<Activity, Sighting> look) {
        return new Lookup() {
            @Override
            public boolean covers(Act act) {
                return true;
            }

            @Override
            public Sighting look(Activity open) {
                return open.sandbox().equals(sandbox) ? look.apply(open) : Sighting.notSeen();
            }
        };
    }
}
