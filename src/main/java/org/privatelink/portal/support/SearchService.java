package org.privatelink.portal.support;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.Freshness;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.request.RequestSearch;
import org.privatelink.portal.request.RequestSearch.Wanted;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.privatelink.portal.source.Sources;
import org.privatelink.portal.support.Findings.FoundConnection;
import org.privatelink.portal.support.Findings.FoundEndpoint;
import org.privatelink.portal.support.Findings.Kind;
import org.privatelink.portal.support.Findings.Place;
import org.springframework.stereotype.Service;

/** Looks for anything in every sandbox: in the portal's copies, and at Platform for an id that they do not know. */
@Service
class SearchService {

    private static final Order NEWEST = new Order("created", true);
    private static final int MOST_OF_A_NAME = 500;

    private final Sandboxes sandboxes;
    private final Endpoints endpoints;
    private final Watched watched;
    private final Connections connections;
    private final RequestSearch requests;
    private final ActivityService activities;
    private final Sources sources;
    private final EndpointView.Maker views;
    private final Reads reads;
    private final Texts texts;
    private final SupportProperties properties;

    SearchService(
            Sandboxes sandboxes,
            Endpoints endpoints,
            Watched watched,
            Connections connections,
            RequestSearch requests,
            ActivityService activities,
            Sources sources,
            EndpointView.Maker views,
            Reads reads,
            Texts texts,
            SupportProperties properties) {
        this.sandboxes = sandboxes;
        this.endpoints = endpoints;
        this.watched = watched;
        this.connections = connections;
        this.requests = requests;
        this.activities = activities;
        this.sources = sources;
        this.views = views;
        this.reads = reads;
        this.texts = texts;
        this.properties = properties;
    }

    /** In every sandbox of the person's; the one of the page comes first. */
    Findings search(Sandbox own, SearchKey key, Person person) {
        List<Sandbox> all = Stream.concat(
                        Stream.of(own), sandboxes.usable(person).stream().filter(each -> !each.name().equals(own.name())))
                .toList();
        List<Place> places = look(all);
        List<String> names = all.stream().map(Sandbox::name).toList();
        Reading<Kind<FoundEndpoint>> searched = reads.start(() -> endpoints(names, key));
        Kind<FoundConnection> foundConnections = connections(names, key);
        Kind<FoundEndpoint> foundEndpoints = searched.get();
        if (key.mayBeId() && !isKnown(key, foundEndpoints, foundConnections)) {
            return asking(all, key, foundEndpoints, foundConnections, places);
        }
        return findings(names, key, foundEndpoints, foundConnections, places);
    }

    private Findings findings(
            List<String> names,
            SearchKey key,
            Kind<FoundEndpoint> foundEndpoints,
            Kind<FoundConnection> foundConnections,
            List<Place> places) {
        Wanted wanted = new Wanted(key.text(), key.resource());
        return new Findings(
                foundEndpoints,
                foundConnections,
                kind(ownFirst(names, (some, most) -> requests.search(some, wanted, most)), requests.count(names, wanted)),
                kind(
                        ownFirst(names, (some, most) -> activities.search(some, key.text(), most)),
                        activities.countMatching(names, key.text())),
                places);
    }

    private List<Place> look(List<Sandbox> all) {
        Map<Sandbox, Reading<Freshness>> looks = all.stream()
                .collect(Collectors.toMap(
                        each -> each, each -> reads.start(() -> look(each.name()))));
        return all.stream().map(each -> place(each, looks.get(each).outcome())).toList();
    }

    private Freshness look(String sandbox) {
        // The watcher looks by itself; only where it never did is its first look worth waiting for.
        if (watched.checked(sandbox).last() == null) {
            watched.freshen(sandbox);
        }
        return connections.look(sandbox, properties.patience());
    }

    private Place place(Sandbox sandbox, Outcome<Freshness> age) {
        PlatformException failure = age.value() == null ? age.failure() : age.value().failure();
        return new Place(
                sandbox, watched.checked(sandbox.name()), age.value(), failure == null ? null : Failure.of(failure));
    }

    private Kind<FoundEndpoint> endpoints(List<String> names, SearchKey key) {
        int most = key.resource() == null ? properties.shown() + 1 : MOST_OF_A_NAME;
        List<Known> known = ownFirst(names, most, (some, limit) -> watched.search(some, key.label(), limit)).stream()
                .filter(each -> key.resource() == null || isTarget(each.endpoint(), key.resource()))
                .toList();
        List<FoundEndpoint> shown = known.stream().limit(properties.shown()).map(this::endpoint).toList();
        return new Kind<>(shown, known.size(), known.size() == most);
    }

    /** Azure's names know no letter case. */
    private static boolean isTarget(Endpoint endpoint, AzureResourceId resource) {
        return resource.subscriptionId().equalsIgnoreCase(endpoint.subscriptionId())
                && resource.resourceGroupName().equalsIgnoreCase(endpoint.resourceGroupName())
                && resource.resourceName().equalsIgnoreCase(endpoint.resourceName());
    }

    private FoundEndpoint endpoint(Known known) {
        FoundEndpoint found = endpoint(known.sandbox(), known.endpoint());
        Badge badge = known.goneAt() == null
                ? found.badge()
                : new Badge("neutral", "gone", texts.get("endpoint.state.gone"));
        return new FoundEndpoint(
                found.sandbox(),
                found.id(),
                found.name(),
                found.resourceName(),
                found.source(),
                badge,
                known.goneAt() == null ? known.since() : known.goneAt(),
                found.connections());
    }

