package org.privatelink.portal.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.RawCall;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

/** The edge of a server that does hardly anything, over real connections. */
@ExtendWith(OutputCaptureExtension.class)
class EdgeTests {

    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String FORWARDED = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"
            + "X-Forwarded-Host: portal.example.com\r\nX-Forwarded-Port: 443\r\n"
            + "Forwarded: for=198.51.100.7;proto=https;host=evil.example\r\n";

    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch enough = new CountDownLatch(1);
    private volatile boolean streaming;
    private WebServer server;

    @AfterEach
    void stop() {
        enough.countDown();
        server.stop();
    }

    @Test
    void headersThatTrickleAreCutOff() throws IOException {
        start(Set.of(), Set.of(), 10);
        try (Socket slow = RawCall.open(server.getPort())) {
            write(slow, "GET /who HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");

            assertThat(RawCall.isCutOffWhileTrickling(slow)).isTrue();
        }
        assertThat(get("/who", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/form", "/unread"})
    void bodyThatTricklesIsCutOff(String path) throws IOException {
        start(Set.of(), Set.of(), 10);
        try (Socket slow = RawCall.open(server.getPort())) {
            write(slow, "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2000\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\na=");

            assertThat(RawCall.isCutOffWhileTrickling(slow)).isTrue();
        }
    }

    @Test
    void connectionServesOnAfterABodyThatNobodyRead() throws IOException {
        start(Set.of(), Set.of(), 10);
        try (Socket connection = RawCall.open(server.getPort())) {
            String unread = "POST /unread HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            write(connection, unread + "GET /who HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

            assertThat(RawCall.rest(connection).text()).containsSubsequence("HTTP/1.1 200", "HTTP/1.1 200", "remote=127.0.0.1");
        }
    }

    @Test
    void openStreamOrLongWorkIsNotTakenForALateRequest() throws Exception {
        start(Set.of(), Set.of(), 10);
        CompletableFuture<RawCall.Answer> stream = meanwhile("/stream");
        CompletableFuture<RawCall.Answer> work = meanwhile("/work");
        working.await(5, TimeUnit.SECONDS);
        try (Socket slow = RawCall.open(server.getPort())) {
            write(slow, "GET /who HTTP/1.1\r\nHost: ");
            RawCall.isCutOffWhileTrickling(slow);
        }

        enough.countDown();

        assertThat(stream.get(5, TimeUnit.SECONDS).body()).contains("streamed");
        assertThat(work.get(5, TimeUnit.SECONDS).body()).contains("worked");
    }

    @Test
    void fullPortalTellsToComeBack() throws Exception {
        start(Set.of(), Set.of(), 1);
        CompletableFuture<RawCall.Answer> stream = meanwhile("/stream");
        await().until(() -> streaming && get("/who", "").status() == 200);
        CompletableFuture<RawCall.Answer> work = meanwhile("/work");
        working.await(5, TimeUnit.SECONDS);

        RawCall.Answer refused = get("/who", "");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.all("Retry-After")).containsExactly("5");
        assertThat(refused.body()).contains("refused with 503");
        assertThat(get("/actuator/health", "").status()).isEqualTo(200);
        enough.countDown();
        assertThat(work.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(stream.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(get("/who", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8, 10.0.0.0/8"})
    void configuredProxyIsBelieved(String proxies) {
        start(Set.of(proxies.split(", ")), Set.of(), 10);

        RawCall.Answer answer = get("/who", FORWARDED);

        assertThat(answer.body()).contains("remote=203.0.113.9 base=https://portal.example.com:443 secure=true");
        assertThat(answer.all("Strict-Transport-Security")).containsExactly("max-age=31536000; includeSubDomains");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/8", "127.0.0.2", "::1"})
    void nobodyElseIsBelieved(String proxies) {
        start(proxies.isEmpty() ? Set.of() : Set.of(proxies), Set.of(), 10);

        RawCall.Answer answer = get("/who", FORWARDED);

        assertThat(answer.body()).contains("remote=127.0.0.1 base=http://127.0.0.1:", "secure=false");
        assertThat(answer.all("Strict-Transport-Security")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', null", "10.0.0.0/8, null", "127.0.0.1, gateway-0123456789"})
    void idIsTakenFromAProxyAlone(String proxies, String id) {
        start(proxies.isEmpty() ? Set.of() : Set.of(proxies), Set.of(), 10);

        assertThat(get("/who", "x-request-id: gateway-0123456789\r\nX-Request-Id: gateway-9876543210\r\n").body()).endsWith(" id=" + id);
    }

    /** What a client wrote stands before what the proxy adds. */
    @Test
    void clientCannotSpeakForTheProxy() {
        start(Set.of("127.0.0.1"), Set.of(), 10);

        RawCall.Answer answer = get("/who", "X-Forwarded-For: 192.0.2.66, 203.0.113.9\r\n");

        assertThat(answer.body()).contains("remote=203.0.113.9 ");
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.9:51234, 203.0.113.9", "[2001:db8::9]:51234, 2001:db8::9", "[2001:db8::9], 2001:db8::9", "2001:db8::9, 2001:db8::9"})
    void addressOfAClientIsTakenWithoutItsPort(String told, String address) {
        start(Set.of("127.0.0.1"), Set.of(), 10);

        assertThat(get("/who", "X-Forwarded-For: " + told + "\r\n").body()).contains("remote=" + address + " ");
    }

    @Test
    void portalWithoutNamesWarnsThatEveryNameWillDo(CapturedOutput output) {
        start(Set.of(), Set.of("portal.example.com"), 10);
        assertThat(output).doesNotContain("portal.edge.names");
        server.stop();

        start(Set.of(), Set.of(), 10);

        assertThat(output).containsOnlyOnce("portal.edge.names is not set: every host name will do");
        assertThat(get("/who", "").status()).isEqualTo(200);
    }

    @Test
    void otherNamesAreMisdirected() {
        start(Set.of("127.0.0.1"), Set.of("Portal.example.com"), 10);

        assertThat(get("/who", FORWARDED).status()).isEqualTo(200);
        assertThat(get("/who", "").status()).isEqualTo(421);
        assertThat(get("/who", "X-Forwarded-Host: portal.example.com.evil.example\r\n").status()).isEqualTo(421);
        assertThat(get("/actuator/health", "").status()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness", "").status()).isEqualTo(200);
        assertThat(get("/actuator/healthanything", "").status()).isEqualTo(421);
    }

    private void start(Set<String> proxies, Set<String> names, int mostRequests) {
        var beans = new StaticListableBeanFactory(Map.of("answer", new Refused()));
        var factory = new TomcatServletWebServerFactory(0);
        new EdgeConfiguration(
                        new EdgeProperties(proxies, names, mostRequests, SHORT, LONG),
                        new FormTargets(Set::of),
                        beans.getBeanProvider(PlainAnswer.class))
                .customize(factory);
        server = factory.getWebServer(context -> {
            var registration = context.addServlet("all", new Everything());
            registration.addMapping("/");
            registration.setAsyncSupported(true);
        });
        server.start();
    }

    private RawCall.Answer get(String path, String headers) {
        return RawCall.send(
                server.getPort(), "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "Connection: close\r\n\r\n");
    }

    private CompletableFuture<RawCall.Answer> meanwhile(String path) {
        return CompletableFuture.supplyAsync(() -> get(path, ""), task -> new Thread(task).start());
    }

    private static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static final class Refused implements PlainAnswer {

        @Override
        public boolean isFor(String path) {
            return true;
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public String of(int status, String nonce) {
            return "refused with " + status;
        }
    }

    private final class Everything extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getRequestURI()) {
                case "/stream" -> stream(request);
                case "/work" -> work(response);
                case "/form" -> response.getWriter().write(String.valueOf(request.getParameterMap()));
                case "/unread" -> response.getWriter().write("unread");
                default -> response.getWriter()
                        .write("remote=" + request.getRemoteAddr() + " base=" + request.getScheme() + "://"
                                + request.getServerName() + ":" + request.getServerPort() + " secure=" + request.isSecure()
                                + " id=" + request.getHeader("X-Request-Id"));
            }
        }

        private void stream(HttpServletRequest request) {
            var open = request.startAsync();
            streaming = true;
            open.start(() -> {
                try {
                    enough.await(10, TimeUnit.SECONDS);
                    open.getResponse().getWriter().write("streamed");
                } catch (IOException | InterruptedException gone) {
                    throw new IllegalStateException(gone);
                } finally {
                    open.complete();
                }
            });
        }

        private void work(HttpServletResponse response) throws IOException {
            working.countDown();
            try {
                enough.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            response.getWriter().write("worked");
        }
    }
}
