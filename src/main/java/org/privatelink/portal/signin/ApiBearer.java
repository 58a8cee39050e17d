package org.privatelink.portal.signin;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.privatelink.portal.platform.Acting.Bearer;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A caller of the API, with the very token that came. */
final class ApiBearer implements Bearer {

    private final String person;
    private final JwtAuthenticationToken caller;
    private final String client;

    ApiBearer(String person, JwtAuthenticationToken caller, String client) {
        this.person = person;
        this.caller = caller;
        this.client = client;
    }

    @Override
    public String person() {
        return person;
    }

    @Override
    public boolean isOfApi() {
        return true;
    }

    /** The client that the token was given to, where it says so. */
    @Override
    public String apiKey() {
        return Stream.of("client_id", "azp")
                .map(claim -> caller.getToken().getClaimAsString(claim))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(client);
    }

    @Override
    public Optional<String> token() {
        return Optional.of(caller.getToken().getTokenValue());
    }

    @Override
    public Optional<String> renewed(String refused) {
        return Optional.empty();
    }
}
