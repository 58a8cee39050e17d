package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.PlatformProperties;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * The independent reads of one page are under way together. A turnstile before Platform lets nothing through until all
 * of them stand before it: one that is sent only after another's answer never comes.
 */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class OverlapTests {

    /** Their list is read for no page: it is renewed when it is old. */
    private static final String SANDBOXES = "foundation/sandbox-management";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    PlatformClient platform;

    @Autowired
    PlatformProperties properties;

    private Wire admin;
    private Turnstile turnstile;
    private String endpoint;
    private String connection;

    @BeforeAll
    void standBeforePlatform() throws IOException {
        Upstream upstream = Upstream.of(environment);
        admin = Wire.signedIn(port, "admin");
        endpoint = upstream.endpointId("prod", "acme-lake");
        connection = upstream.connectionId("prod", "Acme orders (Data Lake)");
        admin.get("/s/prod");
        turnstile = new Turnstile(properties.baseUrl());
        ReflectionTestUtils.setField(platform, "properties", at(turnstile.address()));
    }

    @AfterAll
    void stepAside() {
        ReflectionTestUtils.setField(platform, "properties", properties);
        turnstile.close();
    }

    private PlatformProperties at(URI address) {
        return new PlatformProperties(
                address,
                properties.orgId(),
                properties.apiKey(),
                properties.actAs(),
                properties.connectTimeout(),
                properties.answerTimeout(),
                properties.deadline(),
                properties.slowDeadline(),
                properties.maxAnswerSize(),
                properties.maxConnections(),
                properties.callWait(),
                properties.circuit(),
                properties.retry(),
                properties.token());
    }

    @Test
    void connectionAsksForItsThreePartsTogether() {
        assertTogether("/s/prod/connections/" + connection, 3);
    }

    @Test
    void overviewAsksForItsTwoPartsTogether() {
        assertTogether("/s/prod", 2);
    }

    @Test
    void checkPageOfAConnectionAsksForItsTwoPartsTogether() {
        // What Platform says of the source is needed for the form itself, and known from then on.
        admin.get("/s/prod/connections/new?source=azure-file");
        turnstile.holdUntil(2);

        var answer = admin.post("/s/prod/connections/new", Map.of(
                "step", "check", "source", "azure-file", "name", "n", "usePrivateLink", "true", "host", "h", "userId", "u"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(turnstile.allCame()).isTrue();
    }

    /** Everything else on a request's page is the portal's own; its list and the part that script takes ask nothing. */
    @Test
    void requestAsksForOneListAlone() {
        Upstream upstream = Upstream.of(environment);
        Wire engineer = Wire.signedIn(port, "engineer");
        Asking asking = new Asking(engineer, admin);
        String waiting = asking.ask("prod", "asks for one list");
        String draft = asking.draft("prod", Asking.form("asks for one list too"));
        Map.of(waiting, 1, waiting + "/state", 0, waiting + "/edit", 0, draft + "/check", 1, "/s/prod/requests", 0).forEach((path, reads) -> {
            upstream.forget();
            assertThat(engineer.get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(upstream.seen("GET", "/data/(?!" + SANDBOXES + ").*")).as(path).hasSize(reads);
        });
    }

    private void assertTogether(String path, int reads) {
        turnstile.holdUntil(reads);

        var answer = admin.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Wire.page(answer).select(".failure")).isEmpty();
        assertThat(turnstile.allCame()).as(path + " has " + reads + " reads under way together").isTrue();
    }

    /** Passes everything on to Platform, but holds it until as many have come as are waited for. */
    private static final class Turnstile implements AutoCloseable {

        private static final Set<String> OF_THE_HOP =
                Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "http2-settings");

        private final HttpClient http = HttpClient.newHttpClient();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;
        private final URI behind;
        private volatile CountDownLatch missing = new CountDownLatch(0);

        Turnstile(URI behind) throws IOException {
            this.behind = behind;
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::pass);
            server.start();
        }

        URI address() {
            return URI.create("http://localhost:" + server.getAddress().getPort());
        }

        void holdUntil(int reads) {
            missing = new CountDownLatch(reads);
        }

        boolean allCame() {
            return missing.getCount() == 0;
        }

        private void pass(HttpExchange exchange) throws IOException {
            try (exchange) {
                CountDownLatch others = missing;
                if (!exchange.getRequestURI().getPath().contains(SANDBOXES)) {
                    others.countDown();
                    others.await(1500, TimeUnit.MILLISECONDS);
                }
                HttpResponse<byte[]> answer = http.send(copy(exchange), HttpResponse.BodyHandlers.ofByteArray());
                answer.headers().map().forEach((name, values) -> {
                    if (!OF_THE_HOP.contains(name.toLowerCase())) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private HttpRequest copy(HttpExchange exchange) throws IOException {
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_HOP.contains(name.toLowerCase())) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            return request.build();
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
