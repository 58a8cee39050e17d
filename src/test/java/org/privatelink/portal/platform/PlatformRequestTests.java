package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.NotFound;

class PlatformRequestTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @Test
    void everyCallCarriesThePortalsIdentityAndASandbox() {
        platform.answer(200, "items-empty.json");
        platform.client().get(Service.CONNECTORS, "dev-2", "/privateEndpoints").items(Object.class);
        LoggedRequest request = platform.onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("GET");
        assertThat(request.getUrl()).isEqualTo("/data/foundation/connectors/privateEndpoints");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + PlatformFixture.TOKEN);
        assertThat(request.getHeader("x-api-key")).isEqualTo(PlatformFixture.API_KEY);
        assertThat(request.getHeader("x-gw-ims-org-id")).isEqualTo(PlatformFixture.ORG);
        assertThat(request.getHeader("x-sandbox-name")).isEqualTo("dev-2");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeader("Accept")).isEqualTo("application/json");
        assertThat(request.getHeader("x-request-id")).matches("[0-9a-f-]{36}");
        assertThat(request.containsHeader("If-Match")).isFalse();
    }

    @Test
    void deleteCarriesTheContentTypeToo() {
        platform.answer(aResponse().withStatus(200));
        platform.client().delete(Service.CONNECTORS, "dev-2", "/privateEndpoints/{id}", "1").done();
        LoggedRequest request = platform.onlyRequest();
        assertThat(request.getMethod().getName()).isEqualTo("DELETE");
        assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(request.getBody()).isEmpty();
    }

    @Test
    void withoutASandboxNoSandboxHeaderIsSent() {
        platform.answer(200, "items-empty.json");
        platform.client().get(Service.FLOW_SERVICE, null, "/connections").items(Object.class);
        assertThat(platform.onlyRequest().containsHeader("x-sandbox-name")).isFalse();
    }

    @Test
    void everyCallHasARequestIdOfItsOwn() {
        platform.answer(200, "items-empty.json");
        PlatformClient client = platform.client();
        client.get(Service.CONNECTORS, "dev-2", "/privateEndpoints").items(Object.class);
        client.get(Service.CONNECTORS, "dev-2", "/privateEndpoints").items(Object.class);
        assertThat(platform.requests()).extracting(request -> request.getHeader("x-request-id")).doesNotHaveDuplicates();
    }

    @Test
    void ifMatchKeepsItsQuotes() {
        platform.answer(200, "connection-created.json");
        platform.client()
                .patch(Service.FLOW_SERVICE, "dev-2", "/connections/{id}", "1")
                .ifMatch("\"1400-0000\"")
                .body(Map.of())
                .done();
        assertThat(platform.onlyRequest().getHeader("If-Match")).isEqualTo("\"1400-0000\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "plain-1      | plain-1",
        "a&b          | a%26b",
        "a+b          | a%2Bb",
        "a,b          | a%2Cb",
        "a==b         | a%3D%3Db",
        "two words    | two%20words",
        "{x}          | %7Bx%7D"
    })
    void valuesAreEncodedOnceAndAsAWhole(String value, String sent) {
        platform.answer(200, "items-empty.json");
        PlatformClient client = platform.client();
        client.get(Service.CONNECTORS, "dev-2", "/privateEndpoints/{id}", value).items(Object.class);
        client.get(Service.CONNECTORS, "dev-2", "/privateEndpoints?property=connectionSpec.id=={spec}", value)
                .items(Object.class);
        assertThat(platform.requests())
                .extracting(LoggedRequest::getUrl)
                .containsExactly(
                        "/data/foundation/connectors/privateEndpoints/" + sent,
                        "/data/foundation/connectors/privateEndpoints?property=connectionSpec.id==" + sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a#b          | a%23b",
        "100%         | 100%25",
        "a%2Fb        | a%252Fb",
        "x/../y       | x%2F..%2Fy",
        "?q=1         | %3Fq%3D1",
        "é            | %C3%A9"
    })
    void valuesOfAQueryMayHoldWhatAPathMayNot(String value, String sent) {
        platform.answer(200, "items-empty.json");
        platform.client()
                .get(Service.CONNECTORS, "dev-2", "/privateEndpoints?property=connectionSpec.id=={spec}", value)
                .items(Object.class);
        assertThat(platform.onlyRequest().getUrl())
                .isEqualTo("/data/foundation/connectors/privateEndpoints?property=connectionSpec.id==" + sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "", "a#b", "100%", "a%2Fb", "x/../y", "?q=1", "a;b", "a\\b", "a\nb", "é", "\uFF0E\uFF0E\uFF0F"})
    void anIdThatWouldChangeThePathIsNeverSent(String id) {
        platform.answer(200, "items-empty.json");
        PlatformClient client = platform.client();
        assertThatThrownBy(() -> client.delete(Service.CONNECTORS, "dev-2", "/privateEndpoints/{id}", id).done())
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> client.get(Service.FLOW_SERVICE, "dev-2", "/connections/{id}/test", id).read(Optional::of))
                .isInstanceOf(NotFound.class);
        assertThat(platform.requests()).isEmpty();
    }

    @Test
    void aBaseUrlWithASlashAtItsEndIsTheSame() {
        platform.answer(200, "items-empty.json");
        platform.client("base-url=" + platform.url() + "/")
                .get(Service.CONNECTORS, "dev-2", "/privateEndpoints")
                .items(Object.class);
        assertThat(platform.onlyRequest().getUrl()).isEqualTo("/data/foundation/connectors/privateEndpoints");
    }

    @Test
    void aGetWithABodySendsItsLengthAndItsBytes() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"items\":[]}";
        try (RawServer server = new RawServer(RawServer.Reply.bytes(answer))) {
            platform.client("base-url=" + server.url())
                    .get(Service.CONNECTORS, "dev-2", "/privateEndpoints?op=autoResolve")
                    .body(Map.of("pass", "ü\\==;\"'"))
                    .items(Object.class);
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request)
                    .startsWith("GET /data/foundation/connectors/privateEndpoints?op=autoResolve HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nContent-Length: 21\r\n")
                    .doesNotContainIgnoringCase("Transfer-Encoding")
                    .endsWith("\r\n\r\n{\"pass\":\"ü\\\\==;\\\"'\"}"));
        }
    }
}
