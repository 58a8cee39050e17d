package org.privatelink.portal.cleanup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Service;

/** Finds what is left over. Asks the portal's own database only. */
@Service
public class CleanupService {

    private static final int AT_A_TIME = 500;

    private final Watched watched;
    private final Connections connections;
    private final Descriptions descriptions;
    private final CleanupProperties properties;
    private final Sources sources;
    private final Clock clock;

    CleanupService(
            Watched watched,
            Connections connections,
            Descriptions descriptions,
            CleanupProperties properties,
            Sources sources,
            Clock clock) {
        this.watched = watched;
        this.connections = connections;
        this.descriptions = descriptions;
        this.properties = properties;
        this.sources = sources;
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
        return Ground.of(
                sandbox,
                watched.present(sandbox),
                watched.checked(sandbox).last(),
                readAt == null ? Map.of() : connections.usesAsRead(sandbox),
                readAt,
                clock.instant().minus(Duration.ofDays(pendingDays)));
    }

    /** Null when nothing was ever seen that tells. */
    @Nullable Integer count(Kind kind, Ground ground) {
        if (!ground.tells(kind)) {
            return null;
        }
        if (kind.isOfEndpoints()) {
            return ground.endpointsOf(kind).size();
        }
        return kind == Kind.STRANDED ? ground.stranded() : connections.count(ground.connectionsOf(kind));
    }

    List<Thing> page(Kind kind, Ground ground, Order order, int offset, int limit) {
        if (kind.isOfEndpoints()) {
            List<Known> page = sorted(ground.endpointsOf(kind), order).skip(offset).limit(limit).toList();
            return descriptions.ofEndpoints(kind, ground, page);
        }
        ConnectionQuery query = ground.connectionsOf(kind);
        return query == null
                ? List.of()
                : descriptions.ofConnections(kind, ground, connections.page(query, order, offset, limit));
    }

    /** All of a kind, some hundred at a time. */
    void forEach(Kind kind, Ground ground, Order order, Consumer<Thing> reader) {
        if (kind.isOfEndpoints()) {
            List<Known> all = sorted(ground.endpointsOf(kind), order).toList();
            for (int from = 0; from < all.size(); from += AT_A_TIME) {
                List<Known> some = all.subList(from, Math.min(from + AT_A_TIME, all.size()));
                descriptions.ofEndpoints(kind, ground, some).forEach(reader);
            }
            return;
        }
        ConnectionQuery query = ground.connectionsOf(kind);
        if (query != null) {
            forEach(kind, ground, query, order, reader);
        }
    }

    private void forEach(Kind kind, Ground ground, ConnectionQuery query, Order order, Consumer<Thing> reader) {
        List<SeenConnection> some = new ArrayList<>();
        connections.forEach(query, order, each -> {
            some.add(each);
            if (some.size() == AT_A_TIME) {
                descriptions.ofConnections(kind, ground, some).forEach(reader);
                some.clear();
            }
        });
        descriptions.ofConnections(kind, ground, some).forEach(reader);
    }

    private Stream<Known> sorted(List<Known> endpoints, Order order) {
        Comparator<Known> byName = Comparator.comparing(known -> known.endpoint().label().toLowerCase(Locale.ROOT));
        Comparator<Known> ascending = switch (order.column()) {
            case "source" -> Comparator.<Known, String>comparing(known -> sources.titleOf(known.endpoint().specId()))
                    .thenComparing(byName);
            case "since" -> Comparator.comparing(Known::since).thenComparing(byName);
            default -> byName;
        };
        return endpoints.stream()
                .sorted((order.descending() ? ascending.reversed() : ascending)
                        .thenComparing(known -> known.endpoint().id()));
    }
}
