package org.privatelink.portal.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
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
        Sandboxes sandboxes = new Sandboxes(new SandboxClient(platform.client()), clock);
        assertThat(sandboxes.find("dev-3")).isEmpty();
        assertThat(sandboxes.find("DEV-2")).isEmpty();
        assertThat(sandboxes.find("dev-2")).isPresent();
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void theLastListServesOnWhilePlatformDoesNotAnswerAndIsNotAskedForWithEachPage() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = new Sandboxes(new SandboxClient(platform.client("retry.attempts=1")), clock);
        sandboxes.all();
        platform.answer(aResponse().withStatus(503));
        clock.move(Duration.ofHours(20));

        for (int page = 0; page < 20; page++) {
            assertThat(sandboxes.find("dev-2")).isPresent();
            await().until(() -> platform.requests().size() == 2);
        }

        platform.answer(200, "items-empty.json");
        clock.move(Duration.ofMinutes(2));
        assertThat(sandboxes.find("dev-2")).isPresent();
        await().until(() -> platform.requests().size() == 3);
    }

    @Test
    void aListThatPlatformRefusesServesForAWhileOnly() {
        platform.answer(200, "sandboxes.json");
        Sandboxes sandboxes = new Sandboxes(new SandboxClient(platform.client()), clock);
        sandboxes.all();
        platform.answer(aResponse().withStatus(403));
        clock.move(Duration.ofMinutes(9));
        assertThat(sandboxes.find("dev-2")).isPresent();
        await().until(() -> platform.requests().size() == 2);
        assertThat(sandboxes.find("dev-2")).isPresent();
        clock.move(Duration.ofMinutes(2));
        await().untilAsserted(() -> assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class));
    }

    @Test
    void aFailureIsToldAgainWithoutAnotherWait() {
        platform.answer(aResponse().withStatus(403));
        Sandboxes sandboxes = new Sandboxes(new SandboxClient(platform.client()), clock);
        assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> sandboxes.find("prod")).isInstanceOf(NotAllowed.class);
        assertThat(platform.requests()).hasSize(1);
    }
}
