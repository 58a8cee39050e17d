package org.privatelink.portal.provider;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Decodes tokens of the people's provider, which may become known after the portal has started. */
final class TokenDecoder implements JwtDecoder {

    private final ClientRegistrationRepository registrations;
    private final Function<ClientRegistration, JwtDecoder> making;
    private final AtomicReference<@Nullable JwtDecoder> made = new AtomicReference<>();

    /** @param making called with the first token that comes after the provider is known */
    TokenDecoder(ClientRegistrationRepository registrations, Function<ClientRegistration, JwtDecoder> making) {
        this.registrations = registrations;
        this.making = making;
    }

    @Override
    public Jwt decode(String token) {
        JwtDecoder decoder = made.updateAndGet(before -> before == null ? make() : before);
        return decoder.decode(token);
    }

    private JwtDecoder make() {
        ClientRegistration people = registrations.findByRegistrationId(Providers.PEOPLE);
        if (people == null) {
            throw new JwtException("The people's provider has not answered yet");
        }
        return making.apply(people);
    }
}
