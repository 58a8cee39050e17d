package org.privatelink.portal.cleanup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.endpoint.Watched.Query;
import org.privatelink.portal.page.Listing.Order;
import org.springframework.stereotype.Service;

/** Finds what is left over. Asks the portal's own database only. */
@Service
public class CleanupService {

    private static final int AT_A_TIME = 500;

    private final Watched watched;
    private final Connections connections;
    private final Descriptions descriptions;
    private final CleanupProperties properties;
    private final Clock clock;

    CleanupService(
            Watched watched,
            Connections connections,
            Descriptions descriptions,
            CleanupProperties properties,
            Clock clock) {
        this.watched = watched;
        this.connections = connections;
        this.descriptions = descriptions;
        this.properties = properties;
        this.clock = clock;
    }

    /** How many things are left over, of those kinds that can be told now. */
    public int total(String sandbox) {
        Ground ground = ground(sandbox, properties.pendingDays(), connections.glance(sandbox).readAt());
        return Stream.of(Kind.values())
                .map(kind -> count(kind, ground))
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .sum();
    }

    Ground ground(String sandbox, int pendingDays, @Nullable Instant readAt) {
        return new Ground(
                sandbox,
                watched.checked(sandbox).last(),
                readAt,
                readAt == null ? Map.of() : connections.usesAsRead(sandbox),
                watched.alive(sandbox),
                watched.sourcesAlive(sandbox),
                clock.instant().minus(Duration.ofDays(pendingDays)));
    }

    /** Null when nothing was ever seen that tells. */
    @Nullable Integer count(Kind kind, Ground ground) {
        if (!ground.tells(kind) || kind == Kind.UNUSED && isUncounted(ground)) {
            return null;
        }
        if (kind.isOfEndpoints()) {
            return watched.count(ground.endpointsOf(kind));
        }
        return kind == Kind.STRANDED ? ground.stranded() : connections.count(ground.connectionsOf(kind));
    }

    /** Whether there are approved ones whose connections nobody has counted yet. */
    private boolean isUncounted(Ground ground) {
        String sandbox = ground.sandbox();
        return watched.count(new Query(sandbox, "", null, EndpointState.APPROVED, null))
                > watched.count(new Query(sandbox, "", null, EndpointState.APPROVED, true))
                        + watched.count(new Query(sandbox, "", null, EndpointState.APPROVED, false));
    }

    List<Thing> page(Kind kind, Ground ground, Order order, int offset, int limit) {
        if (kind.isOfEndpoints()) {
            return descriptions.ofEndpoints(kind, ground, watched.page(ground.endpointsOf(kind), order, offset, limit));
        }
        ConnectionQuery query = ground.connectionsOf(kind);
        return query == null
                ? List.of()
                : descriptions.ofConnections(kind, ground, connections.page(query, order, offset, limit));
    }

    /** All of a kind, some hundred at a time. */
    void forEach(Kind kind, Ground ground, Order order, Consumer<Thing> reader) {
        ConnectionQuery query = kind.isOfEndpoints() ? null : ground.connectionsOf(kind);
        if (kind.isOfEndpoints()) {
            inPortions(
                    (Consumer<Known> each) -> watched.forEach(ground.endpointsOf(kind), order, each),
                    some -> descriptions.ofEndpoints(kind, ground, some).forEach(reader));
        } else if (query != null) {
            inPortions(
                    (Consumer<SeenConnection> each) -> connections.forEach(query, order, each),
                    some -> descriptions.ofConnections(kind, ground, some).forEach(reader));
        }
    }

    private static <T> void inPortions(Consumer<Consumer<T>> rows, Consumer<List<T>> reader) {
        List<T> some = new ArrayList<>();
        rows.accept(row -> {
            some.add(row);
            if (some.size() == AT_A_TIME) {
                reader.accept(List.copyOf(some));
                some.clear();
            }
        });
        reader.accept(List.copyOf(some));
    }
}
