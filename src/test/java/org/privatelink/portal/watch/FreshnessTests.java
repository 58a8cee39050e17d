package org.privatelink.portal.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.FewThreads;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityFixture;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.endpoint.Watched.Query;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.platform.PlatformFixture;

/** How new a list is for whoever opens it, and what that costs Platform. */
@ParameterizedClass
@EnumSource(TestDatabases.class)
class FreshnessTests {

    private static final String LIST = "/data/foundation/connectors/privateEndpoints";
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Person JOE = new Person("0123@made.up", "Joe Quay", null, Set.of(Role.ENGINEER));

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final String sandbox = "s-" + UUID.randomUUID();
    private final MovableClock clock = new MovableClock(NOW);
    private final DataSource source;
    private final Node node;

    FreshnessTests(TestDatabases database) {
        source = database.dataSource();
        node = node();
    }

    private Node node() {
        return new Node(source, platform.client("retry.attempts=1", "answer-timeout=3s"), clock);
    }

    @Test
    void theFirstWhoComesSeesWhatThereIs() {
        answer(list("a", "b"));

        assertThat(node.watched.freshen(sandbox)).isEmpty();

        assertThat(shown()).containsExactly("a", "b");
    }

    @Test
    void whatWasSeenAMomentAgoIsNewEnoughAtEveryPortal() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        answer(list("a", "b"));
        clock.move(Duration.ofSeconds(9));
        node.watched.freshen(sandbox);
        node().watched.freshen(sandbox);
        assertThat(lists()).isEqualTo(1);

        clock.move(Duration.ofSeconds(1));
        node().watched.freshen(sandbox);

