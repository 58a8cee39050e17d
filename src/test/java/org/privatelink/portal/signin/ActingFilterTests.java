package org.privatelink.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.PlatformProperties;
import org.privatelink.portal.platform.PlatformProperties.ActAs;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.unit.DataSize;

class ActingFilterTests {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Map<String, Object> CLAIMS = Map.of("sub", "pairwise", "oid", "erin", "email", "erin@example.com");

    private static final PlatformProperties PLATFORM = new PlatformProperties(
            URI.create("http://127.0.0.1:1"), "A@AdobeOrg", "key", ActAs.PERSON, Duration.ofSeconds(1), Duration.ofSeconds(1),
            Duration.ofSeconds(2), Duration.ofSeconds(2), DataSize.ofKilobytes(1), 1, Duration.ofSeconds(1),
            new PlatformProperties.Circuit(50, 6, Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(1)),
            new PlatformProperties.Retry(1, Duration.ofMillis(1), Duration.ofMillis(1)),
            new PlatformProperties.Token(Duration.ofMinutes(1), ","));

    private final SignIns signIns = mock();

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    /** What is kept of a person's sight of Platform must be one person's, whatever the provider shows as a name; and one token's. */
    @Test
    void personIsTheSameAtAPageAndByTheApiAndTheTokenIsNot() throws Exception {
        var idToken = new OidcIdToken("value", NOW, NOW.plusSeconds(60), CLAIMS);
        var page = new OAuth2AuthenticationToken(new DefaultOidcUser(List.of(), idToken, "email"), List.of(), "ims");
        var call = new JwtAuthenticationToken(
                Jwt.withTokenValue("value").header("alg", "RS256").claims(claims -> claims.putAll(CLAIMS)).build());

        assertThat(actingAs(page)).isEqualTo(new Acting.Self("erin", false));
        assertThat(actingAs(call)).isEqualTo(new Acting.Self("erin", true));
    }

    private Acting.Self actingAs(Authentication present) throws Exception {
        SecurityContextHolder.getContext().setAuthentication(present);
        var configured = new OAuth2ClientProperties();
        configured.getRegistration().put("ims", new OAuth2ClientProperties.Registration());
        var current = new CurrentPerson(AccountFixture.properties("oid", Map.of(), ""));
        List<Acting.Self> seen = new ArrayList<>();
        new ActingFilter(signIns, current, PLATFORM, configured)
                .doFilter(
                        new MockHttpServletRequest(),
                        new MockHttpServletResponse(),
                        (request, response) -> seen.add(Acting.self().orElseThrow()));
        return seen.get(0);
    }
}
