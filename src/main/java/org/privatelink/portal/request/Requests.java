package org.privatelink.portal.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Requests for other rooms to read. */
@Component
public class Requests {

    /** Who asked for an endpoint; empty when it was asked for outside this portal. */
    public Optional<Requester> requesterOf(String sandbox, String endpointId) {
        return Optional.empty();
    }

    /** @param email null when the provider told none */
    public record Requester(String requestId, String name, @Nullable String email, @Nullable String ticket) {}
}
