package org.privatelink.portal.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountProperties;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Reads what the provider sends when somebody's session is over there, and follows nothing else: OpenID Connect
 * Back-Channel Logout 1.0, 2.4 and 2.6. Its keys are kept, so that a stranger's tokens cost no call each.
 */
@Component
public final class LogoutTokens {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final AccountProperties properties;
    private final Clock clock;
    private final JwtDecoder decoder;

    LogoutTokens(ClientRegistrationRepository registrations, AccountProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.decoder = new TokenDecoder(registrations, this::decoder);
    }

    /** @throws org.springframework.security.oauth2.jwt.JwtException for what is not to be followed */
    public Jwt read(String token) {
        return decoder.decode(token);
    }

    private JwtDecoder decoder(ClientRegistration people) {
        NimbusJwtDecoder nimbus = ProviderKeys.decoder(people)
                // The rule below looks at the type.
                .validateType(false)
                .build();
        nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(rules(people)));
        return nimbus;
    }

    private List<OAuth2TokenValidator<Jwt>> rules(ClientRegistration people) {
        var type = new JwtTypeValidator("JWT", "logout+jwt");
        type.setAllowEmpty(true);
        return List.of(
                TokenRules.times(properties, clock),
                type,
                new JwtIssuerValidator(people.getProviderDetails().getIssuerUri()),
                new JwtAudienceValidator(people.getClientId()),
                new JwtClaimValidator<Object>("iat", at -> at instanceof Instant issued && isRecent(issued)),
                new JwtClaimValidator<Object>("jti", LogoutTokens::isText),
                new JwtClaimValidator<Object>("events", LogoutTokens::isLogout),
                noSignIn(),
                whose());
    }

    /** An ID token must not end a session, nor this token begin one. */
    private static OAuth2TokenValidator<Jwt> noSignIn() {
        return token -> token.hasClaim("nonce")
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN))
                : OAuth2TokenValidatorResult.success();
    }

    private static OAuth2TokenValidator<Jwt> whose() {
        var person = new JwtClaimValidator<Object>("sub", LogoutTokens::isText);
        var session = new JwtClaimValidator<Object>("sid", LogoutTokens::isText);
        return token -> token.hasClaim("sub") ? person.validate(token) : session.validate(token);
    }

    private boolean isRecent(Instant issued) {
        Instant now = clock.instant();
        return issued.isAfter(now.minus(OLDEST)) && issued.isBefore(now.plus(properties.clockSkew()));
    }

    private static boolean isText(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank();
    }

    private static boolean isLogout(@Nullable Object events) {
        return events instanceof Map<?, ?> each && each.get(EVENT) instanceof Map<?, ?>;
    }
}
