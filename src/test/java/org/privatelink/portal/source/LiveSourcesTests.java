package org.privatelink.portal.source;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.platform.PlatformFixture;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;

class LiveSourcesTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-10T12:00:00Z"));

    @Test
    void platformIsAskedOnceForAllAndAgainWhenItIsOld() {
        platform.answer(okJson(PlatformFixture.text("connection-spec.json")).withFixedDelay(100));
        LiveSources live = live(Duration.ofSeconds(5));

        List<Offer> seen = Stream.generate(() -> CompletableFuture.supplyAsync(() -> offer(live, "dev-2"))).limit(8).toList().stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(seen).containsOnly(Offer.OFFERED);
        assertThat(platform.requests()).hasSize(1);
        clock.move(Duration.ofMinutes(9));
        assertThat(offer(live, "dev-2")).isEqualTo(Offer.OFFERED);
        assertThat(platform.requests()).hasSize(1);
        // More than once: the ten minutes may begin a moment after the answer is there.
        await().untilAsserted(() -> {
            clock.move(Duration.ofMinutes(2));
            assertThat(offer(live, "dev-2")).isEqualTo(Offer.OFFERED);
            assertThat(platform.requests()).hasSize(2);
        });
    }

    @Test
    void sandboxesAreAskedForApart() {
        platform.answer(200, "connection-spec.json");
        LiveSources live = live(Duration.ofSeconds(5));

        offer(live, "dev-2");
        offer(live, "prod");

        assertThat(platform.requests()).extracting(request -> request.getHeader("x-sandbox-name")).containsExactly("dev-2", "prod");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 500})
    void aFailureIsRememberedForAWhile(int status) {
        platform.answer(aResponse().withStatus(status));
        LiveSources live = live(Duration.ofSeconds(5));

        assertThat(offer(live, "dev-2")).isEqualTo(Offer.UNREAD);
        int asked = platform.requests().size();
        assertThat(offer(live, "dev-2")).isEqualTo(Offer.UNREAD);
        assertThat(platform.requests()).hasSize(asked);
        platform.answer(200, "connection-spec.json");
        // More than once: the while may begin a moment after the answer is there.
        await().until(() -> {
            clock.move(Duration.ofSeconds(31));
            return offer(live, "dev-2") == Offer.OFFERED;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":[{\"id\":\"x\"}]}", "{\"items\":[{\"id\":\"x\",\"authSpec\":7}]}", "[]", "nonsense", "{\"items\":[{\"id\":\"x\",\"authSpec\":[null]}]}"})
    void anOddAnswerIsAsNone(String body) {
        platform.answer(okJson(body));

        assertThat(offer(live(Duration.ofSeconds(5)), "dev-2")).isEqualTo(Offer.UNREAD);
    }

    @Test
    void aPageDoesNotWaitForALateAnswerAndTheNextHasIt() {
        platform.answer(okJson(PlatformFixture.text("connection-spec.json")).withFixedDelay(1_200));
        LiveSources live = live(Duration.ofMillis(50));

        assertThat(offer(live, "dev-2")).isEqualTo(Offer.UNREAD);
        await().until(() -> offer(live, "dev-2") == Offer.OFFERED);
        assertThat(platform.requests()).hasSize(1);
    }

    private LiveSources live(Duration waitAtMost) {
        var settings = new SourceProperties.Live(waitAtMost, Duration.ofMinutes(10), Duration.ofSeconds(30));
        return new LiveSources(
                CatalogueFixture.sources(),
                new SourceClient(platform.client("retry.attempts=1")),
                new SourceProperties(Map.of(), settings),
                new SimpleAsyncTaskExecutorBuilder(),
                clock);
    }

    private static Offer offer(LiveSources live, String sandbox) {
        return live.find(sandbox, "azure-blob").orElseThrow().authentications().get(0).offer();
    }
}
