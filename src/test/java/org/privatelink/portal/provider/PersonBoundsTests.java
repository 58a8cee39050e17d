package org.privatelink.portal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** What a provider says of a person fits where the portal keeps it. */
@TestInstance(Lifecycle.PER_CLASS)
class PersonBoundsTests {

    private KeyServer keys;
    private JwtDecoder idTokens;

    @BeforeAll
    void publishKeys() throws Exception {
        keys = new KeyServer();
        idTokens = decoder("sub");
    }

    @AfterAll
    void close() {
        keys.close();
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
        JwtDecoder strict = decoder("oid");

        assertThatThrownBy(() -> strict.decode(idToken("joe"))).hasMessageContaining("oid");
    }

    @Test
    void blankAddressIsNone() {
        assertThat(present(" ").email()).isNull();
        assertThat(present(" Joe@example.com ").email()).isEqualTo("Joe@example.com");
    }

    private JwtDecoder decoder(String personClaim) {
        return new ProviderConfiguration()
                .idTokens(properties(personClaim), Clock.systemUTC())
                .createDecoder(keys.registration());
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
                .issuer(KeyServer.ISSUER)
                .subject(subject)
                .audience(audience)
                .issueTime(Date.from(now.minusSeconds(1_200)))
                .expirationTime(Date.from(now.plusSeconds(seconds)))
                .build();
        return keys.sign(claims);
    }
}
