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
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** What a provider says of a person fits where the portal keeps it. */
@TestInstance(Lifecycle.PER_CLASS)
class PersonBoundsTests {

    private RSAKey key;
    private HttpServer keys;
    private JwtDecoder idTokens;

    @BeforeAll
    void publishKeys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        byte[] set = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, set.length);
            exchange.getResponseBody().write(set);
            exchange.close();
        });
        keys.start();
        idTokens = new AccountConfiguration.Registrations()
                .idTokens(properties("sub"), Clock.systemUTC())
                .createDecoder(registration());
    }

    @AfterAll
    void close() {
        keys.stop(0);
    }

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void longestIdIsTaken() throws Exception {
        assertThat(idTokens.decode(idToken("x".repeat(255))).getSubject()).hasSize(255);
    }

    @Test
    void longerIdSignsNobodyIn() {
        for (int length : List.of(256, 257, 513, 5_000)) {
            assertThatThrownBy(() -> idTokens.decode(idToken("x".repeat(length))))
                    .isInstanceOf(JwtValidationException.class)
                    .hasMessageContaining("sub");
        }
    }

    @Test
    void theUsualChecksAreStillMade() {
        assertThatThrownBy(() -> idTokens.decode(idToken("joe", "somebody-else", 60))).hasMessageContaining("aud");
        assertThatThrownBy(() -> idTokens.decode(idToken("joe", "portal", -600))).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void addressThatIsTooLongIsNone() {
        assertThat(present("x".repeat(308) + "@example.com").email()).hasSize(320);
        assertThat(present("x".repeat(309) + "@example.com").email()).isNull();
    }

    /** A page and the API are shown different subjects of one person by some providers. */
    @Test
    void personIsTheSameAtAPageAndByTheApi() {
        var people = new CurrentPerson(properties("oid"));
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        var idToken = new OidcIdToken("value", now, now.plusSeconds(60), Map.of("sub", "pairwise 1", "oid", "joe"));
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(new DefaultOidcUser(List.of(), idToken), ""));
        Person atPage = people.get().orElseThrow();
        Jwt token = Jwt.withTokenValue("value").header("alg", "RS256").subject("pairwise 2").claim("oid", "joe").build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));

        assertThat(people.get().orElseThrow().id()).isEqualTo(atPage.id()).isEqualTo("joe");
    }

    @Test
    void tokenThatDoesNotNameItsPersonSignsNobodyIn() {
        var strict = new AccountConfiguration.Registrations().idTokens(properties("oid"), Clock.systemUTC()).createDecoder(registration());

        assertThatThrownBy(() -> strict.decode(idToken("joe"))).hasMessageContaining("oid");
    }

    @Test
    void blankAddressIsNone() {
        assertThat(present(" ").email()).isNull();
        assertThat(present(" Joe@example.com ").email()).isEqualTo("Joe@example.com");
    }

    private static AccountProperties properties(String personClaim) {
        return AccountFixture.properties(personClaim, Map.of(), "");
    }

    private static Person present(String email) {
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        var token = new OidcIdToken("value", now, now.plusSeconds(60), Map.of("sub", "joe", "email", email));
        var user = new DefaultOidcUser(List.of(), token);
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(user, ""));
        return new CurrentPerson(properties("sub")).get().orElseThrow();
    }

    private String idToken(String subject) throws Exception {
        return idToken(subject, "portal", 60);
    }

    private String idToken(String subject, String audience, int seconds) throws Exception {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer("https://ims.example.com")
                .subject(subject)
                .audience(audience)
                .issueTime(Date.from(now.minusSeconds(1_200)))
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .build();
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private ClientRegistration registration() {
        return ClientRegistration.withRegistrationId("ims")
                .clientId("portal")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("https://portal.example.com/login/oauth2/code/ims")
                .authorizationUri("https://ims.example.com/authorize")
                .tokenUri("https://ims.example.com/token")
                .issuerUri("https://ims.example.com")
                .jwkSetUri("http://localhost:" + keys.getAddress().getPort() + "/keys")
                .build();
    }
}
