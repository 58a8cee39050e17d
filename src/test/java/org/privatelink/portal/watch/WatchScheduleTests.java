package org.privatelink.portal.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.FewThreads;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.sandbox.SandboxesFixture;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;

/** Many sandboxes, few calls at a time. */
class WatchScheduleTests {

    private static final String SANDBOXES = "/data/foundation/sandbox-management/.*";
    private static final String ENDPOINTS = "/data/foundation/connectors/.*";
    private static final int DELAY = 150;

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final Node node = node();
    private final List<String> names =
            IntStream.range(0, 75).mapToObj(i -> "s" + i + "-" + UUID.randomUUID()).toList();

    private static Node node() {
        return new Node(TestDatabases.H2.dataSource(), platform.client("retry.attempts=1"), Clock.systemUTC());
    }

    private WatchSchedule schedule(Node by) {
        return schedule(by, new SimpleAsyncTaskExecutorBuilder());
    }

    private static WatchSchedule schedule(Node by, SimpleAsyncTaskExecutorBuilder threads) {
        var sandboxes = SandboxesFixture.of(platform.client("retry.attempts=1"));
        return new WatchSchedule(by.watcher, by.rounds, sandboxes, Node.PROPERTIES, threads, Clock.systemUTC());
    }

    private void sandboxesAreThere() {
        areThere(names);
    }

    private static void areThere(List<String> names) {
        String all = names.stream()
                .map(name -> "{\"name\":\"%s\",\"type\":\"production\",\"state\":\"active\"}".formatted(name))
                .collect(Collectors.joining(","));
        platform.wire().stubFor(get(urlPathMatching(SANDBOXES)).willReturn(okJson("{\"sandboxes\":[" + all + "]}")));
        platform.wire()
                .stubFor(get(urlPathMatching(ENDPOINTS)).willReturn(okJson("{\"items\":[]}").withFixedDelay(DELAY)));
    }

    @Test
    void ofManySandboxesAFewAreLookedAtSideBySideAndEachOnce() {
        sandboxesAreThere();
        WatchSchedule one = schedule(node);
        WatchSchedule other = schedule(node());

        await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(60)).until(() -> {
            one.tick();
            other.tick();
            return node.rounds.checked(names).size() == names.size();
        });
        one.tick();
        other.tick();

        List<LoggedRequest> lists =
                platform.requests().stream().filter(each -> each.getUrl().matches(ENDPOINTS)).toList();
        assertThat(lists).extracting(each -> each.getHeader("x-sandbox-name")).containsExactlyInAnyOrderElementsOf(names);
        List<Long> begun = lists.stream().map(each -> each.getLoggedDate().getTime()).sorted().toList();
        // Each takes at least the delay: what begins within a little less is under way together. Two portals, four each.
        assertThat(begun).allSatisfy(start -> assertThat(begun.stream()
                        .filter(each -> each >= start && each < start + DELAY - 40))
                .hasSizeLessThanOrEqualTo(8));
        assertThat(node.rounds.checked(names)).hasSize(75);
    }

    @Test
    void whileSandboxesCannotBeListedNothingIsLookedAt() {
        platform.wire().stubFor(get(urlPathMatching(SANDBOXES)).willReturn(serverError()));
        WatchSchedule schedule = schedule(node);

        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(() -> {
            schedule.tick();
            return true;
        });

        assertThat(platform.requests()).hasSize(1);
    }

    /** More often than there are places. */
    @Test
    void whatCouldNotBeBegunIsBegunWithALaterTick() {
        List<String> few = names.subList(0, 2);
        areThere(few);
        FewThreads threads = new FewThreads();
        WatchSchedule schedule = schedule(node, threads.builder());
        assertThatThrownBy(schedule::tick).isInstanceOf(OutOfMemoryError.class);

        threads.areThere(true);
        schedule.tick();
        await().until(() -> node.rounds.known().containsAll(few));
        threads.areThere(false);
        for (int tick = 0; tick < 5; tick++) {
            assertThatThrownBy(schedule::tick).isInstanceOf(OutOfMemoryError.class);
        }

        threads.areThere(true);
        await().until(() -> {
            schedule.tick();
            return node.rounds.checked(few).size() == 2;
        });
    }

    @Test
    void afterTheEndNothingIsLookedAt() {
        sandboxesAreThere();
        WatchSchedule schedule = schedule(node);
        schedule.close();

        schedule.tick();

        assertThat(platform.requests()).isEmpty();
    }
}
