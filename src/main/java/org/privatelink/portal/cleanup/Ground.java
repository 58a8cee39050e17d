package org.privatelink.portal.cleanup;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Watched.Known;

/**
 * What was last seen of a sandbox, to tell from it what is left over.
 *
 * @param endpoints those that Platform listed last, by id
 * @param lookedAt when it did; null when it never did
 * @param uses what names each endpoint
 * @param readAt when that was read; null when it never was
 * @param pendingBefore what is pending since then is pending for too long
 */
record Ground(
        String sandbox,
        Map<String, Known> endpoints,
        @Nullable Instant lookedAt,
        Map<String, Use> uses,
        @Nullable Instant readAt,
        Instant pendingBefore) {

    static Ground of(
            String sandbox,
            List<Known> endpoints,
            @Nullable Instant lookedAt,
            Map<String, Use> uses,
            @Nullable Instant readAt,
            Instant pendingBefore) {
        return new Ground(
                sandbox,
                endpoints.stream().collect(Collectors.toMap(known -> known.endpoint().id(), Function.identity())),
                lookedAt,
                uses,
                readAt,
                pendingBefore);
    }

    /** Whether enough was ever seen to tell. */
    boolean tells(Kind kind) {
        return lookedAt != null && (readAt != null || !kind.needsConnections());
    }

    List<Known> endpointsOf(Kind kind) {
        return endpoints.values().stream()
                .filter(known -> kind.isIn(known.endpoint().status()))
                .filter(known -> kind != Kind.UNUSED || !uses.containsKey(known.endpoint().id()))
                .filter(known -> kind != Kind.PENDING || !known.since().isAfter(pendingBefore))
                .toList();
    }

    /** Empty when there can be none. */
    @Nullable ConnectionQuery connectionsOf(Kind kind) {
        if (kind == Kind.UNSERVED) {
            return ConnectionQuery.in(sandbox).onlyUnresolved().notOfSources(served());
        }
        Set<String> lost = lost();
        return lost.isEmpty() ? null : ConnectionQuery.in(sandbox).ofEndpoints(lost);
    }

    int stranded() {
        return lost().stream().mapToInt(id -> (int) uses.get(id).count()).sum();
    }

    /** Sources with an endpoint that is not dead. */
    private Set<String> served() {
        return endpoints.values().stream()
                .map(Known::endpoint)
                .filter(endpoint -> !endpoint.status().isDead())
                .map(Endpoint::specId)
                .collect(Collectors.toSet());
    }

    /** Endpoints that connections name, and that are dead or gone. */
    private Set<String> lost() {
        return uses.keySet().stream().filter(this::isLost).collect(Collectors.toSet());
    }

    private boolean isLost(String endpointId) {
        Known known = endpoints.get(endpointId);
        return known == null ? !isNewerThanTheLook(endpointId) : known.endpoint().status().isDead();
    }

    /** An endpoint that is not listed yet may have been made, and used, after the list was read. */
    private boolean isNewerThanTheLook(String endpointId) {
        Instant first = uses.get(endpointId).first();
        return first != null && lookedAt != null && first.isAfter(lookedAt);
    }
}
