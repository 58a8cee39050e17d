package org.privatelink.portal.cleanup;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Purpose;
import org.privatelink.portal.endpoint.Purposes;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.page.TimeSpans;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;

/** Says of what is left over why, since when, and whom to ask. */
@Component
class Descriptions {

    private final Watched watched;
    private final Connections connections;
    private final ActivityService activities;
    private final Purposes purposes;
    private final Sources sources;
    private final Texts texts;
    private final TimeSpans spans;
    private final Clock clock;

    Descriptions(
            Watched watched,
            Connections connections,
            ActivityService activities,
            Purposes purposes,
            Sources sources,
            Texts texts,
            TimeSpans spans,
            Clock clock) {
        this.watched = watched;
        this.connections = connections;
        this.activities = activities;
        this.purposes = purposes;
        this.sources = sources;
        this.texts = texts;
        this.spans = spans;
        this.clock = clock;
    }

    List<Thing> ofEndpoints(Kind kind, Ground ground, List<Known> some) {
        List<String> ids = some.stream().map(known -> known.endpoint().id()).toList();
        Map<String, Activity> origins = activities.origins(Act.ENDPOINT_CREATE, ground.sandbox(), ids);
        Map<Endpoint, String> uses = kind == Kind.UNUSED ? possibleUses(ground, some) : Map.of();
        return some.stream()
                .map(known -> thing(
                        kind,
                        known,
                        origins.get(known.endpoint().id()),
                        uses.getOrDefault(known.endpoint(), texts.get("cleanup.why." + kind.key()))))
                .toList();
    }

    private Thing thing(Kind kind, Known known, @Nullable Activity origin, String why) {
        Endpoint endpoint = known.endpoint();
        return new Thing(
                kind,
                endpoint.id(),
                endpoint.label(),
                sources.titleOf(endpoint.specId()),
                endpoint.status().badge(endpoint.state(), texts),
                endpoint.state(),
                endpoint.resourceName(),
                endpoint.id(),
                known.since(),
                span(known.since()),
                origin == null ? null : origin.personName(),
                Optional.ofNullable(origin).flatMap(purposes::of).map(Purpose::owner).orElse(null),
                null,
                why);
    }

    /** What names no endpoint may use one all the same. */
    private Map<Endpoint, String> possibleUses(Ground ground, List<Known> some) {
        Map<Endpoint, String> uses = new HashMap<>();
        some.stream().map(Known::endpoint).collect(Collectors.groupingBy(Endpoint::specId)).forEach((spec, endpoints) -> {
            ConnectionQuery query = ConnectionQuery.in(ground.sandbox()).onlyUnresolved().ofSource(spec);
            int maybe = connections.count(query);
            if (maybe > 0) {
                connections.countLeadingTo(query, endpoints).forEach((endpoint, likely) ->
                        uses.put(endpoint, texts.get("cleanup.why.unused.maybe", likely, maybe)));
            }
        });
        return uses;
    }

    List<Thing> ofConnections(Kind kind, Ground ground, List<SeenConnection> some) {
        List<String> ids = some.stream().map(SeenConnection::id).toList();
        Map<String, Activity> origins = activities.origins(Act.CONNECTION_CREATE, ground.sandbox(), ids);
        Map<String, String> lost = new HashMap<>();
        return some.stream()
                .map(seen -> thing(kind, seen, origins.get(seen.id()), kind == Kind.UNSERVED
                        ? texts.get("cleanup.why.unserved")
                        : lost.computeIfAbsent(String.valueOf(seen.endpointId()), id -> lost(ground.sandbox(), id))))
                .toList();
    }

    private Thing thing(Kind kind, SeenConnection seen, @Nullable Activity origin, String why) {
        return new Thing(
                kind,
                seen.id(),
                seen.name(),
                sources.titleOf(seen.specId()),
                connections.badge(seen),
                seen.state(),
                seen.host(),
                seen.endpointId(),
                seen.updatedAt(),
                seen.updatedAt() == null ? null : span(seen.updatedAt()),
                origin == null ? null : origin.personName(),
                null,
                seen.createdBy(),
                why);
    }

    private String lost(String sandbox, String endpointId) {
        Known known = watched.known(sandbox, endpointId).orElse(null);
        if (known == null) {
            return texts.get("cleanup.why.stranded.never");
        }
        if (known.goneAt() != null) {
            return texts.get("cleanup.why.stranded.gone", known.endpoint().label(), span(known.goneAt()));
        }
        Endpoint endpoint = known.endpoint();
        String state = endpoint.status().badge(endpoint.state(), texts).label();
        return texts.get("cleanup.why.stranded", endpoint.label(), state, span(known.since()));
    }

    private String span(Instant since) {
        return spans.inWords(Duration.between(since, clock.instant()));
    }
}
