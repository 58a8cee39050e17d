package org.privatelink.portal.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Failure;

/** What stands on an endpoint. Told by the room that knows it. */
public interface Dependants {

    /** How many connections of a bucket are named. */
    int SHOWN = 25;

    /**
     * Asks Platform what names an endpoint, now; the answer sorts it as soon as the endpoint itself is known, and says
     * what else may stand on it, as last read.
     */
    Function<Endpoint, WhatBreaks> around(String sandbox, String endpointId);

    /** All of it as last read, for when Platform does not answer. */
    WhatBreaks lastRead(String sandbox, Endpoint endpoint);

    /**
     * What names each endpoint of a sandbox, by endpoint id; those that nothing names are missing. Empty as long as the
     * connections have never been read as a whole.
     */
    Optional<Map<String, Use>> uses(String sandbox);

    /**
     * @param count how many connections name an endpoint
     * @param first when the first of them was created; null when Platform did not say
     */
    record Use(long count, @Nullable Instant first) {}

    /**
     * A connection that uses an endpoint, or may.
     *
     * @param source title of the source
     * @param createdBy Adobe's id of a person or credential
     * @param person who created it through this portal; null when nobody did
     * @param flows what runs on it; null when that could not be read
     */
    record Dependant(
            String id,
            String name,
            String source,
            @Nullable String host,
            Badge badge,
            @Nullable Instant changedAt,
            @Nullable String createdBy,
            @Nullable String person,
            @Nullable Flows flows) {}

    /**
     * @param first some of them
     * @param more whether there are more than could be read at once
     */
    record Flows(int count, boolean more, List<Flow> first) {

        /** @param state as Platform wrote it */
        public record Flow(String name, @Nullable String state) {}
    }

    /**
     * @param shown the first of them, by name
     * @param total how many there are
     * @param list page of the portal that lists them all
     */
    record Bucket(List<Dependant> shown, int total, String list) {
        public boolean isEmpty() {
            return total == 0;
        }
    }

    /**
     * @param certain connections that name the endpoint
     * @param likely private connections without an endpoint's id whose host leads to the same resource
     * @param other private connections of the same source without an endpoint's id, of which nothing can be said
     * @param readAt when the likely and the others were read; null when they never were, and nothing is known of them
     * @param underWay whether they are being read
     * @param failure why they could not be read anew
     * @param flowsFailure why it could not be read what runs on them
     */
    record WhatBreaks(
            Bucket certain,
            Bucket likely,
            Bucket other,
            @Nullable Instant readAt,
            boolean underWay,
            @Nullable Failure failure,
            @Nullable Failure flowsFailure) {

        /** Whether something stands on it, or may, as long as nobody knows. */
        public boolean isLinked() {
            return !certain.isEmpty() || !likely.isEmpty() || !isComplete();
        }

        public boolean isComplete() {
            return readAt != null;
        }

        public boolean isEmpty() {
            return !isLinked() && other.isEmpty();
        }
    }
}
