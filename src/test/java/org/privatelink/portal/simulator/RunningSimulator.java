package org.privatelink.portal.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.privatelink.portal.MovableClock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A simulator of one's own, with data in memory unless told otherwise. Registered as a static extension, it serves the
 * tests of a class.
 */
class RunningSimulator implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, AutoCloseable {

    static final String ORG = "0A1B2C3D4E5F60718293A4B5@AdobeOrg";
    static final String ENDPOINTS = "/data/foundation/connectors/privateEndpoints";
    static final String AUTHORING = ENDPOINTS + "/interactiveAuthoring";
    static final String CONNECTIONS = "/data/foundation/flowservice/connections";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> arguments = new ArrayList<>(List.of("--spring.profiles.active=simulator", "--server.port=0"));
    private final boolean asNewForEach;
    private ConfigurableApplicationContext context;
    private Instant started;
    private volatile boolean changed;
    private @Nullable String token;
    MovableClock clock;

    private RunningSimulator(boolean asNewForEach, String... settings) {
        this.asNewForEach = asNewForEach;
        arguments.addAll(List.of(settings));
        // Given twice, an argument would be the list of both.
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--simulator.data="))) {
            arguments.add("--simulator.data=");
        }
    }

    static RunningSimulator start(String... settings) {
        RunningSimulator simulator = new RunningSimulator(false, settings);
        simulator.open();
        return simulator;
    }

    /** One for all tests of a class. */
    static RunningSimulator forAll(String... settings) {
        return new RunningSimulator(false, settings);
    }

    /** What a test has changed no other test meets. */
    static RunningSimulator asNewForEach() {
        return new RunningSimulator(true);
    }

    private void open() {
        started = Instant.now();
        clock = new MovableClock(started);
        changed = false;
        token = null;
        context = new SpringApplicationBuilder()
                .initializers(it -> it.getBeanFactory().registerSingleton("turnableClock", clock))
                .run(arguments.toArray(String[]::new));
    }

    @Override
    public void beforeAll(ExtensionContext test) {
        open();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        if (asNewForEach && (changed || !clock.instant().equals(started))) {
            close();
            open();
        }
    }

    @Override
    public void afterAll(ExtensionContext test) {
        close();
    }

    String url() {
        return "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    Answer get(String path) {
        return send(platform("GET", path, null));
    }

    Answer post(String path, String body) {
        return send(platform("POST", path, body));
    }

    Answer delete(String path) {
        return send(platform("DELETE", path, null));
    }

    /** A request with all that the gateway wants; of a header set twice the last counts. */
    HttpRequest.Builder platform(String method, String path, @Nullable String body) {
        return request(method, path, body)
                .setHeader("Authorization", "Bearer " + token())
                .setHeader("x-api-key", "platform-demo")
                .setHeader("x-gw-ims-org-id", ORG)
                .setHeader("x-sandbox-name", "prod");
    }

    HttpRequest.Builder request(String method, String path, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
                .setHeader("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            Answer answer = new Answer(http.send(request, BodyHandlers.ofString()));
            changed |= answer.status() < 300
                    && !request.method().equals("GET")
                    && request.uri().getPath().matches("/(data|subscriptions|simulator)/.*");
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Answer form(String path, Map<String, String> fields) {
        return send(formRequest(path, fields));
    }

    HttpRequest.Builder formRequest(String path, Map<String, String> fields) {
        return request("POST", path, encode(fields)).setHeader("Content-Type", "application/x-www-form-urlencoded");
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Answer askForToken(String scope) {
        return form(
                "/ims/token/v3",
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "platform-demo",
                        "client_secret", "platform-demo-secret",
                        "scope", scope));
    }

    private synchronized String token() {
        if (token == null) {
            token = askForToken("openid,AdobeID,read_organizations").at("/access_token");
        }
        return token;
    }

    @Override
    public void close() {
        context.close();
    }
}
