package org.privatelink.portal.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

class AzureTokensTests {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Authentication ERIN = new TestingAuthenticationToken("erin", "");

    private final MovableClock clock = new MovableClock(NOW);
    private final AzureTokens tokens = new AzureTokens(clock);
    private final MockHttpServletRequest request = request(new MockHttpSession());

    @Test
    void tokenBelongsToTheSessionAndThePerson() {
        save("azure", Duration.ofHours(1), request);

        assertThat(load("azure", ERIN, request)).isNotNull();
        assertThat(load("azure", ERIN, request(new MockHttpSession()))).isNull();
        assertThat(load("azure", ERIN, new MockHttpServletRequest())).isNull();
        assertThat(load("azure", new TestingAuthenticationToken("mallory", ""), request)).isNull();
        assertThat(load("ims", ERIN, request)).isNull();
    }

    @Test
    void othersTokensAreNotKept() {
        save("ims", Duration.ofHours(1), request);
        save("platform", Duration.ofHours(1), request);

        assertThat(load("ims", ERIN, request)).isNull();
        assertThat(load("azure", ERIN, request)).isNull();
    }

    @Test
    void tokenIsNotHandedOutShortlyBeforeItsEnd() {
        save("azure", Duration.ofMinutes(10), request);

        clock.move(Duration.ofMinutes(9));
        assertThat(load("azure", ERIN, request)).isNotNull();
        clock.move(Duration.ofSeconds(45));
        assertThat(load("azure", ERIN, request)).isNull();
    }

    @Test
    void tokenWithoutAnEndOrWithoutASessionIsHarmless() {
        tokens.saveAuthorizedClient(client("azure", null), ERIN, request, new MockHttpServletResponse());
        assertThat(load("azure", ERIN, request)).isNotNull();

        MockHttpServletRequest none = new MockHttpServletRequest();
        save("azure", Duration.ofHours(1), none);
        tokens.forget(none);
        assertThat(load("azure", ERIN, none)).isNull();
    }

    @Test
    void signingOutForgets() {
        save("azure", Duration.ofHours(1), request);
        tokens.logout(request, new MockHttpServletResponse(), null);
        assertThat(load("azure", ERIN, request)).isNull();

        save("azure", Duration.ofHours(1), request);
        tokens.removeAuthorizedClient("azure", ERIN, request, new MockHttpServletResponse());
        assertThat(load("azure", ERIN, request)).isNull();
    }

    private OAuth2AuthorizedClient load(String registration, Authentication person, MockHttpServletRequest from) {
        return tokens.loadAuthorizedClient(registration, person, from);
    }

    private void save(String registration, Duration life, MockHttpServletRequest from) {
        tokens.saveAuthorizedClient(
                client(registration, clock.instant().plus(life)), ERIN, from, new MockHttpServletResponse());
    }

    private static OAuth2AuthorizedClient client(String registration, Instant end) {
        ClientRegistration known = ClientRegistration.withRegistrationId(registration)
                .clientId("id")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/authorized/azure")
                .authorizationUri("https://login.example.com/authorize")
                .tokenUri("https://login.example.com/token")
                .build();
        var token = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "made-up", end == null ? null : NOW, end);
        return new OAuth2AuthorizedClient(known, "erin", token);
    }

    private static MockHttpServletRequest request(MockHttpSession session) {
        session.setMaxInactiveInterval(1_800);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSession(session);
        return request;
    }
}
