package org.privatelink.portal.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;

/**
 * The watcher saw an endpoint change. Published inside the transaction that notes it.
 *
 * @param key the same for the same change, however often it is published
 * @param from null when it is seen for the first time
 * @param to null when it is no longer listed
 * @param drift an approved endpoint that is no longer, without an act of this portal
 * @param linked the connections that stood on it, null when that could not be read or was not asked
 */
public record EndpointChanged(
        String key,
        String sandbox,
        Endpoint endpoint,
        @Nullable EndpointState from,
        @Nullable EndpointState to,
        boolean drift,
        @Nullable Linked linked,
        Instant seenAt) {}
