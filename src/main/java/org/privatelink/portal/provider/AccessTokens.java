package org.privatelink.portal.provider;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.privatelink.portal.account.AccountProperties;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Access tokens that the API takes: signed by the people's provider, meant for this portal, and naming their person. */
public final class AccessTokens {

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
        // An ID token says who signed in to a client, not what its bearer may do here. Sign-ins of this portal ask for a nonce.
        rules.add(token -> token.hasClaim("nonce")
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN))
                : OAuth2TokenValidatorResult.success());
        if (!audience.equals(AccountProperties.ANY_AUDIENCE)) {
            rules.add(new JwtClaimValidator<List<String>>(
                    JwtClaimNames.AUD, meant -> meant != null && !audience.isBlank() && meant.contains(audience)));
        }
        return JwtValidators.createDefaultWithValidators(rules);
    }
}
