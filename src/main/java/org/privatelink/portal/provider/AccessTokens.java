package org.privatelink.portal.provider;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.privatelink.portal.account.AccountProperties;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.JoseHeaderNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Access tokens that the API takes: signed by the people's provider, meant for this portal, and naming their person. */
public final class AccessTokens {

    /** RFC 9068 and how others call it; Entra and many more say no more than that it is a JWT, or nothing. */
    private static final List<String> TYPES = List.of("at+jwt", "application/at+jwt", "JWT");
    /** An ID token says who signed in to a client, not what its bearer may do here. */
    private static final Set<String> OF_ID_TOKENS = Set.of("nonce", "at_hash", "c_hash");
    /** To which client a token was given and for what: an access token has one of them, by whatever name. */
    private static final Set<String> OF_ACCESS_TOKENS = Set.of("scope", "scp", "client_id", "cid", "appid");

    private AccessTokens() {}

    public static JwtDecoder decoder(
            ClientRegistrationRepository registrations, AccountProperties properties, Clock clock) {
        return new TokenDecoder(registrations, people -> {
            NimbusJwtDecoder decoder = ProviderKeys.decoder(people).build();
            decoder.setJwtValidator(rules(people.getProviderDetails().getIssuerUri(), properties, clock));
            return decoder;
        });
    }

    private static OAuth2TokenValidator<Jwt> rules(String issuer, AccountProperties properties, Clock clock) {
        String audience = properties.apiAudience();
        List<OAuth2TokenValidator<Jwt>> rules = new ArrayList<>();
        rules.add(TokenRules.times(properties, clock));
        rules.add(new JwtIssuerValidator(issuer));
        rules.add(TokenRules.namesItsPerson(properties));
        rules.add(type());
        rules.add(token -> isForCalls(token)
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN)));
        if (!audience.equals(AccountProperties.ANY_AUDIENCE)) {
            rules.add(new JwtClaimValidator<List<String>>(
                    JwtClaimNames.AUD, meant -> meant != null && !audience.isBlank() && meant.contains(audience)));
        }
        return JwtValidators.createDefaultWithValidators(rules);
    }

    private static JwtTypeValidator type() {
        JwtTypeValidator type = new JwtTypeValidator(TYPES);
        type.setAllowEmpty(true);
        return type;
    }

    /** One that was made by a refresh has no nonce, and the audience does not tell it where the API is its client too. */
    private static boolean isForCalls(Jwt token) {
        return OF_ID_TOKENS.stream().noneMatch(token::hasClaim)
                && (isOfOwnType(token) || OF_ACCESS_TOKENS.stream().anyMatch(token::hasClaim) || isForAnotherClient(token));
    }

    private static boolean isOfOwnType(Jwt token) {
        return String.valueOf(token.getHeaders().get(JoseHeaderNames.TYP)).toLowerCase(Locale.ROOT).endsWith("at+jwt");
    }

    /** The client that an ID token was given to is always in its audience. */
    private static boolean isForAnotherClient(Jwt token) {
        return token.hasClaim("azp")
                && (token.getAudience() == null || !token.getAudience().contains(token.getClaimAsString("azp")));
    }
}
