package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Unreadable;

class PlatformEnvelopeTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    record Thing(String id, @Nullable String name, @Nullable Long createdAt, @Nullable String etag) {}

    @Test
    void bareReadsTheAnswerItself() {
        platform.answer(201, "connection-created.json");
        Thing thing = post().bare(Thing.class);
        assertThat(thing.id()).isEqualTo("c0ffee00-1111-4222-8333-444444444444");
        assertThat(thing.etag()).isEqualTo("\"aa0185ed-0000-0200-0000-637e8fad0000\"");
    }

    @Test
    void firstReadsTheOneThingInItems() {
        platform.answer(200, "connection-single.json");
        assertThat(get().first(Thing.class))
                .hasValueSatisfying(thing -> assertThat(thing.createdAt()).isEqualTo(1669238701123L));
    }

    @Test
    void firstTakesABareThingToo() {
        platform.answer(okJson("{\"id\":\"a\",\"name\":\"n\"}"));
        assertThat(get().first(Thing.class)).hasValueSatisfying(thing -> assertThat(thing.name()).isEqualTo("n"));
    }

    @Test
    void firstWithNothingInItemsIsEmpty() {
        platform.answer(200, "items-empty.json");
        assertThat(get().first(Thing.class)).isEmpty();
    }

    @Test
    void firstWithNotFoundIsEmpty() {
        platform.answer(aResponse().withStatus(404));
        assertThat(get().first(Thing.class)).isEmpty();
    }

    @Test
    void bareWithNotFoundSaysSo() {
        platform.answer(aResponse().withStatus(404));
        assertThatThrownBy(() -> get().bare(Thing.class)).isInstanceOf(NotFound.class);
    }

    @Test
    void doneTakesAnySuccessWithAndWithoutABody() {
        for (int status : new int[] {200, 201, 202, 204}) {
            platform.answer(aResponse().withStatus(status));
            platform.client().delete(Service.CONNECTORS, "dev-2", "/privateEndpoints/1").done();
        }
        platform.answer(aResponse().withStatus(200).withBody("deleted"));
        platform.client().delete(Service.CONNECTORS, "dev-2", "/privateEndpoints/1").done();
        assertThat(platform.requests()).hasSize(5);
    }

    @Test
    void itemsMayHaveAnotherName() {
        platform.answer(200, "sandboxes.json");
        assertThat(get().items("sandboxes", Map.class)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "null", "12", "\"items\"", "true", "{}", "[]", "{\"items\":{}}", "{\"items\":\"none\"}", "{\"items\":null}",
        "{\"items\":[null]}", "{\"items\":[7]}", "{\"items\":[{\"id\":{\"a\":1}}]}", "{\"items\":[{\"id\":\"1\"", "{\"items\":[]}]",
        "<html></html>"
    })
    void aListThatIsNoneIsUnreadable(String body) {
        platform.answer(okJson(body));
        assertThatThrownBy(() -> get().items(Thing.class))
                .isInstanceOf(Unreadable.class)
                .hasNoCause();
        assertThat(platform.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "\"created\"", "{\"id\":", "{\"createdAt\":\"soon\"}"})
    void anAnswerToAWriteThatIsNotUnderstoodLeavesItsOutcomeUnknown(String body) {
        platform.answer(okJson(body));
        assertThatThrownBy(() -> post().bare(Thing.class)).isInstanceOf(OutcomeUnknown.class).hasNoCause();
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void anAnswerThatIsNotUnderstoodIsNotQuoted() {
        platform.answer(okJson("{\"password\": \"Made-Up-1\", \"id\": "));
        assertThatThrownBy(() -> get().bare(Thing.class)).hasMessageNotContaining("Made-Up");
    }

    @Test
    void aHundredThousandLevelsDeepIsUnreadable() {
        platform.answer(okJson("{\"items\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
        assertThatThrownBy(() -> get().items(Thing.class)).isInstanceOf(Unreadable.class);
    }

    @Test
    void aHundredThousandLevelsDeepInAnErrorIsNotRead() {
        platform.answer(aResponse().withStatus(400).withBody("{\"message\":" + "[".repeat(100_000) + "}"));
        assertThatThrownBy(() -> get().items(Thing.class))
                .isInstanceOfSatisfying(PlatformException.Refused.class, refused -> assertThat(refused.problem().text())
                        .isNull());
    }

    @Test
    void anAnswerAboveTheBoundIsUnreadableAndOfAWriteUnknown() {
        platform.answer(okJson("{\"items\":[\"" + "x".repeat(5_000) + "\"]}"));
        PlatformClient client = platform.client("max-answer-size=4KB");
        assertThatThrownBy(() -> client.get(Service.CONNECTORS, "dev-2", "/privateEndpoints").items(String.class))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("larger");
        assertThatThrownBy(() -> client.post(Service.CONNECTORS, "dev-2", "/privateEndpoints").read(Optional::of))
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void fiftyMegabytesAreUnreadable() {
        platform.answer(aResponse().withBody(new byte[50 * 1024 * 1024]));
        assertThatThrownBy(() -> get().read(Optional::of)).isInstanceOf(Unreadable.class);
    }

    private static PlatformCall get() {
        return platform.client().get(Service.CONNECTORS, "dev-2", "/things");
    }

    private static PlatformCall post() {
        return platform.client().post(Service.CONNECTORS, "dev-2", "/things").body(Map.of());
    }
}
