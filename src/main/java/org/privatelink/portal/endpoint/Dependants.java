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

    /** What names each endpoint of a sandbox, by endpoint id, as last seen; those that nothing names are missing. */
    Map<String, Use> uses(String sandbox);

    /**
     * @param count how many connections name an endpoint
     * @param first when the first of them was created; null when Platform did not say
     */
    record Use(long count, @Nullable Instant first) {}

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
