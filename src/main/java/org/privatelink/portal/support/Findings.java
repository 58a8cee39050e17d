package org.privatelink.portal.support;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.connection.Freshness;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.Watched.Checked;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.request.RequestSearch.Hit;
import org.privatelink.portal.sandbox.Sandbox;

/**
 * What a search found, by kind, and what it looked at.
 *
 * @param places every sandbox that was searched
 */
record Findings(
        Kind<FoundEndpoint> endpoints,
        Kind<FoundConnection> connections,
        Kind<Hit> requests,
        Kind<Activity> acts,
        List<Place> places) {

    /**
     * @param total how many there are; with {@code more}, at least that many
     * @param more whether there are even more than were counted
     */
    record Kind<T>(List<T> rows, int total, boolean more) {

        public int left() {
            return total - rows.size();
        }
    }

    /**
     * @param since when its state was first seen, or when it was gone; null when Platform was asked just now
     * @param connections how many name it
     */
    record FoundEndpoint(
            String sandbox,
            String id,
            String name,
            @Nullable String resourceName,
            String source,
            Badge badge,
            @Nullable Instant since,
            int connections) {}

    /** @param fresh whether the copy did not have it and Platform did */
    record FoundConnection(SeenConnection connection, String source, boolean fresh) {}

    /**
     * A sandbox that was searched.
     *
     * @param connections how old the copy is; null when there is none
     * @param failure why some of it could not be read
     */
    record Place(Sandbox sandbox, Checked endpoints, @Nullable Freshness connections, @Nullable Failure failure) {}

    public boolean isEmpty() {
        return endpoints.total() + connections.total() + requests.total() + acts.total() == 0;
    }

    /** Not even a copy of any sandbox could be read. */
    boolean isBlind() {
        return !places.isEmpty() && places.stream().allMatch(place -> place.failure() != null && place.connections() == null);
    }
}
