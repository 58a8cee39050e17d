package org.privatelink.portal.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.account.AccountFixture;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.signin.PeopleProvider.Word;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

/** What each answer of the provider means for somebody who is at work. */
class PeopleProviderTests {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final PersonTokens WITH_REFRESH = new PersonTokens("access", NOW.plusSeconds(60), "refresh");
    private static final PersonTokens WITHOUT = new PersonTokens("access", NOW.plusSeconds(60), null);

    private @Nullable String refreshError;
    private @Nullable String idToken = "id token";
    private @Nullable String nextRefresh = "refresh 2";
    private String subject = "erin";
    private @Nullable Object idRoles = List.of("engineer");
    private @Nullable Object infoRoles;
    private boolean infoRefused;
    private boolean infoBroken;
    private String userInfo = "https://provider.example.com/info";

    @Test
    void rolesAreThoseOfTheNewIdToken() {
        Word.Told told = told(WITH_REFRESH);

        assertThat(told.authorities()).containsExactly("ROLE_ENGINEER");
        assertThat(told.ofGroups()).isTrue();
        assertThat(told.tokens().access()).isEqualTo("access 2");
        assertThat(told.tokens().accessEnds()).isAfter(NOW);
        assertThat(told.tokens().refresh()).isEqualTo("refresh 2");
    }

    @Test
    void refreshTokenThatStaysIsKept() {
        nextRefresh = null;

        assertThat(told(WITH_REFRESH).tokens().refresh()).isEqualTo("refresh");
    }

    @Test
    void idTokenWithoutTheClaimMeansNoRole() {
        idRoles = null;

        assertThat(told(WITH_REFRESH).authorities()).isEmpty();
    }

    @Test
    void withoutAnIdTokenTheUserInfoTells() {
        idToken = null;
        infoRoles = "support, other";

        assertThat(told(WITH_REFRESH).authorities()).containsExactly("ROLE_SUPPORT");
    }

    @Test
    void withoutARefreshTokenTheUserInfoTells() {
        infoRoles = List.of("admin");

        assertThat(told(WITHOUT).authorities()).containsExactly("ROLE_ADMIN");
        assertThat(told(WITHOUT).tokens()).isEqualTo(WITHOUT);
        assertThat(told(WITHOUT).ofGroups()).isFalse();
    }

    @Test
    void userInfoThatNeverNamesRolesTellsNothing() {
        assertThat(ask(WITHOUT)).isInstanceOf(Word.Mute.class);
        userInfo = "";
        assertThat(ask(WITHOUT)).isInstanceOf(Word.Mute.class);
    }

    @Test
    void endedAccessTokenIsNotSent() {
        infoBroken = true;

        assertThat(ask(new PersonTokens("access", NOW, null))).isInstanceOf(Word.Mute.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_grant", "access_denied", "account_disabled", "interaction_required"})
    void refusalIsARefusal(String code) {
        refreshError = code;

        assertThat(ask(WITH_REFRESH)).isEqualTo(new Word.Refused(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "server_error", "temporarily_unavailable", "invalid_token_response"})
    void faultOfProviderOrPortalIsNobodysRefusal(String code) {
        refreshError = code;

        assertThat(ask(WITH_REFRESH)).isEqualTo(new Word.Silent(code, null));
    }

    @Test
    void accessTokenThatIsNotTakenIsARefusal() {
        infoRefused = true;

        assertThat(ask(WITHOUT)).isInstanceOf(Word.Refused.class);
    }

    @Test
    void freshTokensOutliveAnAnswerThatBreaksAfterThem() {
        idToken = null;
        infoBroken = true;

        assertThat(ask(WITH_REFRESH)).isInstanceOfSatisfying(Word.Silent.class, silent -> {
            assertThat(silent.tokens().access()).isEqualTo("access 2");
            assertThat(silent.tokens().refresh()).isEqualTo("refresh 2");
        });
        assertThat(ask(WITHOUT)).isEqualTo(new Word.Silent("IllegalStateException", null));
    }

    @Test
    void brokenConnectionIsSilence() {
        infoBroken = true;
        assertThat(ask(WITHOUT)).isInstanceOf(Word.Silent.class);
        idToken = "forged";
        assertThat(ask(WITH_REFRESH)).isInstanceOf(Word.Silent.class);
    }

    @Test
    void answerAboutSomebodyElseIsARefusal() {
        subject = "mallory";

        assertThat(ask(WITH_REFRESH)).isEqualTo(new Word.Refused("another subject"));
    }

    private Word.Told told(PersonTokens tokens) {
        return (Word.Told) ask(tokens);
    }

    private Word ask(PersonTokens tokens) {
        var people = new OidcUserService();
        people.setRetrieveUserInfo(asked -> !userInfo.isEmpty() && (idToken == null || tokens.refresh() == null));
        people.setOauth2UserService(asked -> {
            if (infoRefused) {
                throw new OAuth2AuthenticationException(new OAuth2Error("invalid_token"));
            }
            if (infoBroken) {
                throw new IllegalStateException("broken");
            }
            Map<String, Object> said = infoRoles == null ? Map.of("sub", "erin") : Map.of("sub", "erin", "roles", infoRoles);
            return new DefaultOAuth2User(List.of(), said, "sub");
        });
        var properties = AccountFixture.properties(Map.of());
        return new PeopleProvider(
                        new InMemoryClientRegistrationRepository(registration()),
                        asked -> refresh(),
                        registration -> this::read,
                        people,
                        new RolesMapper(properties),
                        properties,
                        mock(),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .ask("erin", tokens);
    }

    private OAuth2AccessTokenResponse refresh() {
        if (refreshError != null) {
            throw new OAuth2AuthorizationException(new OAuth2Error(refreshError));
        }
        return OAuth2AccessTokenResponse.withToken("access 2")
                .tokenType(TokenType.BEARER)
                .expiresIn(3600)
                .refreshToken(nextRefresh)
                .additionalParameters(idToken == null ? Map.of() : Map.of("id_token", idToken))
                .build();
    }

    private Jwt read(String token) {
        if (token.equals("forged")) {
            throw new BadJwtException("forged");
        }
        Jwt.Builder read = Jwt.withTokenValue(token).header("alg", "RS256").subject(subject).issuedAt(NOW).expiresAt(NOW.plusSeconds(60));
        return (idRoles instanceof Collection<?> ? read.claim("roles", idRoles) : read).build();
    }

    private ClientRegistration registration() {
        return ClientRegistration.withRegistrationId("ims")
                .clientId("portal")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}/login")
                .authorizationUri("https://provider.example.com/authorize")
                .tokenUri("https://provider.example.com/token")
                .userInfoUri(userInfo)
                .userNameAttributeName("sub")
                .build();
    }
}
