package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.Unreadable;

class PlatformPagingTests {

    private static final String CONNECTIONS = "/data/foundation/flowservice/connections";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    static final WireMockServer evil =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    @BeforeAll
    static void start() {
        evil.start();
    }

    record Thing(String id) {}

    @BeforeEach
    void forget() {
        evil.resetAll();
        evil.stubFor(any(anyUrl()).willReturn(okJson("{\"items\":[{\"id\":\"stolen\"}]}")));
    }

    @AfterAll
    static void stop() {
        evil.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections-without-links.json",
                "connections-next-null.json",
                "connections-next-without-href.json"
            })
    void withoutANextLinkThereIsOnePage(String file) {
        platform.answer(200, file);
        assertThat(connections()).containsExactly("1");
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void aTemplatedNextLinkIsNotFollowed() {
        platform.answer(200, "sandboxes.json");
        assertThat(platform.client().get(Service.SANDBOX_MANAGEMENT, null, "/").items("sandboxes", Object.class))
                .hasSize(3);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void theTokenOfARelativeLinkGoesBackUnchanged() {
        platform.wire().stubFor(any(urlEqualTo(CONNECTIONS)).willReturn(okJson(PlatformFixture.text("connections-first-page.json"))));
        platform.wire()
                .stubFor(any(urlEqualTo(CONNECTIONS + "?continuationToken=a+b/c%3D%3D=="))
                        .willReturn(okJson(PlatformFixture.text("connections-last-page.json"))));
        assertThat(connections()).containsExactly("1", "2", "3");
        assertThat(platform.requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(CONNECTIONS, CONNECTIONS + "?continuationToken=a+b/c%3D%3D==");
    }

    @Test
    void everyPageCarriesTheSameHeaders() {
        theTokenOfARelativeLinkGoesBackUnchanged();
        assertThat(platform.requests()).allSatisfy(request -> {
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + PlatformFixture.TOKEN);
            assertThat(request.getHeader("x-sandbox-name")).isEqualTo("dev-2");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections?continuationToken=b",
                "/connections?continuationToken=b",
                "/connections/../connections?continuationToken=b",
                "/data/foundation/flowservice/connections?continuationToken=b"
            })
    void aLinkIsRelativeToTheServicesBase(String href) {
        next(href);
        platform.wire()
                .stubFor(any(urlEqualTo(CONNECTIONS + "?continuationToken=b"))
                        .willReturn(okJson(PlatformFixture.text("connections-last-page.json"))));
        assertThat(connections()).containsExactly("1", "3");
    }

    @Test
    void anAbsoluteLinkToTheOwnBaseIsFollowed() {
        next(platform.url() + CONNECTIONS + "?continuationToken=b");
        platform.wire()
                .stubFor(any(urlEqualTo(CONNECTIONS + "?continuationToken=b"))
                        .willReturn(okJson(PlatformFixture.text("connections-last-page.json"))));
        assertThat(connections()).containsExactly("1", "3");
    }

    @Test
    void aRepeatedTokenEndsTheList() {
        platform.wire()
                .stubFor(any(anyUrl())
                        .atPriority(8)
                        .willReturn(okJson(PlatformFixture.text("connections-first-page.json"))));
        assertThat(connections()).containsExactly("1", "2", "1", "2");
        assertThat(platform.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:EVIL/data/foundation/flowservice/connections",
                "HTTP://127.0.0.1:EVIL/data/foundation/flowservice/connections",
                "https://127.0.0.1:OWN/data/foundation/flowservice/connections",
                "http://localhost:OWN/data/foundation/flowservice/connections",
                "//127.0.0.1:EVIL/data/foundation/flowservice/connections",
                "///127.0.0.1:EVIL/data/foundation/flowservice/connections/../../..",
                "http://127.0.0.1:OWN@127.0.0.1:EVIL/data/foundation/flowservice/connections",
                "http://someone@127.0.0.1:OWN/data/foundation/flowservice/connections",
                "http://127.0.0.1:OWN/data/foundation/connectors/privateEndpoints",
                "http://127.0.0.1:OWN/data/foundation/flowservice/../connectors/privateEndpoints",
                "http://127.0.0.1:OWN/data/foundation/flowserviceEvil/connections",
                "http://127.0.0.1:OWN/data/foundation/flowservice/%2e%2e/connectors",
                "/../connectors/privateEndpoints",
                "../../../x",
                "/%2e%2e/connectors/privateEndpoints",
                "/.%2E/connectors/privateEndpoints",
                "/..%2fconnectors",
                "/connections/..%5c..%5cx",
                "http:data/foundation/flowservice/connections",
                "file:/data/foundation/flowservice/connections",
                "\\\\127.0.0.1:EVIL\\x",
                "http://127.0.0.1:EVIL\\@127.0.0.1:OWN/data/foundation/flowservice/connections",
                "/connections?continuationToken={token}",
                "/connections?continuationToken=a b",
                "/connections?continuationToken=a\r\nX-Evil: 1"
            })
    void aLinkThatLeadsElsewhereIsNotFollowed(String href) {
        next(href.replace("EVIL", "" + evil.port()).replace("OWN", "" + platform.wire().port()));
        assertThatThrownBy(PlatformPagingTests::connections)
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("next page");
        assertThat(platform.requests()).hasSize(1);
        assertThat(evil.getAllServeEvents()).isEmpty();
    }

    @Test
    void aRelativeLinkThatLooksLikeAHostStaysAtHome() {
        next("@127.0.0.1:" + evil.port() + "/connections");
        platform.wire().stubFor(any(anyUrl()).atPriority(8).willReturn(okJson("{\"items\":[]}")));
        assertThat(connections()).containsExactly("1");
        assertThat(evil.getAllServeEvents()).isEmpty();
    }

    private static void next(String href) {
        String json = "{\"items\":[{\"id\":\"1\"}],\"_links\":{\"next\":{\"href\":\"%s\"}}}"
                .formatted(href.replace("\\", "\\\\").replace("\r\n", "\\r\\n"));
        platform.wire().stubFor(any(urlEqualTo(CONNECTIONS)).willReturn(okJson(json)));
    }

    private static List<String> connections() {
        return platform.client().get(Service.FLOW_SERVICE, "dev-2", "/connections").items(Thing.class).stream()
                .map(Thing::id)
                .toList();
    }
}
