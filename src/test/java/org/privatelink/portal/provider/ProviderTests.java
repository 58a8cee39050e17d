package org.privatelink.portal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Provider;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Registration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** The people's provider, down and up again, and with a clock of its own. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ProviderTests {

    private static final AccountProperties SETTINGS = AccountFixture.properties(Map.of());

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private KeyServer company;

    @BeforeAll
    void start() throws Exception {
        company = new KeyServer();
    }

    @AfterAll
    void stop() {
        company.close();
    }

    @BeforeEach
    void heal() {
        company.down = false;
    }

    @Test
    void providerThatIsDownAtTheStartIsToldAndFoundLater(CapturedOutput output) throws Exception {
        company.down = true;
        Providers providers = providers();
        JwtDecoder api = AccessTokens.decoder(providers, SETTINGS, clock);
        var people = new OneProvider(providers, "ims", () -> true, Map.of(), Map.of());

        providers.discoverMissing();
        assertThat(output.getOut().split("registration ims does not answer", -1)).hasSize(2);
        assertThat(providers.findByRegistrationId("ims")).isNull();
        assertThat(providers.isMissing("ims")).isTrue();
        assertThat(people.resolve(begin())).isNull();
        String token = token(300, 300);
        assertThatThrownBy(() -> api.decode(token)).isInstanceOf(JwtException.class).isNotInstanceOf(BadJwtException.class);

        company.down = false;
        providers.discoverMissing();
        assertThat(output).contains("registration ims answers");
        assertThat(providers.isMissing("ims")).isFalse();
        assertThat(people.resolve(begin()).getAuthorizationRequestUri()).startsWith(company.address() + "/authorize?");
        assertThat(api.decode(token).getSubject()).isEqualTo("joe");
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
        JwtDecoder api = AccessTokens.decoder(providers(), SETTINGS, clock);
        String token = token(300, 300);
        company.down = true;

        assertThatThrownBy(() -> api.decode(token)).isInstanceOf(JwtException.class).isNotInstanceOf(BadJwtException.class);

        company.down = false;
        assertThat(api.decode(token).getSubject()).isEqualTo("joe");
    }

    @Test
    void unknownKeysCostTheProviderHardlyACall() throws Exception {
        JwtDecoder api = AccessTokens.decoder(providers(), SETTINGS, clock);
        assertThat(api.decode(token(300, 300)).getSubject()).isEqualTo("joe");
        int before = company.asked.get();

        for (int i = 0; i < 50; i++) {
            String foreign = token(300, 300, "unknown-" + i);
            assertThatThrownBy(() -> api.decode(foreign)).isInstanceOf(JwtException.class);
        }

        assertThat(company.asked.get() - before).isLessThanOrEqualTo(4);
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
        JwtDecoder api = AccessTokens.decoder(providers(), AccountFixture.api(audience), clock);
        String token = token(300, 300);

        if (taken) {
            assertThat(api.decode(token).getSubject()).isEqualTo("joe");
        } else {
            assertThatThrownBy(() -> api.decode(token)).isInstanceOf(JwtValidationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "application/at+jwt", "AT+JWT", "JWT", ""})
    void accessTokenOfAnyTypeThatProvidersGiveIsTaken(String type) throws Exception {
        assertThat(api().decode(company.signAs(type, claims().build())).getSubject()).isEqualTo("joe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "secevent+jwt", "id+jwt", "dpop+jwt", "at"})
    void tokenOfAnotherTypeIsRefused(String type) throws Exception {
        String token = company.signAs(type, claims().build());

        assertThatThrownBy(() -> api().decode(token)).isInstanceOf(JwtValidationException.class);
    }

    /** Its audience is the client, which the API's may be. */
    @ParameterizedTest
    @CsvSource({"nonce, JWT", "at_hash, JWT", "c_hash, JWT", "nonce, at+jwt", "at_hash, at+jwt", "c_hash, ''"})
    void idTokenIsNone(String claim, String type) throws Exception {
        String token = company.signAs(type, claims().claim(claim, "x").build());

        assertThatThrownBy(() -> api().decode(token)).isInstanceOf(JwtValidationException.class);
    }

    /** It has none of the three: only that it says nothing of what its bearer may do tells. */
    @Test
    void idTokenThatARefreshGaveIsNone() throws Exception {
        var refreshed = claims().claim("client_id", null).claim("azp", "portal").claim("auth_time", 1).claim("sid", "s").build();

        for (String type : List.of("JWT", "")) {
            String token = company.signAs(type, refreshed);
            assertThatThrownBy(() -> api().decode(token)).isInstanceOf(JwtValidationException.class);
        }
        assertThat(api().decode(company.signAs("at+jwt", refreshed)).getSubject()).isEqualTo("joe");
    }

    @ParameterizedTest
    @CsvSource({"scope, openid", "scp, api", "client_id, pipeline", "cid, pipeline", "appid, pipeline", "azp, pipeline"})
    void accessTokenTellsToWhomItWasGivenOrForWhat(String claim, String told) throws Exception {
        String token = company.signAs("JWT", claims().claim("client_id", null).claim(claim, told).build());

        assertThat(api().decode(token).getSubject()).isEqualTo("joe");
    }

    private JwtDecoder api() {
        return AccessTokens.decoder(providers(), SETTINGS, clock);
    }

    /** Of what signs people in, and of what the API takes. */
    private List<JwtDecoder> decoders() {
        Providers providers = providers();
        return List.of(
                new ProviderConfiguration()
                        .idTokens(SETTINGS, clock)
                        .createDecoder(providers.findByRegistrationId("ims")),
                AccessTokens.decoder(providers, SETTINGS, clock));
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
        provider.setIssuerUri(company.address());
        var configured = new OAuth2ClientProperties();
        configured.getRegistration().put("ims", registration);
        configured.getProvider().put("company", provider);
        return configured;
    }

    /** @param begun seconds before now, and also not valid before
     * @param ends seconds from now */
    private String token(int begun, int ends) throws Exception {
        return token(begun, ends, "one");
    }

    private String token(int begun, int ends, String keyId) throws Exception {
        var claims = claims()
                .issueTime(Date.from(clock.instant().minusSeconds(begun)))
                .notBeforeTime(Date.from(clock.instant().minusSeconds(begun)))
                .expirationTime(Date.from(clock.instant().plusSeconds(ends)))
                .build();
        return company.sign(claims, keyId);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(company.address())
                .subject("joe")
                .audience("portal")
                .claim("client_id", "pipeline")
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    }
}
