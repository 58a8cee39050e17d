package org.privatelink.portal.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.PathTricks;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformFixture;

class SandboxClientTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T10:00:00Z"));

    @Test
    void availableReadsTheSandboxesOfTheCredentialWithoutASandboxHeader() {
        platform.answer(200, "sandboxes.json");
        assertThat(new SandboxClient(platform.client()).available())
                .containsExactly(
                        new Sandbox("prod", "Production", "production", "active"),
                        new Sandbox("dev-2", "", "development", "active"),
                        new Sandbox("dev-3", null, "development", "creating"));
        assertThat(platform.onlyRequest().getUrl()).isEqualTo("/data/foundation/sandbox-management/");
        assertThat(platform.onlyRequest().getMethod().getName()).isEqualTo("GET");
        assertThat(platform.onlyRequest().getHeader("Accept")).isEqualTo("application/json");
        assertThat(platform.onlyRequest().containsHeader("x-sandbox-name")).isFalse();
        assertThat(platform.onlyRequest().containsHeader("x-sandbox-id")).isFalse();
    }

    @Test
    void aSandboxInTheMakingIsNotFound() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = SandboxesFixture.of(platform.client());
        Person anywhere = person("*");
        assertThat(sandboxes.find("dev-3", anywhere)).isEmpty();
        assertThat(sandboxes.find("DEV-2", anywhere)).isEmpty();
        assertThat(sandboxes.find("dev-2", anywhere)).isPresent();
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void theLastListServesOnWhilePlatformDoesNotAnswerAndIsNotAskedForWithEachPage() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = SandboxesFixture.of(platform.client("retry.attempts=1"), clock);
        sandboxes.all();
        platform.answer(aResponse().withStatus(503));
        clock.move(Duration.ofHours(20));

        for (int page = 0; page < 20; page++) {
            assertThat(sandboxes.find("dev-2", person("*"))).isPresent();
            await().pollInterval(Duration.ofMillis(5)).until(() -> platform.requests().size() >= 2);
        }
        int asked = platform.requests().size();
        assertThat(asked).as("one that fails may be under way twice, but not twenty times").isLessThan(4);

        platform.answer(200, "items-empty.json");
        // One that was under way ends when it likes, and is as new as that.
        await().untilAsserted(() -> {
            clock.move(Duration.ofSeconds(61));
            assertThat(sandboxes.find("dev-2", person("*"))).isPresent();
            assertThat(platform.requests()).hasSizeGreaterThan(asked);
        });
        awaitQuiet();
    }

    @Test
    void aListThatPlatformRefusesServesForAWhileOnly() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = SandboxesFixture.of(platform.client(), clock);
        sandboxes.all();
        platform.answer(aResponse().withStatus(403));
        clock.move(Duration.ofMinutes(9));
        assertThat(sandboxes.find("dev-2", person("*"))).isPresent();
        await().until(() -> platform.requests().size() == 2);
        assertThat(sandboxes.find("dev-2", person("*"))).isPresent();
        clock.move(Duration.ofMinutes(2));
        await().untilAsserted(() -> assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class));
        awaitQuiet();
    }

    /** What is asked for meanwhile must not come into another test. */
    private static void awaitQuiet() {
        var before = new AtomicInteger();
        await().during(Duration.ofMillis(300))
                .until(() -> platform.requests().size(), asked -> before.getAndSet(asked) == asked);
    }

    /** Right after a start: nobody waits for the vain waits of others. */
    @Test
    void whileThereIsNoListYetAllWhoComeWaitForOneReading() {
        platform.answer(aResponse().withStatus(503).withFixedDelay(500));
        Sandboxes sandboxes = SandboxesFixture.of(platform.client("retry.attempts=1"));

        var all = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> catchThrowable(sandboxes::all), task -> new Thread(task).start()))
                .limit(8)
                .toList();

        assertThat(all).allSatisfy(each -> assertThat(each.join()).isInstanceOf(Unreachable.class));
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void nobodyWaitsForTheFirstListLongerThanTheyHaveTimeAndOthersDoNotPayForThat() {
        platform.answer(okJson(PlatformFixture.text("sandboxes.json")).withFixedDelay(2_500));
        Sandboxes sandboxes = SandboxesFixture.of(platform.client("retry.attempts=1", "answer-timeout=9s", "deadline=10s"));
        long start = System.nanoTime();

        Deadline.begin(start + Duration.ofMillis(200).toNanos());
        try {
            assertThatThrownBy(sandboxes::all).isInstanceOf(Unreachable.class);
        } finally {
            Deadline.end();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(sandboxes.all()).hasSize(3);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void silenceDoesNotBringBackAListThatPlatformRefused() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = SandboxesFixture.of(platform.client("retry.attempts=1"), clock);
        sandboxes.all();
        platform.answer(aResponse().withStatus(403));
        clock.move(Duration.ofMinutes(11));
        await().untilAsserted(() -> assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class));
        await().until(() -> platform.requests().size() == 3);

        platform.answer(aResponse().withStatus(503));
        for (int page = 1; page <= 3; page++) {
            int asked = platform.requests().size();
            await().untilAsserted(() -> {
                clock.move(Duration.ofMinutes(1));
                assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class);
                assertThat(platform.requests()).hasSizeGreaterThan(asked);
            });
        }

        platform.answer(200, "sandboxes.json");
        await().ignoreExceptions().until(() -> {
            clock.move(Duration.ofMinutes(1));
            return sandboxes.all().size() == 3;
        });
    }

    @Test
    void personFindsOnlyWhatIsOpen() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = SandboxesFixture.of(platform.client());
        Person person = person("dev-2", "dev-3", "dev-9");

        assertThat(sandboxes.of(person)).extracting(Sandbox::name).containsExactly("dev-2", "dev-3");
        assertThat(sandboxes.usable(person)).extracting(Sandbox::name).containsExactly("dev-2");
        assertThat(sandboxes.find("dev-2", person)).isPresent();
        assertThat(sandboxes.find("prod", person)).isEmpty();
        assertThat(sandboxes.of(person())).isEmpty();
        assertThat(sandboxes.all()).hasSize(3);
    }

    @Test
    void noSpellingFindsAnother() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = SandboxesFixture.of(platform.client());
        List<String> spellings = new ArrayList<>(PathTricks.all());
        spellings.addAll(List.of("DEV-2", "dev-2 ", " dev-2", "dev-2.", "dev-2%20", "dev\u20102", "prod,dev-2", "dev-2\u0000", "dev-2\u200B"));
        PathTricks.all().forEach(trick -> spellings.addAll(List.of("prod" + trick + "x", trick + "/dev-2")));

        assertThat(spellings).allSatisfy(name -> assertThat(sandboxes.find(name, person("*"))).isEmpty());
        assertThat(platform.requests()).hasSize(1);
    }

    private static Person person(String... sandboxes) {
        return new Person("joe", "Joe", null, Set.of(), Set.of(sandboxes));
    }

    @Test
    void aFailureIsToldAgainWithoutAnotherWait() {
        platform.answer(aResponse().withStatus(403));
        Sandboxes sandboxes = SandboxesFixture.of(platform.client());
        assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> sandboxes.find("prod", person("*"))).isInstanceOf(NotAllowed.class);
        assertThat(platform.requests()).hasSize(1);
    }
}