    private FoundEndpoint endpoint(String sandbox, Endpoint endpoint) {
        EndpointView view = views.view(endpoint, null);
        return new FoundEndpoint(
                sandbox,
                view.id(),
                view.name(),
                endpoint.resourceName(),
                view.source(),
                view.badge(),
                null,
                connections.count(ConnectionQuery.in(sandbox).ofEndpoints(List.of(view.id()))));
    }

    /** A host leads to a resource under several names; without any of them, a text may stand anywhere. */
    private Kind<FoundConnection> connections(List<String> names, SearchKey key) {
        if (!key.hosts().isEmpty()) {
            Kind<FoundConnection> led = connections(names, ConnectionQuery.of(names, "").leadingTo(key.hosts()));
            if (led.total() > 0) {
                return led;
            }
        }
        return connections(names, ConnectionQuery.of(names, key.text()));
    }

    private Kind<FoundConnection> connections(List<String> names, ConnectionQuery query) {
        int total = connections.count(query);
        List<SeenConnection> found = total > properties.shown() ? some(names, query) : all(names, query, total);
        return kind(found.stream().map(each -> connection(each, false)).toList(), total);
    }

    private List<SeenConnection> all(List<String> names, ConnectionQuery query, int total) {
        return total == 0
                ? List.of()
                : connections.page(query, NEWEST, 0, total).stream()
                        .sorted(Comparator.comparing(each -> !each.sandbox().equals(names.get(0))))
                        .toList();
    }

    private List<SeenConnection> some(List<String> names, ConnectionQuery query) {
        List<SeenConnection> found = new ArrayList<>();
        for (String name : names) {
            ConnectionQuery here = ConnectionQuery.in(name).withText(query.text()).leadingTo(query.hosts());
            add(found, here.onlyPrivate());
            add(found, here);
        }
        return found;
    }

    /** One sandbox at a time and the private ones first: that is the order in which the database need not sort them all. */
    private void add(List<SeenConnection> found, ConnectionQuery query) {
        int most = properties.shown();
        if (found.size() < most) {
            connections.page(query, NEWEST, 0, most).stream()
                    .filter(each -> !found.contains(each))
                    .limit(most - found.size())
                    .forEach(found::add);
        }
    }

    private FoundConnection connection(SeenConnection seen, boolean fresh) {
        return new FoundConnection(seen, sources.titleOf(seen.specId()), fresh);
    }

    private static boolean isKnown(SearchKey key, Kind<FoundEndpoint> endpoints, Kind<FoundConnection> connections) {
        return endpoints.rows().stream().anyMatch(each -> each.id().equals(key.text()))
                || connections.rows().stream().anyMatch(each -> each.connection().id().equals(key.text()));
    }

    /** Something that was made elsewhere a moment ago is in no copy yet. */
    private Findings asking(
            List<Sandbox> all,
            SearchKey key,
            Kind<FoundEndpoint> knownEndpoints,
            Kind<FoundConnection> knownConnections,
            List<Place> places) {
        List<String> asked = all.stream().limit(properties.asked()).map(Sandbox::name).toList();
        var endpointReads = ask(asked, name -> endpoints.find(name, key.text()));
        var connectionReads = ask(asked, name -> connections.find(name, key.text()));
        Map<String, PlatformException> failures = new HashMap<>();
        List<FoundEndpoint> moreEndpoints = answers(endpointReads, failures, this::endpoint);
        List<FoundConnection> moreConnections = answers(connectionReads, failures, this::fresh);
        return findings(
                all.stream().map(Sandbox::name).toList(),
                key,
                with(moreEndpoints, knownEndpoints),
                with(moreConnections, knownConnections),
                places.stream().map(place -> with(failures.get(place.sandbox().name()), place)).toList());
    }

    private FoundConnection fresh(String sandbox, Connection found) {
        return connection(SeenConnection.of(sandbox, found), true);
    }

    private <T> Map<String, Reading<Optional<T>>> ask(
            List<String> names, Function<String, Optional<T>> read) {
        Map<String, Reading<Optional<T>>> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.put(name, reads.start(() -> read.apply(name))));
        return asked;
    }

    private static <T, R> List<R> answers(
            Map<String, Reading<Optional<T>>> asked,
            Map<String, PlatformException> failures,
            BiFunction<String, T, R> view) {
        List<R> found = new ArrayList<>();
        asked.forEach((name, reading) -> {
            Outcome<Optional<T>> answer = reading.outcome();
            if (answer.failure() != null) {
                failures.put(name, answer.failure());
            } else {
                answer.value().ifPresent(each -> found.add(view.apply(name, each)));
            }
        });
        return found;
    }

    private static <T> Kind<T> with(List<T> more, Kind<T> known) {
        return new Kind<>(
                Stream.concat(more.stream(), known.rows().stream()).toList(), known.total() + more.size(), known.more());
    }

    private static Place with(@Nullable PlatformException failure, Place place) {
        return failure == null || place.failure() != null
                ? place
                : new Place(place.sandbox(), place.endpoints(), place.connections(), Failure.of(failure));
    }

    private static <T> Kind<T> kind(List<T> rows, int total) {
        return new Kind<>(rows, Math.max(total, rows.size()), false);
    }

    private <T> List<T> ownFirst(List<String> names, BiFunction<Collection<String>, Integer, List<T>> read) {
        return ownFirst(names, properties.shown(), read);
    }

    private static <T> List<T> ownFirst(
            List<String> names, int most, BiFunction<Collection<String>, Integer, List<T>> read) {
        List<T> found = new ArrayList<>(read.apply(names.subList(0, 1), most));
        if (found.size() < most && names.size() > 1) {
            found.addAll(read.apply(names.subList(1, names.size()), most - found.size()));
        }
        return found;
    }
}
