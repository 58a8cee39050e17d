package org.privatelink.portal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.PathTricks;
import org.privatelink.portal.platform.PlatformException.NotFound;

/** Whatever stands in an id, a version or a sandbox, Platform is asked for that very thing or not at all. */
class PathTrickTests {

    private static final String BASE = "/data/foundation/flowservice";
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{\"items\":[]}";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @ParameterizedTest
    @ValueSource(strings = {"/connections/{id}", "/connections/{id}/test"})
    void idLeadsToItsThingOrNowhere(String template) throws IOException {
        List<String> sent = new ArrayList<>();
        try (RawServer wire = new RawServer(RawServer.Reply.bytes(EMPTY))) {
            PlatformClient client = platform.client("base-url=" + wire.url());
            for (String trick : PathTricks.all()) {
                int before = wire.requests().size();
                try {
                    client.get(Service.FLOW_SERVICE, "dev-2", template, trick).items(Object.class);
                    sent.add(trick);
                    assertThat(wire.requests()).as(trick).hasSize(before + 1);
                    isOf(trick, BASE + template, wire.requests().get(before));
                } catch (NotFound refused) {
                    assertThat(wire.requests()).as(trick).hasSize(before);
                }
            }
        }
        assertThat(PathTricks.all()).hasSizeGreaterThan(500);
        assertThat(sent).contains("a b", "@", "{id}", "*", "127.0.0.1").hasSizeLessThan(60);
    }

    /** The same path whether the other end decodes it once, twice or not at all, and tidies it up or not. */
    private static void isOf(String id, String template, String request) {
        String target = request.split(" ", 3)[1];
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        assertThat(target).isEqualToIgnoringCase(template.replace("{id}", encoded).replace("%7E", "~").replace("*", "%2A"));
        String decoded = target;
        for (int times = 0; times < 3; times++) {
            decoded = URLDecoder.decode(decoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            assertThat(decoded).isEqualTo(template.replace("{id}", id));
        }
        assertThat(URI.create(target).normalize()).hasToString(target);
        assertThat(decoded.split("/")).hasSameSizeAs(template.split("/"));
    }

    @Test
    void valueOfAQueryStaysItsValue() throws IOException {
        String before = "/connections?property=auth.params.privateEndpointId==";
        try (RawServer wire = new RawServer(RawServer.Reply.bytes(EMPTY))) {
            PlatformClient client = platform.client("base-url=" + wire.url());
            for (String trick : PathTricks.all()) {
                client.get(Service.FLOW_SERVICE, "dev-2", before + "{id}&limit=1", trick).items(Object.class);
                String target = wire.requests().get(wire.requests().size() - 1).split(" ", 3)[1];
                assertThat(target).as(trick).startsWith(BASE + before).endsWith("&limit=1");
                String value = target.substring((BASE + before).length(), target.length() - "&limit=1".length());
                assertThat(value).as(trick).doesNotContainPattern("[^A-Za-z0-9._~%-]");
                assertThat(URLDecoder.decode(value, StandardCharsets.UTF_8)).isEqualTo(trick);
            }
        }
    }

    /** One request with the headers that belong to it, or none. */
    @Test
    void nothingBecomesAHeader() throws IOException {
        List<String> evil = List.of(
                "a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1", "a\r\n\r\nGET /evil HTTP/1.1", "a\u0000", "a\tb", "\u560D\u560AX-Evil: 1",
                "a\u0085b", "a\u2028b", "\u010A\u010DX-Evil: 1", "é", "中", "\uD83D\uDE00", "", "x".repeat(513), "x".repeat(100_000));
        try (RawServer wire = new RawServer(RawServer.Reply.bytes(EMPTY))) {
            PlatformClient client = platform.client("base-url=" + wire.url());
            for (String value : evil) {
                assertThatThrownBy(() -> client.get(Service.FLOW_SERVICE, value, "/connections").items(Object.class))
                        .as(value)
                        .isInstanceOf(NotFound.class);
                assertThatThrownBy(() -> client.patch(Service.FLOW_SERVICE, "dev-2", "/connections/{id}", "1")
                                .ifMatch(value)
                                .body(Map.of())
                                .done())
                        .as(value)
                        .isInstanceOf(NotFound.class);
            }
            assertThat(wire.requests()).isEmpty();
        }
    }
}
