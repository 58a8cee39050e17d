package org.privatelink.portal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformException.Unreadable;

/** What comes over the wire, at its worst: each ends soon, is asked for a few times at most, and is over when it is over. */
class WireFaultTests {

    private static final int MANY = 50 * 1024 * 1024;
    private static final String DEEP = "[".repeat(100_000) + "]".repeat(100_000);
    private static final String WELL = "{\"items\":[]}";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private static final AtomicLong written = new AtomicLong();

    /** @param read what a read is told, and a write {@code OutcomeUnknown} */
    private enum Trouble {
        RESET_BEFORE(RawServer.Reply.RESET, Unreachable.class),
        CLOSED_BEFORE(RawServer.Reply.bytes(""), Unreachable.class),
        RESET_WITHIN((connection, out) -> {
            out.write(head(200, 100).getBytes());
            out.write("{\"items\":[".getBytes());
            out.flush();
            connection.setSoLinger(true, 0);
        }, Unreachable.class),
        TRUNCATED(RawServer.Reply.bytes(head(200, 100) + "{\"items\":["), Unreachable.class),
        HALF_A_HEAD(RawServer.Reply.bytes("HTTP/1.1 200 OK\r\nContent-Le"), Unreachable.class),
        HANG((connection, out) -> pause(4_000), Unreachable.class),
        HANG_WITHIN((connection, out) -> {
            out.write((head(200, 100) + "{").getBytes());
            out.flush();
            pause(4_000);
        }, Unreachable.class),
        DRIP((connection, out) -> {
            out.write(head(200, WELL.length()).getBytes());
            for (byte each : WELL.getBytes()) {
                out.write(each);
                out.flush();
                pause(300);
            }
        }, Unreachable.class),
        TOLD_TO_BE_HUGE((connection, out) -> {
            out.write(head(200, MANY).getBytes());
            hugely(out, false);
        }, Unreadable.class),
        HUGE((connection, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
            hugely(out, true);
        }, Unreadable.class),
        DEEP_ARRAY(body(200, DEEP), Unreadable.class),
        DEEP_ITEMS(body(200, "{\"items\":" + DEEP + "}"), Unreadable.class),
        DEEP_ERROR(body(400, "{\"title\":" + DEEP + "}"), PlatformException.Refused.class),
        LONG_NUMBER(body(200, "{\"items\":[{\"id\":" + "9".repeat(200_000) + "}]}"), Unreadable.class),
        HTML(body(200, "<!DOCTYPE html><html><body>Bad Gateway at 10.1.2.3</body></html>"), Unreadable.class),
        HTML_FAULT(body(502, "<html><body>Bad Gateway at 10.1.2.3</body></html>"), Unreachable.class),
        EMPTY(body(200, ""), Unreadable.class),
        NULL(body(200, "null"), Unreadable.class),
        TEXT(body(200, "\"items\""), Unreadable.class),
        WRONG_TYPE(body(200, "{\"items\":\"none\"}"), Unreadable.class),
        WRONG_TYPE_WITHIN(body(200, "{\"items\":[7]}"), Unreadable.class),
        LATIN(body(200, "{\"items\":[{\"id\":\"\u0000"), Unreadable.class),
        REDIRECT(RawServer.Reply.bytes("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Unreadable.class),
        NO_STATUS(RawServer.Reply.bytes("HTTP/1.1 777 ?\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), Unreachable.class);

        private static final Set<Trouble> ENDLESS = EnumSet.of(HANG, HANG_WITHIN, DRIP);

        private final RawServer.Reply reply;
        private final Class<? extends PlatformException> read;

        Trouble(RawServer.Reply reply, Class<? extends PlatformException> read) {
            this.reply = reply;
            this.read = read;
        }

        /** What ends by itself has time for that. */
        private String[] limits(String url) {
            return ENDLESS.contains(this)
                    ? limits(url, "400ms", "1200ms")
                    : limits(url, "10s", "20s");
        }

        private static String[] limits(String url, String answer, String all) {
            return new String[] {
                "base-url=" + url, "answer-timeout=" + answer, "deadline=" + all, "slow-deadline=" + all, "max-answer-size=1MB"
            };
        }

        private static String head(int status, int length) {
            return "HTTP/1.1 " + status + " ?\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + length + "\r\n\r\n";
        }

        private static RawServer.Reply body(int status, String body) {
            return RawServer.Reply.bytes(head(status, body.getBytes(StandardCharsets.UTF_8).length) + body);
        }

        private static void hugely(OutputStream out, boolean chunked) throws IOException {
            byte[] piece = new byte[64 * 1024];
            Arrays.fill(piece, (byte) ' ');
            written.set(0);
            while (written.get() < MANY) {
                out.write(chunked ? (Integer.toHexString(piece.length) + "\r\n").getBytes() : new byte[0]);
                out.write(piece);
                out.write(chunked ? "\r\n".getBytes() : new byte[0]);
                written.addAndGet(piece.length);
            }
        }
    }

    record Thing(String id) {}

    @ParameterizedTest
    @EnumSource
    void whateverComesIsToldAndOverSoon(Trouble trouble) throws IOException {
        AtomicBoolean well = new AtomicBoolean(true);
        try (RawServer server = new RawServer((connection, out) ->
                (well.get() ? Trouble.body(200, WELL) : trouble.reply).to(connection, out))) {
            PlatformClient client = platform.client(trouble.limits(server.url()));
            PlatformCall read = client.get(Service.CONNECTORS, "dev-2", "/x");
            PlatformCall write = client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of("a", "b"));
            // What it needs for each call, such as a token, it has by then.
            await().ignoreExceptions().until(() -> read.items(Thing.class).isEmpty());
            int before = server.requests().size();
            well.set(false);
            long start = System.nanoTime();

            PlatformException told = catchThrowableOfType(PlatformException.class, () -> read.items(Thing.class));
            int asked = server.requests().size() - before;
            PlatformException sent = catchThrowableOfType(PlatformException.class, () -> write.changed(Thing.class, id -> true));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
            assertThat(told).isExactlyInstanceOf(trouble.read).hasNoCause();
            assertThat(sent).isInstanceOf(trouble == Trouble.DEEP_ERROR ? PlatformException.Refused.class : OutcomeUnknown.class).hasNoCause();
            assertThat(told.getMessage() + " " + sent.getMessage()).doesNotContain("10.1.2.3", "Exception", "jackson", "netty", "127.0.0.1");
            assertThat(asked).isBetween(1, 3);
            assertThat(server.requests().stream().filter(each -> each.startsWith("POST"))).hasSizeLessThanOrEqualTo(1);
            assertThat(written.get()).as("bytes that were taken").isLessThan(MANY / 2);
            well.set(true);
            await().ignoreExceptions().until(() -> read.items(Thing.class).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"id\":null}", "{\"id\":\"\"}", "{\"id\":\" \"}", "{\"id\":7}", "{\"id\":true}", "{\"id\":{}}", "{\"id\":[\"a\"]}",
        "{\"id\":\"a/b\"}", "{\"id\":\"..\"}", "{\"id\":\"a b\"}", "{\"id\":\"a\\nb\"}", "{\"id\":\"a?b#c\"}", "{\"id\":\"other\"}",
        "{\"items\":[{\"id\":\"1\"}]}", "{\"message\":\"OK\"}", "[]", "[{\"id\":\"1\"}]", "\"1\"", "1", "", "OK"
    })
    void successWithoutASensibleIdIsNotBelieved(String body) {
        for (int status : new int[] {200, 201, 202}) {
            platform.answer(com.github.tomakehurst.wiremock.client.WireMock.aResponse().withStatus(status).withBody(body));
            PlatformClient client = platform.client();
            assertThat(catchThrowableOfType(OutcomeUnknown.class, () -> client.post(Service.CONNECTORS, "dev-2", "/x")
                            .body(Map.of())
                            .changed(Thing.class, id -> !id.equals("other"))))
                    .hasNoCause();
        }
        assertThat(platform.requests()).hasSize(3);
    }

    @Test
    void anOpaqueIdIsTakenAsItIs() {
        platform.answer(com.github.tomakehurst.wiremock.client.WireMock.okJson("{\"id\":\"0a1b:2-c.d_efr~=@,\"}"));
        assertThat(platform.client().post(Service.CONNECTORS, "dev-2", "/x").body(Map.of()).changed(Thing.class, id -> true))
                .isEqualTo(new Thing("0a1b:2-c.d_efr~=@,"));
    }

    @Test
    void aCertificateThatIsNotTrustedHasWordsOfItsOwnForWhoeverRunsThePortal() {
        var tls = new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());
        tls.start();
        try {
            PlatformClient client = platform.client("base-url=https://127.0.0.1:" + tls.httpsPort(), "circuit.fewest=2", "circuit.pause=1h");
            Unreachable told = catchThrowableOfType(Unreachable.class, () -> client.get(Service.CONNECTORS, "dev-2", "/x").done());
            assertThat(told.problem().text()).isEqualTo("No connection to Platform");
            assertThat(catchThrowableOfType(Unreachable.class, () -> client.get(Service.CONNECTORS, "dev-2", "/x").done())
                            .fate())
                    .isEqualTo(UpstreamException.Fate.NOT_SENT);
            assertThat(platform.gate().lastFault()).isEqualTo("The certificate of the other side is not trusted");
            assertThat(tls.getAllServeEvents()).isEmpty();
        } finally {
            tls.stop();
        }
    }

    @Test
    void aListWithoutEndIsNotReadForEver() throws IOException {
        AtomicLong number = new AtomicLong();
        AtomicBoolean well = new AtomicBoolean(true);
        try (RawServer server = new RawServer((connection, out) -> {
            pause(20);
            String next = "{\"items\":[],\"_links\":{\"next\":{\"href\":\"/x?start=" + number.incrementAndGet() + "\"}}}";
            Trouble.body(200, well.get() ? WELL : next).to(connection, out);
        })) {
            PlatformClient client = platform.client("base-url=" + server.url(), "deadline=500ms");
            await().ignoreExceptions().until(() -> client.get(Service.CONNECTORS, "dev-2", "/x").items(Thing.class).isEmpty());
            well.set(false);
            assertThat(catchThrowableOfType(Unreachable.class, () -> client.get(Service.CONNECTORS, "dev-2", "/x").items(Thing.class)))
                    .hasMessageContaining("No answer in time");
            assertThat(server.requests()).hasSizeLessThan(50);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
