package org.privatelink.portal.simulator.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;

/** Tells the portal that a person's sessions are over (OpenID Connect Back-Channel Logout 1.0). */
@Component
class LogoutCalls {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final NimbusJwtEncoder tokens;
    private final SimulatorProperties properties;
    private final Environment environment;
    private final Clock clock;
    private final RestClient http = RestClient.create();

    LogoutCalls(
            JWKSource<SecurityContext> keys, SimulatorProperties properties, Environment environment, Clock clock) {
        this.tokens = new NimbusJwtEncoder(keys);
        this.properties = properties;
        this.environment = environment;
        this.clock = clock;
    }

    /** @param status of the portal's answer */
    record Sent(String token, int status) {}

    Sent send(Person person, Optional<String> portal) {
        String token = token(person);
        var form = new LinkedMultiValueMap<String, String>();
        form.add("logout_token", token);
        int status = http.post()
                .uri(portal.orElse(properties.portalUrl()) + "/logout/connect/back-channel/ims")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .exchange((request, answer) -> answer.getStatusCode().value());
        return new Sent(token, status);
    }

    private String token(Person person) {
        Instant now = clock.instant();
        var claims = JwtClaimsSet.builder()
                .issuer("http://localhost:" + environment.getRequiredProperty("local.server.port"))
                .audience(List.of(Clients.PORTAL))
                .subject(person.subject())
                .issuedAt(now)
                .expiresAt(now.plusSeconds(120))
                .id(UUID.randomUUID().toString())
                .claim("events", Map.of(EVENT, Map.of()))
                .build();
        var header = JwsHeader.with(SignatureAlgorithm.RS256).type("logout+jwt").build();
        return tokens.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
