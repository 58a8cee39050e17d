package org.privatelink.portal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.MovableClock;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Provider;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Registration;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.ui.ExtendedModelMap;

/** The people's provider, down and up again, and with a clock of its own. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ProviderTests {

    private static final AccountProperties SETTINGS = AccountFixture.properties(Map.of());

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final AtomicInteger asked = new AtomicInteger();
    private RSAKey key;
    private HttpServer server;
    private volatile boolean down;

    @BeforeAll
    void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "userinfo_endpoint": "%1$s/who", "subject_types_supported": ["public"],
                 "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(issuer())));
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    @BeforeEach
    void heal() {
        down = false;
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(down ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void providerThatIsDownAtTheStartIsToldAndFoundLater(CapturedOutput output) throws Exception {
        down = true;
        Providers providers = providers();
        JwtDecoder api = ApiSecurityConfiguration.decoder(providers, SETTINGS, clock);
        var people = new OneProvider(providers, "ims", () -> true, Map.of(), Map.of());
        var signIn = new SignInController(new CurrentPerson(SETTINGS), providers);

        providers.discoverMissing();
        assertThat(output.getOut().split("registration ims does not answer", -1)).hasSize(2);
        assertThat(providers.findByRegistrationId("ims")).isNull();
        assertThat(away(signIn)).isTrue();
        assertThat(people.resolve(begin())).isNull();
        String token = token(300, 300);
        assertThatThrownBy(() -> api.decode(token)).isInstanceOf(JwtException.class).isNotInstanceOf(BadJwtException.class);

        down = false;
        providers.discoverMissing();
        assertThat(output).contains("registration ims answers");
        assertThat(away(signIn)).isFalse();
        assertThat(people.resolve(begin()).getAuthorizationRequestUri()).startsWith(issuer() + "/authorize?");
        assertThat(api.decode(token).getSubject()).isEqualTo("joe");
    }

    private static boolean away(SignInController signIn) {
        var model = new ExtendedModelMap();
        signIn.signIn(null, null, new MockHttpServletRequest(), model);
        return (boolean) model.getAttribute("away");
    }

    private static MockHttpServletRequest begin() {
        return new MockHttpServletRequest("GET", "/oauth2/authorization/ims");
    }

    @Test
    void wrongSettingsStillStopTheStart() {
        OAuth2ClientProperties wrong = configured();
        wrong.getProvider().clear();

        assertThatThrownBy(() -> new Providers(wrong, registration -> registration)).isInstanceOf(RuntimeException.class);
    }

    /** The token may well be good: not 401. */
    @Test
    void keysThatCannotBeHadAreNoFaultOfTheToken() throws Exception {
        JwtDecoder api = ApiSecurityConfiguration.decoder(providers(), SETTINGS, clock);
        String token = token(300, 300);
        down = true;

        assertThatThrownBy(() -> api.decode(token)).isInstanceOf(JwtException.class).isNotInstanceOf(BadJwtException.class);

        down = false;
        assertThat(api.decode(token).getSubject()).isEqualTo("joe");
    }

    @Test
    void unknownKeysCostTheProviderHardlyACall() throws Exception {
        JwtDecoder api = ApiSecurityConfiguration.decoder(providers(), SETTINGS, clock);
        assertThat(api.decode(token(300, 300)).getSubject()).isEqualTo("joe");
        int before = asked.get();

        for (int i = 0; i < 50; i++) {
            String foreign = token(300, 300, "unknown-" + i);
            assertThatThrownBy(() -> api.decode(foreign)).isInstanceOf(JwtException.class);
        }

        assertThat(asked.get() - before).isLessThanOrEqualTo(4);
        assertThat(api.decode(token(300, 300)).getSubject()).isEqualTo("joe");
    }

    /** Seconds between the end of the token and now, the portal's clock being ahead. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 59})
    void tokenThatEndedWithinTheSkewIsTaken(int ago) throws Exception {
        for (JwtDecoder decoder : decoders()) {
            assertThat(decoder.decode(token(300, -ago)).getSubject()).isEqualTo("joe");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 3_600})
    void tokenThatEndedBeforeIsRefused(int ago) throws Exception {
        for (JwtDecoder decoder : decoders()) {
            String token = token(7_200, -ago);
            assertThatThrownBy(() -> decoder.decode(token)).isInstanceOf(JwtValidationException.class);
        }
    }

    @Test
    void tokenOfTheNearFutureIsTakenAndALaterOneRefused() throws Exception {
        for (JwtDecoder decoder : decoders()) {
            assertThat(decoder.decode(token(-59, 300)).getSubject()).isEqualTo("joe");
            String early = token(-61, 300);
            assertThatThrownBy(() -> decoder.decode(early)).isInstanceOf(JwtValidationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"portal, true", "*, true", "another, false", "'', false"})
    void apiTakesTokensThatAreMeantForItAndUntilThatIsSetNone(String audience, boolean taken) throws Exception {
        JwtDecoder api = ApiSecurityConfiguration.decoder(providers(), AccountFixture.api(audience), clock);
        String token = token(300, 300);

        if (taken) {
            assertThat(api.decode(token).getSubject()).isEqualTo("joe");
        } else {
            assertThatThrownBy(() -> api.decode(token)).isInstanceOf(JwtValidationException.class);
        }
    }

    /** Of what signs people in, and of what the API takes. */
    private List<JwtDecoder> decoders() {
        Providers providers = providers();
        return List.of(
                new AccountConfiguration.Registrations()
                        .idTokens(SETTINGS, clock)
                        .createDecoder(providers.findByRegistrationId("ims")),
                ApiSecurityConfiguration.decoder(providers, SETTINGS, clock));
    }

    private Providers providers() {
        return new Providers(configured(), registration -> registration);
    }

    private OAuth2ClientProperties configured() {
        var registration = new Registration();
        registration.setClientId("portal");
        registration.setAuthorizationGrantType("authorization_code");
        registration.setRedirectUri("{baseUrl}/login/oauth2/code/ims");
        registration.setScope(Set.of("openid"));
        registration.setProvider("company");
        var provider = new Provider();
        provider.setIssuerUri(issuer());
        var configured = new OAuth2ClientProperties();
        configured.getRegistration().put("ims", registration);
        configured.getProvider().put("company", provider);
        return configured;
    }

    private String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** @param begun seconds before now, and also not valid before
     * @param ends seconds from now */
    private String token(int begun, int ends) throws Exception {
        return token(begun, ends, "one");
    }

    private String token(int begun, int ends, String keyId) throws Exception {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("joe")
                .audience("portal")
                .issueTime(Date.from(clock.instant().minusSeconds(begun)))
                .notBeforeTime(Date.from(clock.instant().minusSeconds(begun)))
                .expirationTime(Date.from(clock.instant().plusSeconds(ends)))
                .build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }
}
