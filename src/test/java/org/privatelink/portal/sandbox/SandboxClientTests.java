package org.privatelink.portal.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformFixture;

class SandboxClientTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

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
        assertThat(sandboxes.find("dev-3")).isEmpty();
        assertThat(sandboxes.find("DEV-2")).isEmpty();
        assertThat(sandboxes.find("dev-2")).isPresent();
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void aFailureIsToldAgainWithoutAnotherWait() {
        platform.answer(aResponse().withStatus(403));
        Sandboxes sandboxes = SandboxesFixture.of(platform.client());
        assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> sandboxes.find("prod")).isInstanceOf(NotAllowed.class);
        assertThat(platform.requests()).hasSize(1);
    }
}
