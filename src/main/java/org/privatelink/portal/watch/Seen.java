package org.privatelink.portal.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Watched;

/**
 * What is kept of an endpoint.
 *
 * @param since when its state was first seen
 * @param absentAt when a list did not have it for the first time; null when the last good list had it
 * @param goneAt when the next good list did not have it either
 * @param deletedAt when this portal deleted it; null when it did not, or a later list has it all the same
 * @param connections how many connections name it, as last counted; null when they were not
 */
record Seen(
        Endpoint endpoint,
        Instant since,
        Instant lastSeenAt,
        @Nullable Instant absentAt,
        @Nullable Instant goneAt,
        @Nullable Instant deletedAt,
        @Nullable Instant firstConnectionAt,
        @Nullable Long connections) {

    static Seen first(Endpoint endpoint, Instant at) {
        return new Seen(endpoint, at, at, null, null, null, null, null);
    }

    boolean isGone() {
        return goneAt != null;
    }

    /** @param begun when the look began: a list asked for before it was deleted says nothing of that */
    Seen again(Endpoint now, Instant begun, Instant at) {
        boolean sameState = !isGone() && now.status() == endpoint.status();
        boolean deleted = deletedAt != null && !deletedAt.isBefore(begun);
        return new Seen(
                now, sameState ? since : at, at, null, null, deleted ? deletedAt : null, firstConnectionAt, connections);
    }

    /** One list without it may be a wrong list. */
    Seen missed(Instant at) {
        return new Seen(
                endpoint,
                since,
                lastSeenAt,
                absentAt == null ? at : absentAt,
                absentAt == null ? null : at,
                deletedAt,
                firstConnectionAt,
                connections);
    }

    Watched.Known known(String sandbox) {
        return new Watched.Known(sandbox, endpoint, since, lastSeenAt, goneAt, connections);
    }
}
