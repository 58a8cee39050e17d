package org.privatelink.portal.connection;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.connection.ConnectionClient.Running;
import org.privatelink.portal.endpoint.Dependants;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.platform.PlatformCall.Page;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Which connections stand on an endpoint: some name it, of others it can only be guessed (product fact 6). */
@Component
class ConnectionDependants implements Dependants {

    private static final Order BY_NAME = new Order("name", false);
    private static final int FLOWS_NAMED = 3;
    private static final Running UNKNOWN = new Running(Map.of(), true);

    private final ConnectionClient client;
    private final Connections connections;
    private final ActivityService activities;
    private final Sources sources;
    private final ConnectionView.Maker views;
    private final Reads reads;

    ConnectionDependants(
            ConnectionClient client,
            Connections connections,
            ActivityService activities,
            Sources sources,
            ConnectionView.Maker views,
            Reads reads) {
        this.client = client;
        this.connections = connections;
        this.activities = activities;
        this.sources = sources;
        this.views = views;
        this.reads = reads;
    }

    /** Some of a bucket, and how many there are. */
    private record Some(List<SeenConnection> first, int total) {

        private static final Some NONE = new Some(List.of(), 0);

        Some {
            first = first.stream()
                    .sorted(Comparator.comparing(SeenConnection::name, String.CASE_INSENSITIVE_ORDER))
                    .toList();
        }

        Some without(Set<String> ids) {
            List<SeenConnection> left =
                    first.stream().filter(each -> !ids.contains(each.id())).toList();
            return new Some(left, total - (first.size() - left.size()));
        }
    }

    @Override
    public Function<Endpoint, WhatBreaks> around(String sandbox, String endpointId) {
        Reading<Page<Connection>> naming = reads.start(() -> client.firstOfEndpoint(sandbox, endpointId, SHOWN));
        Outcome<Freshness> age = reads.start(() -> connections.look(sandbox)).outcome();
        Some certain = certain(sandbox, endpointId, naming.get());
        return endpoint -> sorted(sandbox, endpoint, certain, age, ids -> client.flowsUsing(sandbox, ids));
    }

    @Override
    public WhatBreaks lastRead(String sandbox, Endpoint endpoint) {
        Freshness age = connections.glance(sandbox);
        Outcome<Freshness> known = new Outcome<>(new Freshness(age.readAt(), age.underWay(), null), null);
        return sorted(sandbox, endpoint, copied(naming(sandbox, endpoint.id()), SHOWN), known, ids -> UNKNOWN);
    }

    @Override
    public Optional<Map<String, Use>> uses(String sandbox) {
        return connections.uses(sandbox);
    }

    /** Asked both ways: a connection may name the endpoint and yet not be found by it (contract traps 12, 14). */
    private Some certain(String sandbox, String endpointId, Page<Connection> listed) {
        Map<String, SeenConnection> found = new LinkedHashMap<>();
        listed.items().forEach(each -> found.put(each.id(), SeenConnection.of(sandbox, each)));
        Some copied = copied(naming(sandbox, endpointId), SHOWN + found.size());
        if (listed.more()) {
            int counted = client.countOfEndpoint(sandbox, endpointId).orElse(0);
            int total = Math.max(Math.max(counted, copied.total()), found.size() + 1);
            return new Some(List.copyOf(found.values()), total);
        }
        int unchecked = copied.total() - copied.first().size();
        Some missed = copied.without(found.keySet());
        stillNaming(sandbox, endpointId, missed.first()).forEach(each -> found.put(each.id(), each));
        return new Some(List.copyOf(found.values()), found.size() + unchecked);
    }

    /** Those of the copy that were not listed, unless Platform denies it when it is asked for each. */
    private List<SeenConnection> stillNaming(String sandbox, String endpointId, List<SeenConnection> missed) {
        try {
            return client.listOfIds(sandbox, ids(missed)).stream()
                    .filter(each -> endpointId.equals(each.endpointId()))
                    .map(each -> SeenConnection.of(sandbox, each))
                    .toList();
        } catch (PlatformException unknown) {
            return missed;
        }
    }

