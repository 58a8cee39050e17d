package org.privatelink.portal.cleanup;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Watched.Query;

/**
 * What was last seen of a sandbox, to tell from it what is left over.
 *
 * @param lookedAt when Platform's endpoints were last listed; null when they never were
 * @param readAt when its connections were; null when they never were
 * @param uses what names each endpoint
 * @param alive ids of endpoints that carry data or still may
 * @param served sources with such an endpoint
 * @param pendingBefore what is pending since then is pending for too long
 */
record Ground(
        String sandbox,
        @Nullable Instant lookedAt,
        @Nullable Instant readAt,
        Map<String, Use> uses,
        Set<String> alive,
        Set<String> served,
        Instant pendingBefore) {

    /** Whether enough was ever seen to tell. */
    boolean tells(Kind kind) {
        return lookedAt != null && (readAt != null || !kind.needsConnections());
    }

    Query endpointsOf(Kind kind) {
        return new Query(
                sandbox,
                "",
                null,
                Objects.requireNonNull(kind.state()),
                kind == Kind.UNUSED ? false : null,
                kind == Kind.PENDING ? pendingBefore : null);
    }

    /** Null when there can be none. */
    @Nullable ConnectionQuery connectionsOf(Kind kind) {
        if (kind == Kind.UNSERVED) {
            return ConnectionQuery.in(sandbox).onlyUnresolved().notOfSources(served);
        }
        Set<String> lost = lost();
        return lost.isEmpty() ? null : ConnectionQuery.in(sandbox).ofEndpoints(lost);
    }

    int stranded() {
        return lost().stream().mapToInt(id -> (int) uses.get(id).count()).sum();
    }

    /** Endpoints that connections name, and that are dead or gone. */
    private Set<String> lost() {
        return uses.keySet().stream()
                .filter(id -> !alive.contains(id) && !isNewerThanTheLook(id))
                .collect(Collectors.toSet());
    }

    /** An endpoint that is not listed yet may have been made, and used, after the list was read. */
    private boolean isNewerThanTheLook(String endpointId) {
        Instant first = uses.get(endpointId).first();
        return first != null && lookedAt != null && first.isAfter(lookedAt);
    }
}
