package org.privatelink.portal.authoring;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.Unreadable;
import org.privatelink.portal.platform.PlatformFixture;

class AuthoringClientTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204})
    void enableSendsTheMinutesAndNeedsNoBodyBack(int status) {
        platform.answer(aResponse().withStatus(status));
        new AuthoringClient(platform.client()).enable("dev-2", 60);
        LoggedRequest request = platform.onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl())
                .isEqualTo("/data/foundation/connectors/privateEndpoints/interactiveAuthoring?op=enable");
        assertThat(request.getHeader("x-sandbox-name")).isEqualTo("dev-2");
        assertThat(request.getBodyAsString()).isEqualTo("{\"autoTerminationMinutes\":60}");
    }

    @ParameterizedTest
    @CsvSource({
        "Disabled, DISABLED", "disabled, DISABLED", "ENABLING, ENABLING", "Enabled, ENABLED", "Disabling, DISABLING",
        "Warming, UNKNOWN", "'', UNKNOWN"
    })
    void statusIsReadInAnyLetterCase(String said, AuthoringState state) {
        platform.answer(okJson("{\"status\":\"" + said + "\"}"));
        assertThat(AuthoringState.of(new AuthoringClient(platform.client()).status("dev-2").status())).isEqualTo(state);
        assertThat(platform.onlyRequest().getUrl())
                .isEqualTo("/data/foundation/connectors/privateEndpoints/interactiveAuthoring");
        assertThat(platform.onlyRequest().getMethod().getName()).isEqualTo("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"status\":null}"})
    void withoutAStatusItIsUnknown(String body) {
        platform.answer(okJson(body));
        assertThat(AuthoringState.of(new AuthoringClient(platform.client()).status("dev-2").status()))
                .isEqualTo(AuthoringState.UNKNOWN);
    }

    @Test
    void aStatusThatIsAListIsUnreadable() {
        platform.answer(okJson("[]"));
        AuthoringClient client = new AuthoringClient(platform.client());
        assertThatThrownBy(() -> client.status("dev-2")).isInstanceOf(Unreadable.class);
    }
}
