package org.privatelink.portal.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.EndpointState;

/**
 * An approved endpoint that is no longer, without an act of this portal.
 *
 * @param id of the change
 * @param to null when it is gone
 * @param linked connections that stood on it, certain ones first; null when that could not be read yet
 */
public record Drift(
        String id,
        String sandbox,
        String endpointId,
        String name,
        @Nullable EndpointState to,
        Instant seenAt,
        @Nullable Linked linked) {}
