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
 */
record Seen(
        Endpoint endpoint,
        Instant since,
        Instant lastSeenAt,
        @Nullable Instant absentAt,
        @Nullable Instant goneAt,
        @Nullable Instant firstConnectionAt) {

    static Seen first(Endpoint endpoint, Instant at) {
        return new Seen(endpoint, at, at, null, null, null);
    }

    boolean isGone() {
        return goneAt != null;
    }

    Seen again(Endpoint now, Instant at) {
        boolean sameState = !isGone() && now.status() == endpoint.status();
        return new Seen(now, sameState ? since : at, at, null, null, firstConnectionAt);
    }

    /** One list without it may be a wrong list. */
    Seen missed(Instant at) {
        return new Seen(
                endpoint, since, lastSeenAt, absentAt == null ? at : absentAt, absentAt == null ? null : at, firstConnectionAt);
    }

    Watched.Known known(String sandbox) {
        return new Watched.Known(sandbox, endpoint, since, lastSeenAt, goneAt);
    }
}
