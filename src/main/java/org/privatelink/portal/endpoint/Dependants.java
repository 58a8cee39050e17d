package org.privatelink.portal.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands on an endpoint. Told by the room that knows it. */
public interface Dependants {

    /** Reads what can be found by an endpoint's id; the answer sorts it as soon as the endpoint itself is known. */
    Function<Endpoint, WhatBreaks> around(String sandbox, String endpointId);

    /** How many connections name each endpoint, by endpoint id. */
    Map<String, Long> counts(String sandbox);

    /** When the first of those that name it was created, by endpoint id. */
    Map<String, Instant> firstConnections(String sandbox);

    /** A connection that uses an endpoint, or may. */
    record Dependant(String id, String name, String source, @Nullable String host) {}

    /**
     * @param certain connections that name the endpoint
     * @param likely private connections without an endpoint's id whose host leads to the same resource
     * @param other private connections of the same source without an endpoint's id, of which nothing can be said
     */
    record WhatBreaks(List<Dependant> certain, List<Dependant> likely, List<Dependant> other) {

        public boolean isLinked() {
            return !certain.isEmpty() || !likely.isEmpty();
        }

        public boolean isEmpty() {
            return !isLinked() && other.isEmpty();
        }
    }
}