    private WhatBreaks sorted(
            String sandbox,
            Endpoint endpoint,
            Some certain,
            Outcome<Freshness> age,
            Function<List<String>, Running> flows) {
        ConnectionQuery unresolved =
                ConnectionQuery.in(sandbox).onlyUnresolved().ofSource(endpoint.specId());
        Set<String> hosts = Reach.hostsOf(endpoint);
        Set<String> known = new HashSet<>(ids(certain.first()));
        Some likely = hosts.isEmpty() ? Some.NONE : copied(unresolved.leadingTo(hosts), SHOWN).without(known);
        Some other = copied(unresolved.notLeadingTo(hosts), SHOWN).without(known);
        List<SeenConnection> shown = Stream.of(certain, likely, other)
                .flatMap(some -> some.first().stream().limit(SHOWN))
                .toList();
        Words words = words(sandbox, shown, flows);
        String source = sources.ofSpec(endpoint.specId()).map(Source::key).orElse("");
        String these = String.join(",", hosts);
        Freshness copy = age.value();
        PlatformException failure = copy == null ? age.failure() : copy.failure();
        return new WhatBreaks(
                bucket(certain, words, list(sandbox, Map.of("endpoint", endpoint.id()))),
                bucket(likely, words, list(sandbox, Map.of("link", "unresolved", "source", source, "host", these))),
                bucket(other, words, list(sandbox, Map.of("link", "unresolved", "source", source, "otherHost", these))),
                copy == null ? null : copy.readAt(),
                copy != null && copy.underWay(),
                failure == null ? null : Failure.of(failure),
                words.flowsFailure());
    }

    private static ConnectionQuery naming(String sandbox, String endpointId) {
        return ConnectionQuery.in(sandbox).ofEndpoints(List.of(endpointId));
    }

    private Some copied(ConnectionQuery query, int most) {
        int total = connections.count(query);
        return total == 0 ? Some.NONE : new Some(connections.page(query, BY_NAME, 0, most), total);
    }

    private static String list(String sandbox, Map<String, String> filter) {
        UriComponentsBuilder uri = UriComponentsBuilder.fromPath("/s/{sandbox}/connections");
        filter.keySet().stream()
                .sorted()
                .filter(name -> !filter.get(name).isEmpty())
                .forEach(name -> uri.queryParam(name, "{" + name + "}"));
        return uri.encode()
                .buildAndExpand(Stream.concat(
                                Stream.of(Map.entry("sandbox", sandbox)), filter.entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .toUriString();
    }

    /** What has to be asked for elsewhere to describe connections. */
    private record Words(
            Map<String, Activity> origins, @Nullable Running running, @Nullable Failure flowsFailure) {}

    private Words words(String sandbox, List<SeenConnection> shown, Function<List<String>, Running> flows) {
        List<String> ids = ids(shown);
        Map<String, Activity> origins = activities.origins(Act.CONNECTION_CREATE, sandbox, ids);
        try {
            return new Words(origins, flows.apply(ids), null);
        } catch (PlatformException unknown) {
            return new Words(origins, null, Failure.of(unknown));
        }
    }

    private Bucket bucket(Some some, Words words, String list) {
        List<Dependant> shown = some.first().stream()
                .limit(SHOWN)
                .map(each -> dependant(each, words))
                .toList();
        return new Bucket(shown, some.total(), list);
    }

    private Dependant dependant(SeenConnection seen, Words words) {
        Activity origin = words.origins().get(seen.id());
        return new Dependant(
                seen.id(),
                seen.name(),
                sources.titleOf(seen.specId()),
                seen.host(),
                views.badge(seen.state()),
                seen.updatedAt(),
                seen.createdBy(),
                origin == null ? null : origin.personName(),
                words.running() == null ? null : flows(words.running(), seen.id()));
    }

    private @Nullable Flows flows(Running running, String connectionId) {
        List<Flow> flows = running.flows().getOrDefault(connectionId, List.of());
        if (flows.isEmpty() && running.more()) {
            return null;
        }
        List<Flows.Flow> first = flows.stream()
                .limit(FLOWS_NAMED)
                .map(flow -> new Flows.Flow(Objects.requireNonNullElse(flow.name(), flow.id()), flow.state()))
                .toList();
        return new Flows(flows.size(), running.more(), first);
    }

    private static List<String> ids(Collection<SeenConnection> connections) {
        return connections.stream().map(SeenConnection::id).toList();
    }
}
