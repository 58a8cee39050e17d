package org.privatelink.portal.signin;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.platform.ProviderGates;
import org.privatelink.portal.provider.Providers;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.stereotype.Component;

/** Asks the people's provider who somebody is now, with what it gave out at their sign-in. */
@Component
final class PeopleProvider {

    /** What is wrong with the portal or with the provider, and says nothing of the person (RFC 6749, 4.1.2.1 and 5.2). */
    private static final Set<String> FAULTS = Set.of(
            OAuth2ErrorCodes.INVALID_CLIENT,
            OAuth2ErrorCodes.INVALID_REQUEST,
            OAuth2ErrorCodes.INVALID_SCOPE,
            OAuth2ErrorCodes.UNAUTHORIZED_CLIENT,
            OAuth2ErrorCodes.UNSUPPORTED_GRANT_TYPE,
            OAuth2ErrorCodes.SERVER_ERROR,
            OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
            "slow_down",
            "invalid_token_response",
            "invalid_user_info_response");

    private final ClientRegistrationRepository registrations;
    private final OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshing;
    private final JwtDecoderFactory<ClientRegistration> idTokens;
    private final OidcUserService users;
    private final RolesMapper roles;
    private final AccountProperties properties;
    private final ProviderGates gates;
    private final Clock clock;

    PeopleProvider(
            ClientRegistrationRepository registrations,
            OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshing,
            JwtDecoderFactory<ClientRegistration> idTokens,
            OidcUserService users,
            RolesMapper roles,
            AccountProperties properties,
            ProviderGates gates,
            Clock clock) {
        this.registrations = registrations;
        this.refreshing = refreshing;
        this.idTokens = idTokens;
        this.users = users;
        this.roles = roles;
        this.properties = properties;
        this.gates = gates;
        this.clock = clock;
    }

    /** What the provider says of a person: all there is to say, or why it does not. */
    sealed interface Word {

        /** @param ofGroups whether it spoke of groups too: else nothing is known of them */
        record Told(Set<String> authorities, PersonTokens tokens, boolean ofGroups) implements Word {}

        /** It does not vouch for this person any more. */
        record Refused(String why) implements Word {}

        /** It cannot be asked about this person: nothing that it gave out is good for that. */
        record Mute() implements Word {}

        /**
         * It gave no usable answer, which may be nobody's fault.
         *
         * @param tokens those that it gave out before it fell silent; null when it gave none
         */
        record Silent(String why, @Nullable PersonTokens tokens) implements Word {}
    }

    /** It has not answered lately, and is asked about nobody. */
    boolean isResting() {
        return gates.isResting(Providers.PEOPLE);
    }

    Word ask(String personId, PersonTokens tokens) {
        return heard(null, () -> tokens.refresh() == null ? look(personId, tokens) : refresh(personId, tokens));
    }

    private static Word heard(@Nullable PersonTokens fresh, Supplier<Word> asking) {
        try {
            return asking.get();
        } catch (OAuth2AuthorizationException told) {
            return word(told.getError().getErrorCode(), fresh);
        } catch (OAuth2AuthenticationException told) {
            return word(told.getError().getErrorCode(), fresh);
        } catch (RuntimeException broken) {
            // Such as a connection that breaks within the answer; its text may hold anything.
            return new Word.Silent(broken.getClass().getSimpleName(), fresh);
        }
    }

    private Word refresh(String personId, PersonTokens tokens) {
        Instant issued = tokens.accessEnds() == null ? null : Instant.EPOCH;
        OAuth2AccessTokenResponse answer = refreshing.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                registration(),
                new OAuth2AccessToken(TokenType.BEARER, tokens.access(), issued, tokens.accessEnds()),
                new OAuth2RefreshToken(Objects.requireNonNull(tokens.refresh()), null)));
        OAuth2RefreshToken next = answer.getRefreshToken();
        var fresh = new PersonTokens(
                answer.getAccessToken().getTokenValue(),
                answer.getAccessToken().getExpiresAt(),
                next == null ? tokens.refresh() : next.getTokenValue());
        // The refresh token that was sent may be good for nothing any more, whatever comes now.
        return heard(
                fresh,
                () -> answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN) instanceof String idToken
                        ? read(personId, idToken, answer.getAccessToken(), fresh)
                        : look(personId, fresh));
    }

    private Word read(String personId, String idToken, OAuth2AccessToken access, PersonTokens fresh) {
        Jwt read = idTokens.createDecoder(registration()).decode(idToken);
        if (!personId.equals(read.getSubject())) {
            return new Word.Refused("another subject");
        }
        var token = new OidcIdToken(idToken, read.getIssuedAt(), read.getExpiresAt(), read.getClaims());
        return new Word.Told(authorities(claims(token, access)), fresh, true);
    }

    /** By the user-info answer alone: one that does not name a claim does not tell that there are no roles, or no groups. */
    private Word look(String personId, PersonTokens tokens) {
        String uri = registration().getProviderDetails().getUserInfoEndpoint().getUri();
        Instant now = clock.instant();
        if (uri == null || uri.isBlank() || tokens.accessEnds() != null && !now.isBefore(tokens.accessEnds())) {
            return new Word.Mute();
        }
        var access = new OAuth2AccessToken(TokenType.BEARER, tokens.access(), now, now.plusSeconds(60));
        Map<String, Object> known = Map.of("sub", personId);
        var claims = new HashMap<>(claims(new OidcIdToken("none", now, now.plusSeconds(60), known), access));
        return claims.containsKey(properties.rolesClaim())
                ? new Word.Told(authorities(claims), tokens, claims.containsKey(properties.groupsClaim()))
                : new Word.Mute();
    }

    private Map<String, Object> claims(OidcIdToken token, OAuth2AccessToken access) {
        return users.loadUser(new OidcUserRequest(registration(), access, token)).getClaims();
    }

    private Set<String> authorities(Map<String, Object> claims) {
        return roles.authorities(claims).map(GrantedAuthority::getAuthority).collect(Collectors.toUnmodifiableSet());
    }

    /** A provider that has not answered since the start is not known yet. */
    private ClientRegistration registration() {
        return Objects.requireNonNull(registrations.findByRegistrationId(Providers.PEOPLE), "provider");
    }

    private static Word word(String code, @Nullable PersonTokens fresh) {
        // Only the code: what the provider says beside it may hold anything.
        return FAULTS.contains(code) ? new Word.Silent(code, fresh) : new Word.Refused(code);
    }
}
