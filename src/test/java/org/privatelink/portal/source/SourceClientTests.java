package org.privatelink.portal.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.source.SourceClient.AuthSpec;

class SourceClientTests {

    private static final String BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @Test
    void connectionSpecReadsTheKindsThatPlatformKnows() {
        platform.answer(200, "connection-spec.json");
        assertThat(new SourceClient(platform.client()).connectionSpec("dev-2", BLOB))
                .hasValueSatisfying(spec -> assertThat(spec.authSpec())
                        .extracting(AuthSpec::name, AuthSpec::type, kind -> kind.spec().path("type").asString())
                        .containsExactly(
                                tuple("ConnectionString", "KeyBased", "object"),
                                tuple("SAS URI Authentication", "KeyBased", "object")));
        assertThat(platform.onlyRequest().getUrl()).isEqualTo("/data/foundation/flowservice/connectionSpecs/" + BLOB);
        assertThat(platform.onlyRequest().getMethod().getName()).isEqualTo("GET");
        assertThat(platform.onlyRequest().getHeader("x-sandbox-name")).isEqualTo("dev-2");
    }

    @Test
    void aSpecThatPlatformDoesNotKnowIsEmpty() {
        platform.answer(200, "items-empty.json");
        assertThat(new SourceClient(platform.client()).connectionSpec("dev-2", BLOB)).isEmpty();
    }
}
