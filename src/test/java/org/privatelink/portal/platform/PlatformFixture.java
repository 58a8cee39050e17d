package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A local stand-in for Platform and its token endpoint, and real clients of it. Register it as a static extension:
 * answers and the record of requests begin anew with each test.
 */
public final class PlatformFixture implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    public static final String SANDBOX = "dev-2";
    public static final String ORG = "0123456789ABCDEF01234567@AdobeOrg";
    public static final String API_KEY = "portal-client-id";
    public static final String CLIENT_SECRET = "p8e-Made-Up-Secret";
    public static final String TOKEN = "made.up.token";
    public static final String TOKEN_PATH = "/ims/token/v3";

    private final WireMockServer wire = new WireMockServer(options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .gzipDisabled(true)
            .containerThreads(40));

    private final List<Object> told = new CopyOnWriteArrayList<>();
    private Gate gate;

    @Override
    public void beforeAll(ExtensionContext context) {
        wire.start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        wire.resetAll();
        told.clear();
        wire.stubFor(post(urlPathEqualTo(TOKEN_PATH)).willReturn(okJson(text("token.json"))));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        wire.stop();
    }

    /** The stand-in, for stubs that are not the same for all. */
    public WireMockServer wire() {
        return wire;
    }

    public String url() {
        return "http://127.0.0.1:" + wire.port();
    }

    /** Every call but the token endpoint's is answered so. */
    public void answer(ResponseDefinitionBuilder answer) {
        wire.stubFor(any(anyUrl()).atPriority(8).willReturn(answer));
        wire.stubFor(post(urlPathEqualTo(TOKEN_PATH)).atPriority(1).willReturn(okJson(text("token.json"))));
    }

    /** Every call but the token endpoint's is answered with a file of {@code src/test/resources/platform}. */
    public void answer(int status, String file) {
        answer(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(text(file)));
    }

    /** @param settings beside {@code portal.platform.}, such as {@code retry.attempts=1} */
    public PlatformClient client(String... settings) {
        return client(Clock.systemUTC(), settings);
    }

    public PlatformClient client(Clock clock, String... settings) {
        PlatformProperties properties = properties(settings);
        var configuration = new PlatformConfiguration();
        gate = configuration.platformGate(properties, told::add, clock);
        return configuration
                .platformClient(
                        WebClient.builder(),
                        new InMemoryClientRegistrationRepository(registration(url() + TOKEN_PATH)),
                        gate,
                        properties,
                        JsonMapper.builder().build(),
                        clock);
    }

    PlatformProperties properties(String... settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "base-url", url(),
                "org-id", ORG,
                "api-key", API_KEY,
                "retry.first-wait", "1ms",
                // Those about leaving Platform in peace set it.
                "circuit.fewest", "1000",
                "retry.max-wait", "2s"));
        for (String setting : settings) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("", PlatformProperties.class)
                .get();
    }

    private static ClientRegistration registration(String tokenUri) {
        return ClientRegistration.withRegistrationId("platform")
                .clientId(API_KEY)
                .clientSecret(CLIENT_SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("openid", "AdobeID", "read_organizations")
                .tokenUri(tokenUri)
                .build();
    }

    /** The one before Platform that the last client has. */
    Gate gate() {
        return gate;
    }

    /** Events. */
    List<Object> told() {
        return told;
    }

    /** What came in, in order, without calls of the token endpoint. */
    public List<LoggedRequest> requests() {
        return received(false);
    }

    public List<LoggedRequest> tokenRequests() {
        return received(true);
    }

    private List<LoggedRequest> received(boolean tokens) {
        List<ServeEvent> events = new ArrayList<>(wire.getAllServeEvents());
        // The newest comes first, and many have the same millisecond.
        Collections.reverse(events);
        return events.stream()
                .map(ServeEvent::getRequest)
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate))
                .filter(request -> request.getUrl().startsWith(TOKEN_PATH) == tokens)
                .toList();
    }

    public LoggedRequest onlyRequest() {
        List<LoggedRequest> all = requests();
        if (all.size() != 1) {
            throw new AssertionError("expected one request, got " + all);
        }
        return all.get(0);
    }

    /** A file of {@code src/test/resources/platform}. */
    public static String text(String file) {
        try (InputStream in = PlatformFixture.class.getResourceAsStream("/platform/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
