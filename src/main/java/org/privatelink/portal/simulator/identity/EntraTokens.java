package org.privatelink.portal.simulator.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Optional;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Reads access tokens that the Azure sign-in gave out for Resource Manager, and no others. */
public class EntraTokens {

    static final String AUDIENCE = "https://management.azure.com";
    static final String ISSUER = "/entra/v2.0";

    private final JwtDecoder decoder;

    EntraTokens(JWKSource<SecurityContext> keys) {
        NimbusJwtDecoder any = (NimbusJwtDecoder) OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        any.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        this.decoder = any;
    }

    /** Empty for what is no such token. Whether it has expired is for the reader to see. */
    public Optional<EntraToken> read(String token) {
        try {
            return Optional.of(decoder.decode(token)).filter(EntraTokens::isForAzure).flatMap(EntraTokens::read);
        } catch (JwtException e) {
            return Optional.empty();
        }
    }

    private static boolean isForAzure(Jwt token) {
        return token.getAudience() != null
                && token.getAudience().contains(AUDIENCE)
                && token.getClaimAsString("iss").endsWith(ISSUER);
    }

    private static Optional<EntraToken> read(Jwt token) {
        return Person.by(Person::objectId, token.getClaimAsString("oid"))
                .map(person ->
                        new EntraToken(person.objectId(), person.email(), person.roles(), token.getExpiresAt()));
    }
}
