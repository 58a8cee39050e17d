package org.privatelink.portal.guide;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.OurApproval;
import org.privatelink.portal.guide.Task.Kind;
import org.privatelink.portal.guide.Task.State;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.request.Asked;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Finds out how far a way has been gone. */
@Component
class Ways {

    private static final Order FIRST = new Order("created", false);

    private final Asked.Finder requests;
    private final Endpoints endpoints;
    private final OurApproval ours;
    private final Connections connections;
    private final AuthoringService authoring;
    private final Sources sources;
    private final Reads reads;

    Ways(
            Asked.Finder requests,
            Endpoints endpoints,
            OurApproval ours,
            Connections connections,
            AuthoringService authoring,
            Sources sources,
            Reads reads) {
        this.requests = requests;
        this.endpoints = endpoints;
        this.ours = ours;
        this.connections = connections;
        this.authoring = authoring;
        this.sources = sources;
        this.reads = reads;
    }

    /** The way that began with a request. */
    Optional<Way> ofRequest(Sandbox sandbox, String requestId, Person person) {
        return requests.find(sandbox.name(), requestId, person).map(asked -> way(sandbox, asked));
    }

    /** The way of an endpoint, wherever it was asked for. */
    Optional<Way> ofEndpoint(Sandbox sandbox, String endpointId) {
        return endpoints.find(sandbox.name(), endpointId).map(endpoint -> {
            String path = path(sandbox, "endpoints", endpointId, "guide");
            List<Task> tasks = tasks(
                    sandbox,
                    task(Kind.ASK, State.DONE, path(sandbox, "endpoints", endpointId)),
                    task(Kind.AGREE, State.DONE, agreement(sandbox, endpointId)),
                    new Outcome<>(Optional.of(endpoint), null),
                    endpointId);
            return new Way(endpoint.label(), sources.titleOf(endpoint.specId()), path, tasks);
        });
    }

    private Way way(Sandbox sandbox, Asked asked) {
        String path = path(sandbox, "requests", asked.id(), "guide");
        String request = path(sandbox, "requests", asked.id());
        String id = asked.endpointId();
        Outcome<Optional<Endpoint>> endpoint = id == null
                ? new Outcome<>(Optional.empty(), null)
                : reads.<Optional<Endpoint>>start(() -> endpoints.find(sandbox.name(), id)).outcome();
        List<Task> tasks = tasks(
                sandbox,
                task(Kind.ASK, asked.isDraft() ? State.NEXT : State.DONE, request),
                new Task(Kind.AGREE, agreed(asked), asked.isDraft() ? null : asked.badge().label(), request),
                endpoint,
                id);
        return new Way(asked.name(), asked.source(), path, tasks);
    }

    private @Nullable String agreement(Sandbox sandbox, String endpointId) {
        return ours.of(sandbox.name(), endpointId)
                .map(track -> path(sandbox, "requests", track.requestId()))
                .orElse(null);
    }

    private static State agreed(Asked asked) {
        if (asked.isDraft()) {
            return State.LATER;
        }
        if (asked.endpointId() != null) {
            return State.DONE;
        }
        return asked.isOver() ? State.BROKEN : State.WAITING;
    }

    private List<Task> tasks(
            Sandbox sandbox, Task ask, Task agree, Outcome<Optional<Endpoint>> endpoint, @Nullable String endpointId) {
        if (endpointId == null) {
            return List.of(ask, agree, later(Kind.APPROVE), later(Kind.AUTHORING), later(Kind.CONNECT));
        }
        Task approve = approve(sandbox, endpoint, endpointId);
        if (!approve.isDone()) {
            return List.of(ask, agree, approve, later(Kind.AUTHORING), later(Kind.CONNECT));
        }
        Endpoint approved = Objects.requireNonNull(endpoint.value()).orElseThrow();
        Optional<SeenConnection> first = firstConnection(sandbox, endpointId);
        if (first.isPresent()) {
            String connection = path(sandbox, "connections", first.get().id());
            return List.of(
                    ask,
                    agree,
                    approve,
                    task(Kind.AUTHORING, State.DONE, path(sandbox, "authoring")),
                    new Task(Kind.CONNECT, State.DONE, first.get().name(), connection));
        }
        Task switchOn = switchOn(sandbox);
        State connect = switchOn.isDone() ? State.NEXT : State.LATER;
        return List.of(ask, agree, approve, switchOn, task(Kind.CONNECT, connect, connectPath(sandbox, approved)));
    }

    private static Task approve(Sandbox sandbox, Outcome<Optional<Endpoint>> read, String endpointId) {
        String path = path(sandbox, "endpoints", endpointId);
        if (read.value() == null) {
            return task(Kind.APPROVE, State.UNREADABLE, path);
        }
        EndpointState state = read.value().map(Endpoint::status).orElse(null);
        if (state == EndpointState.APPROVED) {
            return task(Kind.APPROVE, State.DONE, path);
        }
        boolean over = state == null || state.isDead();
        return task(Kind.APPROVE, over ? State.BROKEN : State.WAITING, path);
    }

    private Optional<SeenConnection> firstConnection(Sandbox sandbox, String endpointId) {
        reads.start(() -> connections.look(sandbox.name())).outcome();
        ConnectionQuery naming = ConnectionQuery.in(sandbox.name()).ofEndpoints(List.of(endpointId));
        return connections.page(naming, FIRST, 0, 1).stream().findFirst();
    }

    private Task switchOn(Sandbox sandbox) {
        String path = path(sandbox, "authoring");
        AuthoringView view = reads.start(() -> authoring.view(sandbox)).outcome().value();
        if (view == null) {
            return task(Kind.AUTHORING, State.UNREADABLE, path);
        }
        State state = view.state().isOn() ? State.DONE : view.isMoving() ? State.WAITING : State.NEXT;
        return task(Kind.AUTHORING, state, path);
    }

    /** The form for a new connection, with what the endpoint tells filled in. */
    private String connectPath(Sandbox sandbox, Endpoint endpoint) {
        var path = UriComponentsBuilder.fromPath("/s/{sandbox}/connections/new");
        Source source = sources.ofSpec(endpoint.specId()).orElse(null);
        if (source == null) {
            return path.encode().buildAndExpand(sandbox.name()).toUriString();
        }
        String resource = Objects.toString(endpoint.resourceName(), "");
        path.queryParam("source", source.key());
        switch (source.resourceType()) {
            case STORAGE_ACCOUNT -> path.queryParam("accountName", "{resource}");
            case POSTGRESQL_SERVER -> path.queryParam("server", "{resource}.postgres.database.azure.com");
            default -> {
                // Snowflake's service says nothing about the account.
            }
        }
        return path.encode().buildAndExpand(Map.of("sandbox", sandbox.name(), "resource", resource)).toUriString();
    }

    private static Task later(Kind kind) {
        return task(kind, State.LATER, null);
    }

    private static Task task(Kind kind, State state, @Nullable String path) {
        return new Task(kind, state, null, path);
    }

    private static String path(Sandbox sandbox, String... steps) {
        return UriComponentsBuilder.fromPath("/s")
                .pathSegment(sandbox.name())
                .pathSegment(steps)
                .encode()
                .build()
                .toUriString();
    }

    /** Of the person, those not yet at their end; the newest first. */
    List<Way> under(Sandbox sandbox, Person person, int most) {
        return requests.of(sandbox.name(), person).stream()
                .filter(asked -> !asked.isOver())
                .limit(most)
                .map(asked -> reads.start(() -> way(sandbox, asked)))
                .toList()
                .stream()
                .map(Reading::get)
                .filter(way -> way.next().isPresent())
                .toList();
    }
}
