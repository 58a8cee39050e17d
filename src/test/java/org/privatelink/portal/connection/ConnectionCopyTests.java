package org.privatelink.portal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityNoted;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformFailures;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.source.CatalogueFixture;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Reading all connections once for everybody: who reads, when again, and what is left when it goes wrong. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
@Timeout(60)
class ConnectionCopyTests {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Duration FRESH = Duration.ofSeconds(10);

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final String sandbox = "s-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock(NOW);
    private final DataSource source;
    private final JdbcClient jdbc;
    private final SeenConnectionRepository seen;
    private final ReadingRepository readings;
    private final Listed listed = new Listed();
    private final ConnectionCopy copy;

    ConnectionCopyTests(TestDatabases database) {
        source = database.dataSource();
        jdbc = JdbcClient.create(source);
        seen = new SeenConnectionRepository(jdbc, new NamedParameterJdbcTemplate(source), CatalogueFixture.sources());
        readings = new ReadingRepository(jdbc);
        copy = copy(listed, Duration.ofSeconds(30));
    }

    private ConnectionCopy copy(ConnectionClient client, Duration patience) {
        return new ConnectionCopy(
                client,
                seen,
                readings,
                new ConnectionProperties(FRESH, patience, 10, 500, Duration.ofMinutes(2)),
                new SimpleAsyncTaskExecutorBuilder(),
                new JdbcTransactionManager(source),
                clock);
    }

    /** What Platform lists, page by page, and what happens meanwhile. */
    private static final class Listed extends ConnectionClient {

        final AtomicInteger readings = new AtomicInteger();
        volatile List<List<Connection>> pages = List.of(List.of());
        volatile Consumer<Integer> beforePage = number -> {};
        volatile @Nullable PlatformException atTheEnd;
        volatile @Nullable PlatformException silence;

        Listed() {
            super(platform.client());
        }

        @Override
        void eachPage(String sandbox, int pageSize, Consumer<List<Connection>> reader) {
            readings.incrementAndGet();
            for (int number = 0; number < pages.size(); number++) {
                beforePage.accept(number);
                reader.accept(pages.get(number));
            }
            if (atTheEnd != null) {
                throw atTheEnd;
            }
        }

        @Override
        Optional<PlatformException> silence() {
            return Optional.ofNullable(silence);
        }

        @Override
        Optional<Connection> find(String sandbox, String id) {
            return pages.stream().flatMap(List::stream).filter(each -> each.id().equals(id)).findFirst();
        }
    }

    // When it is read

    @Test
    void firstLookReadsAllAndTheNextOnesNothingUntilItIsTime() {
        lists(page("a", "b"), page("c"));

        Freshness first = copy.look(sandbox);
        copy.look(sandbox);

        assertThat(first).isEqualTo(new Freshness(NOW, false, null));
        assertThat(ids()).containsExactly("a", "b", "c");
        assertThat(listed.readings).hasValue(1);
        clock.move(FRESH);
        copy.look(sandbox);
        assertThat(listed.readings).hasValue(2);
    }

