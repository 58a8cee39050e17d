package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Unreachable;

class PlatformFaultTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @Test
    void aWriteThatFindsNoConnectionWasNotSent() throws IOException {
        PlatformClient client = platform.client("base-url=" + closedPort());
        assertThatThrownBy(() -> post(client)).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> get(client)).isInstanceOf(Unreachable.class);
    }

    @Test
    void aWriteToAHostThatIsNotThereWasNotSent() {
        assertThatThrownBy(() -> post(platform.client("base-url=http://nowhere.invalid"))).isInstanceOf(Unreachable.class);
    }

    @Test
    void aWriteToAHostWhoseCertificateIsNotTrustedWasNotSent() {
        var tls = new WireMockServer(WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());
        tls.start();
        try {
            PlatformClient client = platform.client("base-url=https://127.0.0.1:" + tls.httpsPort());
            assertThatThrownBy(() -> post(client)).isInstanceOf(Unreachable.class);
            assertThat(tls.getAllServeEvents()).isEmpty();
        } finally {
            tls.stop();
        }
    }

    @Test
    void aWriteThatWaitedForAConnectionInVainWasNotSent() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        try (RawServer server = new RawServer((connection, out) -> {
                    asked.countDown();
                    await(free);
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes());
                })) {
            PlatformClient client =
                    platform.client("base-url=" + server.url(), "max-connections=1", "connect-timeout=200ms");
            client.get(Service.CONNECTORS, "dev-2", "/warm-up"); // nothing is sent yet
            var executor = Executors.newSingleThreadExecutor();
            var first = executor.submit(() -> get(client));
            await(asked);
            assertThatThrownBy(() -> post(client)).isInstanceOf(Unreachable.class);
            free.countDown();
            first.get();
            executor.shutdown();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aWriteWhoseConnectionBreaksIsSentOnceAndItsOutcomeUnknown(Fault fault) {
        platform.answer(aResponse().withFault(fault));
        assertThatThrownBy(() -> post(platform.client())).isInstanceOf(OutcomeUnknown.class).hasNoCause();
        assertThat(platform.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void aReadWhoseConnectionBreaksIsSentAgain(Fault fault) {
        platform.answer(aResponse().withFault(fault));
        assertThatThrownBy(() -> get(platform.client("retry.attempts=3"))).isInstanceOf(Unreachable.class).hasNoCause();
        assertThat(platform.requests()).hasSize(3);
    }

    @Test
    void aWriteOverAConnectionThatWasKeptAndClosedIsNotSentTwice() throws Exception {
        platform.answer(okJson("{}"));
        PlatformClient client = platform.client();
        get(client);
        platform.answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThatThrownBy(() -> post(client)).isInstanceOf(OutcomeUnknown.class);
        assertThat(platform.requests()).filteredOn(request -> request.getMethod().getName().equals("POST")).hasSize(1);
    }

    @Test
    void aResetBelowHttpDoesNotSendAWriteAgain() throws IOException {
        try (RawServer server = new RawServer(RawServer.Reply.RESET)) {
            assertThatThrownBy(() -> post(platform.client("base-url=" + server.url()))).isInstanceOf(OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void halfAnAnswerToAWriteLeavesItsOutcomeUnknown() throws IOException {
        String half = "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"id\":";
        try (RawServer server = new RawServer(RawServer.Reply.bytes(half))) {
            assertThatThrownBy(() -> post(platform.client("base-url=" + server.url()))).isInstanceOf(OutcomeUnknown.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void halfAnAnswerToAReadIsUnreachable() throws IOException {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":";
        try (RawServer server = new RawServer(RawServer.Reply.bytes(half))) {
            assertThatThrownBy(() -> get(platform.client("base-url=" + server.url()))).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void somethingOtherThanHttpIsNoAnswer() throws IOException {
        try (RawServer server = new RawServer(RawServer.Reply.bytes("SSH-2.0-OpenSSH_9.2\r\n"))) {
            assertThatThrownBy(() -> get(platform.client("base-url=" + server.url()))).isInstanceOf(Unreachable.class);
            assertThatThrownBy(() -> post(platform.client("base-url=" + server.url()))).isInstanceOf(OutcomeUnknown.class);
        }
    }

    @Test
    void aWriteThatIsNotAnsweredInTimeIsSentOnceAndItsOutcomeUnknown() {
        platform.answer(okJson("{}").withFixedDelay(3_000));
        PlatformClient client = platform.client("answer-timeout=300ms");
        assertThatThrownBy(() -> post(client)).isInstanceOf(OutcomeUnknown.class);
        assertThat(platform.requests().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void aReadThatHangsEndsWithTheDeadline() {
        platform.answer(okJson("{}").withFixedDelay(8_000));
        PlatformClient client = platform.client("answer-timeout=300ms", "deadline=700ms", "retry.attempts=6");
        assertThat(time(() -> assertThatThrownBy(() -> get(client))
                        .isInstanceOf(Unreachable.class)
                        .hasMessageContaining("No answer in time")))
                .isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void anAnswerThatDripsEndsWithTheDeadline() {
        platform.answer(okJson("{\"items\":[]}").withChunkedDribbleDelay(12, 10_000));
        PlatformClient client = platform.client("deadline=700ms");
        assertThat(time(() -> assertThatThrownBy(() -> get(client)).isInstanceOf(Unreachable.class)))
                .isLessThan(Duration.ofSeconds(5));
        assertThat(time(() -> assertThatThrownBy(() -> post(client)).isInstanceOf(OutcomeUnknown.class)))
                .isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theNextCallAfterAFaultIsWell() {
        platform.answer(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        PlatformClient client = platform.client("max-connections=1", "retry.attempts=1");
        IntStream.range(0, 5).forEach(i -> assertThatThrownBy(() -> get(client)).isInstanceOf(PlatformException.class));
        platform.answer(okJson("{\"items\":[]}"));
        assertThat(client.get(Service.CONNECTORS, "dev-2", "/x").items(Object.class)).isEmpty();
    }

    private static Object get(PlatformClient client) {
        return client.get(Service.CONNECTORS, "dev-2", "/x").read(Optional::of);
    }

    private static Object post(PlatformClient client) {
        return client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of("name", "n")).read(Optional::of);
    }

    private static Duration time(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static String closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return "http://127.0.0.1:" + free.getLocalPort();
        }
    }
}