        assertThat(lists()).isEqualTo(2);
        assertThat(shown()).containsExactly("a", "b");
    }

    @Test
    void ofManyWhoComeTogetherOneLooksForAll() {
        answer(list("a").withFixedDelay(700));
        Node other = node();
        List<CompletableFuture<List<String>>> all = Stream.generate(() -> Stream.of(node, other))
                .limit(10)
                .flatMap(nodes -> nodes)
                .map(each -> inBackground(() -> {
                    each.watched.freshen(sandbox);
                    return shown();
                }))
                .toList();

        assertThat(all).allSatisfy(each -> assertThat(each.join()).containsExactly("a"));
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void nobodyWaitsLongerThanPatienceAndTheLookGoesOn() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        answer(list("a", "b").withFixedDelay(1500));
        clock.move(Duration.ofMinutes(1));
        Node hasty = new Node(source, platform.client("retry.attempts=1"), clock, Node.patient(Duration.ofMillis(200)));

        assertThat(hasty.watched.freshen(sandbox)).isEmpty();

        assertThat(shown()).containsExactly("a");
        assertThat(node.watched.checked(sandbox).last()).isEqualTo(NOW);
        await().until(() -> shown().size() == 2);
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void lookThatCouldNotBeBegunIsBegunByWhoeverComesNext() {
        answer(list("a"));
        FewThreads threads = new FewThreads();
        Freshness freshness = new Freshness(
                node.watcher, node.rounds, Node.PROPERTIES, platform.client("retry.attempts=1"), threads.builder(), clock);
        assertThatThrownBy(() -> freshness.freshen(sandbox)).isInstanceOf(OutOfMemoryError.class);
        threads.areThere(true);

        assertThat(freshness.freshen(sandbox)).isEmpty();

        assertThat(shown()).containsExactly("a");
    }

    @Test
    void aLookThatHasBeenUnderWayForLongIsNotWaitedFor() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        answer(list("a", "b").withFixedDelay(2500));
        clock.move(Duration.ofMinutes(1));
        var first = inBackground(() -> node.watched.freshen(sandbox));
        await().until(() -> lists() == 2);
        clock.move(Duration.ofSeconds(5));

        node.watched.freshen(sandbox);
        node().watched.freshen(sandbox);

        assertThat(first).isNotDone();
        first.join();
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void whatTheScheduleHasJustBegunIsWaitedFor() {
        answer(list("a").withFixedDelay(800));
        node.rounds.add(sandbox, clock.instant());
        var schedule = inBackground(() -> {
            node.watcher.lookIfDue(sandbox);
            return true;
        });
        await().until(() -> node.watcher.isUnderWay(sandbox));

        node.watched.freshen(sandbox);

        assertThat(shown()).containsExactly("a");
        schedule.join();
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void aLookThatFailsSaysWhyAndWhatWasSeenStands() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        answer(aResponse().withStatus(503));
        clock.move(Duration.ofSeconds(10));

        Optional<Failure> failure = node.watched.freshen(sandbox);

        assertThat(failure).get().extracting(Failure::status, Failure::kind).containsExactly(503, "unreachable");
        assertThat(failure.get().requestId()).isNotNull();
        assertThat(shown()).containsExactly("a");
    }

    @Test
    void afterFaultsViewersMakeItLookLessAndLess() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        answer(aResponse().withStatus(503));
        clock.move(Duration.ofSeconds(10));
        for (long seconds : List.of(20, 40, 80)) {
            assertThat(node.watched.freshen(sandbox)).isPresent();
            long before = lists();
            clock.move(Duration.ofSeconds(seconds - 1));
            node.watcher.lookSoon(sandbox);
            assertThat(node.watched.freshen(sandbox)).as("no look, no failure of it").isEmpty();
            assertThat(lists()).isEqualTo(before);
            clock.move(Duration.ofSeconds(1));
        }
        assertThat(node.watched.checked(sandbox).failing()).isEqualTo("page.failure.unreachable.title");
    }

    @Test
    void whereNothingWasEverSeenTheFailureStandsForIt() {
        answer(aResponse().withStatus(503));

        assertThat(node.watched.freshen(sandbox)).get().extracting(Failure::requestId).isNotNull();
        assertThat(node.watched.freshen(sandbox)).get().satisfies(failure -> {
            assertThat(failure.status()).isEqualTo(503);
            assertThat(failure.titleKey()).isEqualTo("page.failure.unreachable.title");
        });
        assertThat(lists()).isEqualTo(1);
    }

    @Test
    void whilePlatformIsLeftInPeaceNoOlderFailureIsTold() {
        String other = "s-" + UUID.randomUUID();
        Node resting = new Node(
                source, platform.client("retry.attempts=1", "circuit.fewest=2", "circuit.pause=1h"), clock);
        answer(aResponse().withStatus(400));
        assertThat(resting.watched.freshen(sandbox)).get().extracting(Failure::kind).isEqualTo("refused");
        answer(other, aResponse().withStatus(503));

        assertThat(resting.watched.freshen(other)).get().extracting(Failure::kind).isEqualTo("unreachable");

        assertThat(resting.watched.freshen(sandbox)).as("never seen").get().satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo("resting");
            assertThat(failure.retryAfterSeconds()).isBetween(3500L, 3600L);
        });
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void whilePlatformAsksForQuietNobodyLooks() {
        String other = "s-" + UUID.randomUUID();
        node.rounds.add(other, NOW);
        answer(list("a"));
        node.watched.freshen(sandbox);
        answer(aResponse().withStatus(429).withHeader("Retry-After", "700"));
        clock.move(Duration.ofSeconds(10));
        assertThat(node.watched.freshen(sandbox)).get().extracting(Failure::retryAfterSeconds).isEqualTo(700L);
        clock.move(Duration.ofSeconds(600));

        assertThat(node.watched.freshen(sandbox)).isEmpty();
        assertThat(node.watched.freshen(other)).as("never seen").get().satisfies(failure -> {
            assertThat(failure.status()).isEqualTo(503);
            assertThat(failure.kind()).isEqualTo("too-many");
            assertThat(failure.retryAfterSeconds()).isBetween(100L, 101L);
        });
        assertThat(lists()).isEqualTo(2);

        clock.move(Duration.ofSeconds(700));
        answer(list("a", "b"));
        node.watched.freshen(sandbox);
        assertThat(shown()).containsExactly("a", "b");
    }

    @Test
    void afterAWriteTheNextWhoComesHasItLookedAtOnce() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        answer(list("a", "b"));
        clock.move(Duration.ofSeconds(1));
        node.watcher.lookSoon(sandbox);
        clock.move(Duration.ofSeconds(1));

        node.watched.freshen(sandbox);
        node.watched.freshen(sandbox);

        assertThat(shown()).containsExactly("a", "b");
        assertThat(lists()).isEqualTo(2);
    }

    @Test
    void whatThisPortalDeletedIsOffItsListsAtOnce() {
        answer(list("a", "b"));
        node.watched.freshen(sandbox);
        clock.move(Duration.ofSeconds(1));
        delete("a");

        assertThat(shown()).containsExactly("b");
        assertThat(node.watched.count(Query.all(sandbox))).isEqualTo(1);
        assertThat(node.watched.known(sandbox, "a").orElseThrow().goneAt()).isNull();
        assertThat(node.lists.countAlive(List.of(sandbox))).isEqualTo(1);
    }

    @Test
    void whatWasDeletedAndIsListedAllTheSameComesBack() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        clock.move(Duration.ofSeconds(20));
        delete("a");
        long shown = node.live.version(sandbox, "endpoints");
        clock.move(Duration.ofSeconds(1));

        node.watched.freshen(sandbox);

        assertThat(shown()).containsExactly("a");
        assertThat(node.live.version(sandbox, "endpoints")).isGreaterThan(shown);
        assertThat(node.heard).as("it was never gone").hasSize(1);
    }

    @Test
    void aListAskedForBeforeItWasDeletedDoesNotBringItBack() {
        answer(list("a"));
        node.watched.freshen(sandbox);
        clock.move(Duration.ofSeconds(20));
        answer(list("a").withFixedDelay(800));
        var under = inBackground(() -> node.watched.freshen(sandbox));
        await().until(() -> lists() == 2);
        clock.move(Duration.ofSeconds(1));
        delete("a");
        under.join();

        assertThat(shown()).isEmpty();
    }

    private void delete(String id) {
        Intent intent = new Intent(
                Act.ENDPOINT_DELETE, UUID.randomUUID().toString(), sandbox, id, id, Map.of(), JOE);
        ActivityFixture.of(source, clock, node.watcher::noted).carryOut(intent, () -> {});
    }

    private List<String> shown() {
        return node.watched.page(Query.all(sandbox), new Order("name", false), 0, 10).stream()
                .map(Known::endpoint)
                .map(endpoint -> endpoint.id())
                .toList();
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, task -> new Thread(task).start());
    }

    private static long lists() {
        return platform.requests().stream().filter(each -> each.getUrl().equals(LIST)).count();
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

    private static ResponseDefinitionBuilder list(String... ids) {
        return okJson(Stream.of(ids)
                .map(id -> "{\"id\":\"%s\",\"name\":\"%s\",\"state\":\"Approved\"}".formatted(id, id))
                .collect(Collectors.joining(",", "{\"items\":[", "]}")));
    }
}