    @Test
    void manyWhoLookAtOnceMakeOneReading() throws Exception {
        lists(page("a"));
        var gate = new CountDownLatch(1);
        listed.beforePage = number -> awaitOpen(gate);
        var begin = new CyclicBarrier(12);
        List<CompletableFuture<Freshness>> viewers = IntStream.range(0, 12)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    meet(begin);
                    return copy.look(sandbox);
                }, task -> new Thread(task).start()))
                .toList();
        await().until(() -> listed.readings.get() == 1);
        gate.countDown();

        for (CompletableFuture<Freshness> viewer : viewers) {
            assertThat(viewer.get(20, TimeUnit.SECONDS).readAt()).isEqualTo(NOW);
        }
        assertThat(listed.readings).hasValue(1);
    }

    @Test
    void severalPortalsMakeOneReading() {
        Listed theirs = new Listed();
        ConnectionCopy other = copy(theirs, Duration.ofSeconds(30));
        lists(page("a"));
        listed.beforePage = number -> {
            Freshness meanwhile = other.look(sandbox);
            assertThat(meanwhile.underWay()).isTrue();
            assertThat(meanwhile.readAt()).isNull();
        };

        assertThat(copy.look(sandbox).readAt()).isEqualTo(NOW);

        assertThat(other.look(sandbox).readAt()).isEqualTo(NOW);
        assertThat(theirs.readings).hasValue(0);
    }

    @Test
    void aPageDoesNotWaitForALongReading() {
        lists(page("a"), page("b"));
        var gate = new CountDownLatch(1);
        listed.beforePage = number -> {
            if (number == 1) {
                awaitOpen(gate);
            }
        };
        ConnectionCopy impatient = copy(listed, Duration.ofSeconds(1));

        Freshness early = impatient.look(sandbox);

        assertThat(early.readAt()).isNull();
        assertThat(early.underWay()).isTrue();
        gate.countDown();
        await().until(() -> impatient.look(sandbox).readAt() != null);
        assertThat(ids()).containsExactly("a", "b");
        assertThat(listed.readings).hasValue(1);
    }

    @Test
    void whatTakesLongIsReadTheMoreSeldom() {
        lists(page("a"));
        listed.beforePage = number -> clock.move(Duration.ofSeconds(20));
        copy.look(sandbox);
        listed.beforePage = number -> {};

        clock.move(Duration.ofSeconds(179));
        copy.look(sandbox);
        assertThat(listed.readings).hasValue(1);
        clock.move(Duration.ofSeconds(1));
        copy.look(sandbox);
        assertThat(listed.readings).hasValue(2);
    }

    // When it goes wrong

    @Test
    void pausesDoubleWithFailuresAndEndWithSuccess() {
        listed.atTheEnd = PlatformFailures.unreachable();
        for (long pause : List.of(20, 40, 80, 160, 320, 640, 640)) {
            assertThat(copy.look(sandbox).failure()).isSameAs(listed.atTheEnd);
            int before = listed.readings.get();
            clock.move(Duration.ofSeconds(pause - 1));
            copy.look(sandbox);
            assertThat(listed.readings).as("before " + pause).hasValue(before);
            clock.move(Duration.ofSeconds(1));
        }
        listed.atTheEnd = null;

        assertThat(copy.look(sandbox)).isEqualTo(new Freshness(clock.instant(), false, null));
        clock.move(FRESH);
        int before = listed.readings.get();
        copy.look(sandbox);
        assertThat(listed.readings).hasValue(before + 1);
    }

    @Test
    void platformsOwnPauseIsKept() {
        listed.atTheEnd = PlatformFailures.tooMany(Duration.ofMinutes(7));
        copy.look(sandbox);
        clock.move(Duration.ofMinutes(7).minusMillis(1));
        copy.look(sandbox);
        assertThat(listed.readings).hasValue(1);
        clock.move(Duration.ofMillis(1));
        copy.look(sandbox);
        assertThat(listed.readings).hasValue(2);
    }

    @Test
    void aReadingThatFailsHalfWayForgetsNothing() {
        lists(page("a", "b"), page("c"));
        copy.look(sandbox);
        clock.move(FRESH);
        lists(page("a", "d"));
        listed.atTheEnd = PlatformFailures.unreachable();

        Freshness age = copy.look(sandbox);

        assertThat(age.readAt()).isEqualTo(NOW);
        assertThat(age.failure()).isSameAs(listed.atTheEnd);
        assertThat(ids()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aFailureIsOverWhenAnotherPortalSucceeds() {
        listed.atTheEnd = PlatformFailures.unreachable();
        assertThat(copy.look(sandbox).failure()).isNotNull();
        clock.move(FRESH.multipliedBy(2));

        copy(new Listed(), Duration.ofSeconds(30)).look(sandbox);

        assertThat(copy.look(sandbox)).isEqualTo(new Freshness(clock.instant(), false, null));
    }

    @Test
    void whilePlatformIsLeftInPeaceNoOlderFailureIsTold() {
        lists(page("a"));
        copy.look(sandbox);
        listed.silence = PlatformFailures.resting();
        assertThat(copy.look(sandbox).failure()).as("nothing has failed").isNull();
        clock.move(FRESH);
        listed.atTheEnd = PlatformFailures.tooMany(Duration.ofMinutes(7));
        assertThat(copy.look(sandbox).failure()).as("what failed just now").isSameAs(listed.atTheEnd);

        assertThat(copy.look(sandbox)).isEqualTo(new Freshness(NOW, false, listed.silence));

        listed.silence = null;
        assertThat(copy.look(sandbox).failure()).isSameAs(listed.atTheEnd);
        assertThat(listed.readings).hasValue(2);
    }

    @Test
    void whoLosesTheLeaseWritesNothingMore() {
        lists(page("a"), page("b"));
        listed.beforePage = number -> {
            if (number == 1) {
                take();
            }
        };

        copy.look(sandbox);

        assertThat(ids()).containsExactly("a");
        var reading = readings.find(sandbox).orElseThrow();
        assertThat(reading.readAt()).isNull();
        assertThat(reading.isUnderWay(clock.instant())).isTrue();
    }

    @Test
    void aPortalThatEndsGivesItsTurnBack() {
        lists(page("a"), page("b"));
        listed.beforePage = number -> {
            if (number == 1) {
                copy.close();
            }
        };
        copy.look(sandbox);
        assertThat(readings.find(sandbox).orElseThrow().isUnderWay(clock.instant())).isFalse();
        listed.beforePage = number -> {};

        assertThat(copy(listed, Duration.ofSeconds(30)).look(sandbox).readAt()).isEqualTo(NOW);
        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void aPortalThatDiedIsReplacedWhenItsLeaseEnds() {
        readings.claim(sandbox, NOW, Duration.ofMinutes(2));
        lists(page("a"));
        assertThat(copy.look(sandbox).underWay()).isTrue();
        clock.move(Duration.ofMinutes(2));
        assertThat(copy.look(sandbox).readAt()).isEqualTo(clock.instant());
    }

    @Test
    void anErrorOfOurOwnEndsTheTurnToo() {
        listed.beforePage = number -> {
            throw new IllegalStateException("made up");
        };
        assertThat(copy.look(sandbox).underWay()).isFalse();
        listed.beforePage = number -> {};
        clock.move(FRESH.multipliedBy(2));
        assertThat(copy.look(sandbox).readAt()).isEqualTo(clock.instant());
    }

    // What is done through this portal

    @Test
    void whatIsDeletedWhileItIsReadStaysDeleted() {
        lists(page("a", "b"), page("c"));
        copy.look(sandbox);
        clock.move(FRESH);
        listed.beforePage = number -> {
            if (number == 0) {
                copy.noted(done(Act.CONNECTION_DELETE, "a"));
            } else {
                copy.noted(done(Act.CONNECTION_DELETE, "b"));
            }
        };

        copy.look(sandbox);

        assertThat(ids()).containsExactly("c");
    }

    @Test
    void whatIsDeletedBeforeItWasEverSeenDoesNotAppear() {
        lists(page("a"), page("b"));
        listed.beforePage = number -> copy.noted(done(Act.CONNECTION_DELETE, "b"));

        copy.look(sandbox);

        assertThat(ids()).containsExactly("a");
    }

    @Test
    void whatPlatformStillHasAfterwardsIsShownAgain() {
        lists(page("a"));
        copy.look(sandbox);
        copy.noted(done(Act.CONNECTION_DELETE, "a"));
        assertThat(ids()).isEmpty();
        clock.move(FRESH);

        copy.look(sandbox);

        assertThat(ids()).containsExactly("a");
    }

    @Test
    void whatIsCreatedShowsAtOnceAndIsKeptByAReadingThatMissedIt() {
        lists(page("a"));
        copy.look(sandbox);
        List<List<Connection>> before = listed.pages;
        lists(page("a", "n"));
        copy.noted(done(Act.CONNECTION_CREATE, "n"));
        await().until(() -> ids().equals(List.of("a", "n")));
        clock.move(FRESH);
        listed.beforePage = number -> {
            copy.noted(done(Act.CONNECTION_CREATE, "n"));
            await().until(() -> jdbc.sql("select reading from connection_copy where sandbox = :s and connection_id = 'n'")
                    .param("s", sandbox)
                    .query(Long.class)
                    .single()
                    .equals(2L));
            listed.pages = before;
        };

        copy.look(sandbox);

        assertThat(ids()).containsExactly("a", "n");
    }

    @Test
    void whatWasNotDoneChangesNothing() {
        lists(page("a"));
        copy.look(sandbox);
        copy.noted(noted(Act.CONNECTION_DELETE, "a", Outcome.REFUSED));
        copy.noted(noted(Act.CONNECTION_DELETE, "a", null));
        copy.noted(done(Act.ENDPOINT_DELETE, "a"));
        assertThat(ids()).containsExactly("a");
    }

    @SafeVarargs
    private final void lists(List<Connection>... pages) {
        listed.pages = List.of(pages);
    }

    private static List<Connection> page(String... ids) {
        return Stream.of(ids).map(ConnectionCopyTests::connection).toList();
    }

    private static Connection connection(String id) {
        return new Connection(id, id, null, "enabled", 1L, 1L, "x@AdobeID", null, null, null, null, "\"1\"");
    }

    private List<String> ids() {
        return seen.page(ConnectionQuery.in(sandbox), new Order("name", false), 0, 100).stream()
                .map(SeenConnection::id)
                .toList();
    }

    private void take() {
        jdbc.sql("update connection_reading set lease = 'another' where sandbox = :sandbox")
                .param("sandbox", sandbox)
                .update();
    }

    private ActivityNoted done(Act act, String id) {
        return noted(act, id, Outcome.DONE);
    }

    private ActivityNoted noted(Act act, String id, @Nullable Outcome outcome) {
        return new ActivityNoted(new Activity(
                UUID.randomUUID().toString(), act, sandbox, id, id, Map.of(), "Joe Quay", NOW, outcome, null, null, NOW));
    }

    private static void awaitOpen(CountDownLatch gate) {
        try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception unmet) {
            throw new IllegalStateException(unmet);
        }
    }
}
