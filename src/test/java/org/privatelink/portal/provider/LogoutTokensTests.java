package org.privatelink.portal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.account.AccountFixture;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.jwt.BadJwtException;

/** What is taken for a word of the provider, and what is not. */
@TestInstance(Lifecycle.PER_CLASS)
class LogoutTokensTests {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private KeyServer keys;
    private LogoutTokens tokens;

    @BeforeAll
    void publishKeys() throws Exception {
        keys = new KeyServer();
        tokens = new LogoutTokens(
                new InMemoryClientRegistrationRepository(keys.registration()), AccountFixture.properties(Map.of()), new MovableClock(NOW));
    }

    @AfterAll
    void close() {
        keys.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "JWT", ""})
    void tokenOfTheProviderIsRead(String type) throws Exception {
        var read = tokens.read(signed(it -> it, type));

        assertThat(read.getSubject()).isEqualTo("erin");
        assertThat(read.getClaimAsString("sid")).isEqualTo("session");
    }

    @Test
    void eitherPersonOrSessionIsEnough() throws Exception {
        assertThat(tokens.read(signed(it -> it.subject(null))).getSubject()).isNull();
        assertThat(tokens.read(signed(it -> it.claim("sid", null))).getSubject()).isEqualTo("erin");
        isRefused(signed(it -> it.subject(null).claim("sid", null)));
        isRefused(signed(it -> it.subject("").claim("sid", null)));
        isRefused(signed(it -> it.subject(null).claim("sid", 7)));
    }

    @Test
    void signatureOfAnotherIsRefused() throws Exception {
        isRefused(KeyServer.forge("logout+jwt", claims().build()));
        isRefused(new PlainJWT(claims().build()).serialize());
        String good = signed(it -> it);
        isRefused(good.substring(0, good.lastIndexOf('.') + 1));
        isRefused("no token");
    }

    @Test
    void tokenForSomebodyElseIsRefused() throws Exception {
        isRefused(signed(it -> it.audience("another-client")));
        isRefused(signed(it -> it.audience(List.of())));
        isRefused(signed(it -> it.issuer("https://elsewhere.example.com")));
        isRefused(signed(it -> it.issuer(null)));
    }

    @Test
    void tokenThatSaysSomethingElseIsRefused() throws Exception {
        isRefused(signed(it -> it.claim("events", null)));
        isRefused(signed(it -> it.claim("events", Map.of("http://schemas.openid.net/event/other", Map.of()))));
        isRefused(signed(it -> it.claim("events", EVENT)));
        isRefused(signed(it -> it.claim("nonce", "n")));
        isRefused(signed(it -> it, "at+jwt"));
    }

    @Test
    void tokenThatCannotBeToldFromAnotherOrIsOldIsRefused() throws Exception {
        isRefused(signed(it -> it.jwtID(null)));
        isRefused(signed(it -> it.issueTime(null)));
        isRefused(signed(it -> it.issueTime(Date.from(NOW.minusSeconds(301)))));
        isRefused(signed(it -> it.issueTime(Date.from(NOW.plusSeconds(90)))));
        isRefused(signed(it -> it.expirationTime(Date.from(NOW.minusSeconds(90)))));
    }

    private void isRefused(String token) {
        assertThatThrownBy(() -> tokens.read(token)).isInstanceOf(BadJwtException.class);
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
        return signed(change, "logout+jwt");
    }

    private String signed(UnaryOperator<JWTClaimsSet.Builder> change, String type) throws Exception {
        return keys.signAs(type, change.apply(claims()).build());
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(KeyServer.ISSUER)
                .audience("portal")
                .subject("erin")
                .claim("sid", "session")
                .jwtID("a-token")
                .issueTime(Date.from(NOW.minusSeconds(2)))
                .expirationTime(Date.from(NOW.plusSeconds(120)))
                .claim("events", Map.of(EVENT, Map.of()));
    }
}
