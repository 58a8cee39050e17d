package org.privatelink.portal.simulator.inbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was sent.
 *
 * @param headers those whose names begin with {@code X-}
 */
record Notice(
        Instant arrivedAt,
        String channel,
        @Nullable String contentType,
        Map<String, String> headers,
        JsonNode body) {

    /** For people to read. */
    public String text() {
        return body.toPrettyString();
    }
}
