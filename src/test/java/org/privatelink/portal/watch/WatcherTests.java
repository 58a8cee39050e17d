package org.privatelink.portal.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityFixture;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.endpoint.Dependants.Dependant;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.Watched.Query;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformFailures;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.watch.Watcher.Look;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looking at Platform for everybody: what is noted, when it is looked again, and by whom. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class WatcherTests {

    private static final String LIST = "/data/foundation/connectors/privateEndpoints";
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Person JOE = new Person("0123@made.up", "Joe Quay", null, Set.of(Role.ENGINEER));
    private static final Dependant ORDERS = dependant("c-1", "Orders");
    private static final Dependant STOCK = dependant("c-2", "Stock");

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final String sandbox = "s-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock(NOW);
    private final DataSource source;
    private final Node node;

    WatcherTests(TestDatabases database) {
        source = database.dataSource();
        node = node();
        node.rounds.add(sandbox, NOW);
    }

    private Node node() {
        return new Node(source, platform.client("retry.attempts=1", "answer-timeout=3s"), clock);
    }

    // What is seen

    @Test
    void firstSightIsToldAndNeverADrift() {
        listed("a Approved", "b Rejected");

        look();

        assertThat(node.heard)
                .extracting(each -> each.endpoint().id(), EndpointChanged::from, EndpointChanged::to, EndpointChanged::drift)
                .containsExactlyInAnyOrder(
                        tuple("a", null, EndpointState.APPROVED, false), tuple("b", null, EndpointState.REJECTED, false));
        assertThat(node.drifts.open(sandbox)).isEmpty();
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void theSameListAgainTellsNothing() {
        listed("a Approved", "b Pending", "b Rejected");

        look();
        look();

        assertThat(node.heard).hasSize(2);
        assertThat(node.watched.known(sandbox, "b").orElseThrow().endpoint().status()).isEqualTo(EndpointState.PENDING);
    }

    @Test
    void aChangeIsToldOnceWithTheTimeItWasSeen() {
        listed("a Pending");
        look();
        listed("a ENABLED");
        clock.move(Duration.ofHours(3));
        look();
        look();

        EndpointChanged change = node.heard.get(1);
        assertThat(node.heard).hasSize(2);
        assertThat(change.from()).isEqualTo(EndpointState.PENDING);
        assertThat(change.to()).isEqualTo(EndpointState.APPROVED);
        assertThat(change.seenAt()).isAfter(NOW.plus(Duration.ofHours(3)));
        assertThat(change.drift()).isFalse();
        assertThat(node.watched.known(sandbox, "a").orElseThrow().since()).isEqualTo(change.seenAt());
        assertThat(moments("a")).containsExactly("pending", "approved");
    }

    @Test
    void anotherNameIsKeptAndShownButNoChangeOfState() {
        listed("a Approved");
        look();
        long shown = node.live.version(sandbox, "endpoint/a");
        Instant since = node.watched.known(sandbox, "a").orElseThrow().since();
        answer(json("{\"items\":[{\"id\":\"a\",\"name\":\"Renamed\",\"state\":\"approved\"}]}"));
        look();

        assertThat(node.heard).hasSize(1);
        assertThat(node.watched.known(sandbox, "a").orElseThrow().endpoint().label()).isEqualTo("Renamed");
        assertThat(node.watched.known(sandbox, "a").orElseThrow().since()).isEqualTo(since);
        assertThat(node.live.version(sandbox, "endpoint/a")).isEqualTo(shown + 1);
    }

    @Test
    void anUnknownStateIsKeptAsPlatformWroteIt() {
        listed("a Provisioning");
        look();

        assertThat(node.watched.moments(sandbox, "a")).singleElement().satisfies(moment -> {
            assertThat(moment.key()).isEqualTo("unknown");
            assertThat(moment.note()).isEqualTo("Provisioning");
            assertThat(moment.seen()).isTrue();
        });
    }

    @Test
    void absenceCountsOnlyWhenSeenTwice() {
        listed("a Pending", "b Pending");
        look();
        listed("b Pending");
        look();

        assertThat(node.heard).hasSize(2);
        assertThat(node.watched.known(sandbox, "a").orElseThrow().goneAt()).isNull();

        look();

        assertThat(node.heard).hasSize(3);
        assertThat(node.heard.get(2).to()).isNull();
        assertThat(node.watched.known(sandbox, "a").orElseThrow().goneAt()).isEqualTo(clock.instant());
        assertThat(node.watched.known(sandbox, "a").orElseThrow().lastSeenAt()).isBefore(clock.instant());
        assertThat(present()).containsExactly("b");
    }

    @Test
    void aListThatWasEmptyOnceLosesNothing() {
        listed("a Approved", "b Approved");
        look();
        listed();
        look();
        listed("a Approved", "b Approved");
        look();
        listed();
        look();

        assertThat(node.heard).hasSize(2);
        assertThat(present()).hasSize(2);
        assertThat(node.drifts.open(sandbox)).isEmpty();
    }

    /** Asked for by name it is there: the list is wrong, however often it says so. */
    @Test
    void aListThatKeepsLeavingOutWhatIsThereLosesNothing() {
        listed("a Approved", "b Approved");
        look();
        platform.wire()
                .stubFor(get(urlPathEqualTo(LIST + "/a"))
                        .withHeader("x-sandbox-name", equalTo(sandbox))
                        .willReturn(json(list("a Approved"))));
        listed();
        look();
        look();
        look();

        assertThat(present()).containsExactly("a");
        assertThat(node.drifts.open(sandbox)).extracting(Drift::endpointId).containsExactly("b");
    }

    @Test
    void whatIsNoListLosesNothing() {
        listed("a Approved");
        look();
        Stream.of(
                        aResponse().withStatus(503),
                        aResponse().withStatus(200).withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>"),
                        aResponse().withStatus(200).withBody("{\"items\":[{\"id\":\"a\",\"na"),
                        aResponse().withStatus(200).withBody("{}"),
                        aResponse().withStatus(404),
                        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        aResponse().withStatus(200))
                .forEach(answer -> {
                    answer(answer);
                    look();
                    look();
                });

        assertThat(node.heard).hasSize(1);
        assertThat(node.watched.known(sandbox, "a").orElseThrow().goneAt()).isNull();
        assertThat(node.watched.checked(sandbox).failing()).isEqualTo("page.failure.unreadable.title");
        assertThat(node.watched.checked(sandbox).last()).isBefore(clock.instant());

        listed("a Approved");
        look();

        assertThat(node.watched.checked(sandbox).failing()).isNull();
    }

    @Test
    void faultsBetweenTwoListsWithoutItDoNotSpeakForIt() {
        listed("a Pending");
        look();
        listed();
        look();
        answer(aResponse().withStatus(502));
        look();
        assertThat(node.heard).hasSize(1);
        listed();
        look();

        assertThat(node.heard).hasSize(2);
    }

    @Test
    void whatComesBackIsSeenForTheFirstTimeAgain() {
        listed("a Approved");
        look();
        listed();
        look();
        look();
        listed("a Approved");
        look();

        assertThat(node.heard).extracting(EndpointChanged::from).containsExactly(null, EndpointState.APPROVED, null);
        assertThat(moments("a")).containsExactly("approved", "gone", "approved");
        assertThat(node.watched.known(sandbox, "a").orElseThrow().goneAt()).isNull();
        assertThat(node.drifts.open(sandbox)).isEmpty();
    }

    @Test
    void aRestartKeepsEverything() {
        listed("a Approved", "b Pending");
        look();
        Node restarted = node();
        look(restarted);
        listed("a Approved", "b Approved");
        look(restarted);

        assertThat(restarted.heard).singleElement().satisfies(change -> {
            assertThat(change.endpoint().id()).isEqualTo("b");
            assertThat(change.from()).isEqualTo(EndpointState.PENDING);
        });
    }

    @Test
    void aChangeThatCannotBeNotedKeepsNoOtherFromItAndComesAgain() {
        node.listener = change -> {
            if (change.endpoint().id().equals("a")) {
                throw new IllegalStateException("full");
            }
            node.heard.add(change);
        };
        listed("a Approved", "b Approved");
        look();

        assertThat(node.heard).hasSize(1);
        assertThat(node.watched.known(sandbox, "a")).isEmpty();
        assertThat(node.watched.checked(sandbox).failing()).isEqualTo("page.failure.500.title");

        node.listener = node.heard::add;
        look();

        assertThat(node.heard).hasSize(2);
        assertThat(moments("a")).containsExactly("approved");
    }

    @Test
    void ofManyThatCannotBeNotedTogetherAllOthersAreNoted() {
        node.listener = change -> {
            if (change.endpoint().id().equals("e117")) {
                throw new IllegalStateException("full");
            }
        };
        listed(many(250, "Approved"));
        look();

        assertThat(node.watched.count(Query.all(sandbox))).isEqualTo(249);
        assertThat(node.watched.known(sandbox, "e117")).isEmpty();
        assertThat(moments("e118")).containsExactly("approved");
        assertThat(node.live.version(sandbox, "endpoint/e118")).isPositive();
    }

    @Test
    void whenAWholeSandboxIsMissingItIsAskedForSomeAtATime() {
        listed(many(150, "Pending"));
        look();
        listed();
        look();
        assertThat(questions()).isZero();
        look();

        assertThat(questions()).isEqualTo(100);
        assertThat(node.watched.count(Query.all(sandbox))).isEqualTo(50);
        isDueIn(Duration.ofSeconds(24), Duration.ofSeconds(30));
        look();
        assertThat(questions()).isEqualTo(150);
        assertThat(present()).isEmpty();
    }

    private static String[] many(int number, String state) {
        return IntStream.range(0, number).mapToObj(i -> "e" + i + " " + state).toArray(String[]::new);
    }

    /** How often Platform was asked for an endpoint by its id. */
    private static long questions() {
        return platform.requests().stream().filter(each -> each.getUrl().startsWith(LIST + "/")).count();
    }

    // Drift

    @Test
    void anApprovedEndpointThatIsLostIsADriftWithItsConnections() {
        node.connections.certain.add(ORDERS);
        node.connections.likely.add(STOCK);
        listed("a Approved");
        look();
        int before = node.connections.asked;
        listed("a Disconnected");
        look();

        assertThat(node.heard.get(1).drift()).isTrue();
        assertThat(node.heard.get(1).linked().names()).containsExactly("Orders", "Stock");
        assertThat(node.drifts.open(sandbox)).singleElement().satisfies(drift -> {
            assertThat(drift.id()).isEqualTo(node.heard.get(1).key());
            assertThat(drift.to()).isEqualTo(EndpointState.DISCONNECTED);
            assertThat(drift.linked()).isEqualTo(linked(2, ORDERS, STOCK));
        });
        look();
        assertThat(node.connections.asked).isEqualTo(before + 1);
    }

    @Test
    void everyKindOfLossIsADriftAndNothingElse() {
        listed("r Approved", "d Approved", "f Approved", "g Approved", "p Approved", "u Approved", "s Pending");
        look();
        listed("r Rejected", "d Disconnected", "f Failed", "p Pending", "u Odd", "s Rejected");
        look();
        look();

        assertThat(node.drifts.open(sandbox)).extracting(Drift::endpointId).containsExactlyInAnyOrder("r", "d", "f", "g");
    }

    @Test
    void whatThePortalDeletedItselfIsNoDrift() {
        listed("done Approved", "lost Approved", "refused Approved", "notsent Approved", "begun Approved", "other Approved");
        look();
        deleted("done", () -> {});
        deleted("lost", () -> {
            throw PlatformFailures.outcomeUnknown();
        });
        deleted("refused", () -> {
            throw PlatformFailures.refused("no", "r-1");
        });
        deleted("notsent", () -> {
            throw PlatformFailures.unreachable();
        });
        List<String> open = new ArrayList<>();
        deleted("begun", () -> {
            listed("other Rejected");
            look();
            look();
            node.drifts.open(sandbox).forEach(drift -> open.add(drift.endpointId()));
        });

        assertThat(open).containsExactlyInAnyOrder("refused", "notsent", "other");
    }

    @Test
    void whatAnAdminRejectedHereIsNoDrift() {
        listed("a Approved", "b Approved");
        look();
        acted(Act.AZURE_REJECT, "a", () -> {});
        acted(Act.AZURE_REJECT, "b", () -> {});
        listed("a Rejected", "b Disconnected");
        look();

        assertThat(node.drifts.open(sandbox)).extracting(Drift::endpointId).containsExactly("b");
    }

    @Test
    void namesThatCannotBeReadAtOnceAreReadLater() {
        listed("a Approved");
        look();
        node.connections.failure = PlatformFailures.unreachable();
        node.connections.certain.add(ORDERS);
        listed("a Rejected");
        look();

        assertThat(node.heard.get(1).drift()).isTrue();
        assertThat(node.heard.get(1).linked()).isNull();
        assertThat(node.drifts.open(sandbox).get(0).linked()).isNull();
        look();
        assertThat(node.drifts.open(sandbox).get(0).linked()).isNull();

        node.connections.failure = null;
        look();

        assertThat(node.drifts.open(sandbox).get(0).linked()).isEqualTo(linked(1, ORDERS));
    }

    @Test
    void aDriftOfManyNamesSomeAndCountsAll() {
        IntStream.range(0, 25).forEach(n -> node.connections.certain.add(dependant("c-" + n, "Orders " + n)));
        node.connections.unnamed = 8_975;
        node.connections.likely.add(STOCK);
        listed("a Approved");
        look();
        listed("a Disconnected");
        look();

        Linked linked = node.drifts.open(sandbox).get(0).linked();
        assertThat(linked.names()).hasSize(25).startsWith("Orders 0").doesNotContain("Stock");
        assertThat(linked.total()).isEqualTo(9_001);
        assertThat(linked.more()).isEqualTo(8_976);
        assertThat(node.heard.get(1).linked()).isEqualTo(linked);
    }

    @Test
    void whatMayStandOnItIsReadLaterWhereItIsNotKnownYet() {
        node.connections.readAt = null;
        node.connections.certain.add(ORDERS);
        listed("a Approved");
        look();
        listed("a Rejected");
        look();
        assertThat(node.drifts.open(sandbox).get(0).linked()).isNull();

        node.connections.readAt = Instant.EPOCH;
        look();

        assertThat(node.drifts.open(sandbox).get(0).linked()).isEqualTo(linked(1, ORDERS));
    }

    @Test
    void aDriftAsTheFirstPortalsKeptItIsStillRead() {
        listed("a Approved");
        look();
        listed("a Rejected");
        look();
        JdbcClient.create(source)
                .sql("update watch_drift set linked = :linked where sandbox = :sandbox")
                .param("linked", "[{\"id\":\"c-1\",\"name\":\"Orders\",\"source\":\"Azure Blob Storage\",\"host\":null}]")
                .param("sandbox", sandbox)
                .update();

        assertThat(node.drifts.open(sandbox).get(0).linked()).isEqualTo(linked(1, ORDERS));
    }

    @Test
    void aDriftIsOverWhenTheEndpointIsApprovedAgain() {
        listed("a Approved");
        look();
        listed("a Disconnected");
        look();
        listed("a Approved");
        look();

        assertThat(node.drifts.open(sandbox)).isEmpty();
    }

    @Test
    void theFirstWhoHandlesADriftStaysOnRecord() {
        listed("a Approved");
        look();
        listed();
        look();
        look();
        String id = node.drifts.open(sandbox).get(0).id();

        assertThat(node.drifts.handle("elsewhere", id, JOE, NOW)).isFalse();
        assertThat(node.drifts.handle(sandbox, id, JOE, NOW)).isTrue();
        assertThat(node.drifts.handle(sandbox, id, JOE, NOW)).isFalse();
        assertThat(node.drifts.open(sandbox)).isEmpty();
    }

    // First connection

    @Test
    void theFirstConnectionIsNotedOnceAndOnlyOfWhatCanBeUsed() {
        listed("a Approved", "c Pending");
        Instant created = NOW.minus(Duration.ofDays(2));
        node.connections.uses.put("a", new Use(3, created));
        node.connections.uses.put("c", new Use(1, created));
        look();
        assertThat(node.watched.moments(sandbox, "a")).contains(new Moment(created, "first-connection", false, null, null));
        assertThat(moments("c")).containsExactly("pending");

        node.connections.uses.put("a", new Use(2, NOW));
        look();

        assertThat(node.watched.moments(sandbox, "a")).contains(new Moment(created, "first-connection", false, null, null));
    }

    @Test
    void connectionsAreCountedAfterEachLook() {
        listed("a Approved", "b Approved");
        node.connections.uses.put("a", new Use(3, null));
        look();
        assertThat(connections("a")).isEqualTo(3);
        assertThat(connections("b")).isZero();
        long shown = node.live.version(sandbox, "endpoints");
        look();
        assertThat(node.live.version(sandbox, "endpoints")).as("nothing is new").isEqualTo(shown);

        node.connections.uses.clear();
        node.connections.failure = PlatformFailures.unreachable();
        look();
        assertThat(connections("a")).as("as last counted").isEqualTo(3);
        node.connections.failure = null;
        look();

        assertThat(connections("a")).isZero();
        assertThat(node.live.version(sandbox, "endpoints")).isEqualTo(shown + 1);
    }

    private Long connections(String id) {
        return node.watched.known(sandbox, id).orElseThrow().connections();
    }

    @Test
    void connectionsThatCannotBeReadFailNoLook() {
        node.connections.failure = PlatformFailures.unreachable();
        listed("a Approved");

        look();

        assertThat(node.watched.checked(sandbox).failing()).isNull();
    }

    // When

    @Test
    void whatIsUndecidedIsLookedAtOftenAndTheRestSeldom() {
        listed("a Approved");
        look();
        isDueIn(Duration.ofMinutes(4), Duration.ofMinutes(5));
        for (String state : List.of("Pending", "Odd")) {
            listed("a Approved", "b " + state);
            look();
            isDueIn(Duration.ofSeconds(24), Duration.ofSeconds(30));
        }
        listed("a Approved");
        look();
        isDueIn(Duration.ofSeconds(24), Duration.ofSeconds(30));
        look();
        isDueIn(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void afterAWriteItIsLookedAtOnceAndThenOften() {
        listed("a Approved");
        look();
        node.watcher.lookSoon(sandbox);
        isDueIn(Duration.ZERO, Duration.ZERO);
        look();
        isDueIn(Duration.ofSeconds(24), Duration.ofSeconds(30));
        clock.move(Duration.ofMinutes(6));
        look();
        isDueIn(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    @Test
    void aWriteDuringALookBringsAnother() {
        listed("a Approved");
        node.listener = change -> node.watcher.lookSoon(sandbox);
        look();

        isDueIn(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void thePauseDoublesWithEachFaultUpToTheLongest() {
        answer(aResponse().withStatus(503));
        for (long seconds : List.of(30, 60, 120, 240, 480, 960, 1800, 1800, 1800)) {
            look();
            isDueIn(Duration.ofSeconds(seconds * 4 / 5), Duration.ofSeconds(seconds));
        }
        node.watcher.lookSoon(sandbox);
        isDueIn(Duration.ofSeconds(1440), Duration.ofSeconds(1800));
        listed("a Approved");
        look();
        isDueIn(Duration.ofSeconds(24), Duration.ofSeconds(300));
    }

    @Test
    void whenPlatformAsksForAPauseNoSandboxIsLookedAtBefore() {
        String other = "s-" + UUID.randomUUID();
        node.rounds.add(other, NOW);
        answer(aResponse().withStatus(429).withHeader("Retry-After", "700"));
        look();
        isDueIn(Duration.ofSeconds(700), Duration.ofSeconds(840));
        Instant then = clock.instant();
        clock.move(Duration.ofSeconds(600));

        node.watcher.lookIfDue(other);
        assertThat(node.watcher.lookNow(other)).isEqualTo(Look.QUIET);
        assertThat(node.watched.checked(other).next()).isEqualTo(then.plusSeconds(700));
        assertThat(lists()).isEqualTo(1);

        clock.move(Duration.ofSeconds(100));
        listedIn(other, "a Approved");
        node.watcher.lookIfDue(other);
        assertThat(lists()).isEqualTo(2);
    }

    // By whom

    @Test
    void ofTwoPortalsOneLooks() throws Exception {
        listed("a Pending");
        Node other = node();
        var start = new CyclicBarrier(2);
        for (int i = 1; i <= 15; i++) {
            List<CompletableFuture<Void>> both = Stream.of(node, other)
                    .map(each -> CompletableFuture.runAsync(() -> {
                        arrive(start);
                        each.watcher.lookIfDue(sandbox);
                    }))
                    .toList();
            both.forEach(CompletableFuture::join);
            assertThat(lists()).isEqualTo(i);
            clock.move(Duration.ofSeconds(30));
        }
        assertThat(node.heard.size() + other.heard.size()).isEqualTo(1);
    }

    @Test
    void whoTookTooLongNotesNothing() {
        answer(json(list("a Approved")).withFixedDelay(2000));
        var slow = CompletableFuture.runAsync(() -> node.watcher.lookIfDue(sandbox));
        await().until(() -> lists() == 1);
        clock.move(Duration.ofMinutes(2));
        Node other = node();
        other.watcher.lookIfDue(sandbox);
        assertThat(other.heard).isEmpty();
        clock.move(Duration.ofMinutes(2));
        listed("a Pending");
        other.watcher.lookIfDue(sandbox);
        assertThat(other.heard).hasSize(1);

        slow.join();

        assertThat(node.heard).isEmpty();
        assertThat(node.watched.known(sandbox, "a").orElseThrow().endpoint().status()).isEqualTo(EndpointState.PENDING);
    }

    @Test
    void aPortalThatStopsLeavesItsTurnToOthers() {
        answer(json(list("a Approved")).withFixedDelay(2000));
        var slow = CompletableFuture.runAsync(() -> node.watcher.lookIfDue(sandbox));
        await().until(() -> lists() == 1);

        node.watcher.close();

        assertThat(slow).isNotDone();
        assertThat(node.rounds.find(sandbox).orElseThrow().leasedUntil()).isNull();
        listed("a Approved");
        Node other = node();
        other.watcher.lookIfDue(sandbox);
        assertThat(other.heard).hasSize(1);
        slow.join();
        assertThat(node.heard).isEmpty();
        node.watcher.lookIfDue(sandbox);
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void peopleMakeItLookRarelyEnough() {
        listed("a Approved");
        String fresh = "s-" + UUID.randomUUID();
        listedIn(fresh, "a Approved");

        assertThat(node.watcher.lookNow(fresh)).isEqualTo(Look.LOOKED);
        assertThat(node.watcher.lookNow(fresh)).isEqualTo(Look.TOO_SOON);
        assertThat(node().watcher.lookNow(fresh)).isEqualTo(Look.TOO_SOON);
        clock.move(Duration.ofSeconds(10));
        assertThat(node.watcher.lookNow(fresh)).isEqualTo(Look.LOOKED);
        answer(fresh, aResponse().withStatus(500));
        clock.move(Duration.ofSeconds(10));
        assertThat(node.watcher.lookNow(fresh)).isEqualTo(Look.FAILED);
        assertThat(node.watcher.lookNow(fresh)).isEqualTo(Look.TOO_SOON);
        assertThat(lists()).isEqualTo(3);
    }

    @Test
    void lookThatSomebodyHasNoTimeForIsNoFailureForEverybody() {
        Node node = new Node(source, platform.client("retry.attempts=1", "deadline=4s"), clock);
        String another = "s-" + UUID.randomUUID();
        listedIn(another, "a Approved");
        node.watcher.lookNow(another);
        answer(json(list("a Approved")).withFixedDelay(3000));

        Look look = Deadline.within(Duration.ofSeconds(1), () -> node.watcher.lookNow(sandbox));

        assertThat(look).isEqualTo(Look.FAILED);
        assertThat(lists()).isEqualTo(2);
        assertThat(node.rounds.find(sandbox).orElseThrow()).satisfies(round -> {
            assertThat(round.failures()).isZero();
            assertThat(round.failing()).isNull();
            assertThat(round.leasedUntil()).isNull();
        });
        listed("a Approved");
        clock.move(Duration.ofSeconds(10));
        assertThat(node.watcher.lookNow(sandbox)).isEqualTo(Look.LOOKED);
    }

    @Test
    void whileSomebodyLooksNobodyElseNeedsTo() {
        answer(json(list("a Approved")).withFixedDelay(2000));
        var slow = CompletableFuture.runAsync(() -> node.watcher.lookIfDue(sandbox));
        await().until(() -> lists() == 1);
        clock.move(Duration.ofSeconds(20));

        assertThat(node.watcher.lookNow(sandbox)).isEqualTo(Look.UNDER_WAY);
        slow.join();
    }

    // Asked by other rooms

    @Test
    void whatLeadsToATargetIsFoundInEverySandboxInAnyLetterCase() {
        String other = "s-" + UUID.randomUUID();
        String resource = "res" + UUID.randomUUID();
        answer(sandbox, json("{\"items\":[" + target("a", "SPEC", "Sub", "Group", resource, "Approved") + "]}"));
        answer(other, json("{\"items\":[" + target("b", "spec", "SUB", "group", resource.toUpperCase(), "Pending") + ","
                + target("c", "spec", "sub", "another", resource, "Pending") + "]}"));
        look();
        node.watcher.lookNow(other);

        var target = new Endpoint.Target("Spec", "sub", "GROUP", resource);
        assertThat(node.watched.leadingTo(target))
                .extracting(known -> known.sandbox() + " " + known.endpoint().id())
                .containsExactlyInAnyOrder(sandbox + " a", other + " b");
    }

    private static String target(String id, String spec, String subscription, String group, String resource, String state) {
        return """
                {"id":"%s","name":"n","subscriptionId":"%s","resourceGroupName":"%s","resourceName":"%s","fqdns":null,
                 "connectionSpec":{"id":"%s","version":"1.0"},"state":"%s"}"""
                .formatted(id, subscription, group, resource, spec, state);
    }

    private List<String> present() {
        return node.watched.page(Query.all(sandbox), new Order("name", false), 0, 100).stream()
                .map(each -> each.endpoint().id())
                .toList();
    }

    private void deleted(String id, Runnable call) {
        acted(Act.ENDPOINT_DELETE, id, call);
    }

    private void acted(Act act, String id, Runnable call) {
        Intent intent = new Intent(
                act, UUID.randomUUID().toString(), sandbox, id, id, Map.of(), JOE);
        try {
            ActivityFixture.of(source, clock).carryOut(intent, call);
        } catch (PlatformException | OutcomeLost told) {
            // on record
        }
    }

    private List<String> moments(String id) {
        return node.watched.moments(sandbox, id).stream().map(Moment::key).toList();
    }

    private void isDueIn(Duration shortest, Duration longest) {
        Instant next = node.rounds.find(sandbox).orElseThrow().nextAt();
        assertThat(Duration.between(clock.instant(), next)).isBetween(shortest, longest);
    }

    /** As soon as it is due. */
    private void look() {
        look(node);
    }

    private void look(Node by) {
        Instant next = by.rounds.find(sandbox).orElseThrow().nextAt();
        clock.move(Duration.ofSeconds(1));
        if (next.isAfter(clock.instant())) {
            clock.move(Duration.between(clock.instant(), next));
        }
        long before = lists();
        by.watcher.lookIfDue(sandbox);
        assertThat(lists()).isEqualTo(before + 1);
    }

    /** How often Platform was asked for a list. */
    private static long lists() {
        return platform.requests().stream().filter(each -> each.getUrl().equals(LIST)).count();
    }

    private void listed(String... endpoints) {
        listedIn(sandbox, endpoints);
    }

    private static void listedIn(String sandbox, String... endpoints) {
        answer(sandbox, json(list(endpoints)));
    }

    private void answer(ResponseDefinitionBuilder answer) {
        answer(sandbox, answer);
    }

    private static void answer(String sandbox, ResponseDefinitionBuilder answer) {
        platform.wire()
                .stubFor(get(urlPathEqualTo(LIST))
                        .withHeader("x-sandbox-name", equalTo(sandbox))
                        .willReturn(answer));
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    /** @param endpoints id and state */
    private static String list(String... endpoints) {
        return Stream.of(endpoints)
                .map(each -> each.split(" "))
                .map(each -> "{\"id\":\"%s\",\"name\":\"Endpoint %s\",\"state\":\"%s\"}".formatted(each[0], each[0], each[1]))
                .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    }

    private static void arrive(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static Dependant dependant(String id, String name) {
        return new Dependant(id, name, "Azure Blob Storage", null, new Badge("neutral", "off", "off"), null, null, null, null);
    }

    private static Linked linked(int total, Dependant... named) {
        return new Linked(Stream.of(named).map(each -> new Linked.One(each.id(), each.name())).toList(), total);
    }
}
