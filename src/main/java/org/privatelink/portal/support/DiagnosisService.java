package org.privatelink.portal.support;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.Reach;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.OurApproval;
import org.privatelink.portal.endpoint.Past;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.platform.LastCall;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.request.RequestSearch;
import org.privatelink.portal.request.RequestSearch.Hit;
import org.privatelink.portal.request.RequestSearch.Wanted;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Sources;
import org.privatelink.portal.support.Circumstances.Read;
import org.springframework.stereotype.Service;

/** Reads all that a diagnosis needs; what does not depend on something else is read side by side. */
@Service
class DiagnosisService {

    private static final int MOST_REQUESTS = 20;

    private final Connections connections;
    private final Endpoints endpoints;
    private final Watched watched;
    private final OurApproval ours;
    private final List<Past> pasts;
    private final RequestSearch requests;
    private final AuthoringService authoring;
    private final Sources sources;
    private final Reads reads;
    private final Clock clock;

    DiagnosisService(
            Connections connections,
            Endpoints endpoints,
            Watched watched,
            OurApproval ours,
            List<Past> pasts,
            RequestSearch requests,
            AuthoringService authoring,
            Sources sources,
            Reads reads,
            Clock clock) {
        this.connections = connections;
        this.endpoints = endpoints;
        this.watched = watched;
        this.ours = ours;
        this.pasts = pasts;
        this.requests = requests;
        this.authoring = authoring;
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
    }

    /**
     * Looks at all but the source itself.
     *
     * @throws NoSuchThing when neither Platform nor the copy has such a connection
     */
    Circumstances look(Sandbox sandbox, String id) {
        return look(sandbox, id, null);
    }

    /** The same with a live test, unless authoring is known to be off: Platform could not get through then. */
    Circumstances lookAndTest(Sandbox sandbox, String id, Person person) {
        return look(sandbox, id, person);
    }

    private Circumstances look(Sandbox sandbox, String id, @Nullable Person tester) {
        Reading<Optional<Connection>> connectionRead = reads.start(() -> connections.find(sandbox.name(), id));
        Reading<AuthoringView> authoringRead = reads.start(() -> authoring.view(sandbox));
        SeenConnection listed = connections.seen(sandbox.name(), id).orElse(null);
        Read<Optional<Connection>> connection = read(connectionRead);
        Connection found = connection.value() == null ? null : connection.value().orElse(null);
        if (found == null && connection.failure() == null && listed == null) {
            throw new NoSuchThing();
        }
        boolean isPrivate = found == null ? listed != null && listed.privateLink() : found.usesPrivateLink();
        Read<AuthoringView> status = isPrivate ? read(authoringRead) : null;
        Surroundings around = around(sandbox.name(), found);
        return new Circumstances(
                clock.instant(),
                connection,
                listed,
                sources.ofSpec(found == null ? "" : found.specId()).orElse(null),
                around.named(),
                around.ofSource(),
                around.endpointId() == null ? null : watched.known(sandbox.name(), around.endpointId()).orElse(null),
                around.endpointId() == null ? null : ours.of(sandbox.name(), around.endpointId()).orElse(null),
                around.endpointId() == null ? null : decided(sandbox.name(), around.endpointId()),
                found == null || around.isServed() ? null : asked(sandbox.name(), found),
                status,
                tester != null && found != null && mayTest(status) ? test(sandbox.name(), found, tester) : null);
    }

    /** @param endpointId the named one, or the one to which the host leads */
    private record Surroundings(
            @Nullable Read<Optional<Endpoint>> named,
            @Nullable Read<List<Endpoint>> ofSource,
            @Nullable String endpointId) {

        boolean isServed() {
            return named != null && named.value() != null && named.value().isPresent() || named == null && endpointId != null;
        }
    }

    private Surroundings around(String sandbox, @Nullable Connection found) {
        if (found == null || !found.usesPrivateLink()) {
            return new Surroundings(null, null, null);
        }
        String named = found.endpointId();
        if (named != null) {
            return new Surroundings(read(() -> endpoints.find(sandbox, named)), null, named);
        }
        Read<List<Endpoint>> ofSource = read(() -> endpoints.listOfSource(sandbox, found.specId()));
        Reach reach = found.reach().orElse(null);
        String byHost = Circumstances.byHost(reach, ofSource.value()).map(Endpoint::id).orElse(null);
        return new Surroundings(null, ofSource, byHost);
    }

    private static boolean mayTest(@Nullable Read<AuthoringView> status) {
        return status == null || status.value() == null || status.value().state().isOn();
    }

    private Read<Boolean> test(String sandbox, Connection connection, Person tester) {
        LastCall last = LastCall.listen();
        try (last) {
            return Read.of(connections.test(sandbox, connection, tester), last.requestId());
        } catch (PlatformException failed) {
            return Read.failed(failed);
        }
    }

    private @Nullable Moment decided(String sandbox, String endpointId) {
        return pasts.stream()
                .flatMap(past -> past.moments(sandbox, endpointId).stream())
                .filter(moment -> moment.key().startsWith("azure-"))
                .max(Comparator.comparing(Moment::at))
                .orElse(null);
    }

    /** A request for an endpoint to the same resource, which may still become one. */
    private @Nullable Hit asked(String sandbox, Connection found) {
        String label = found.reach().map(reach -> reach.host().split("\\.", 2)[0]).orElse(null);
        return label == null
                ? null
                : requests.search(List.of(sandbox), new Wanted(label, null), MOST_REQUESTS).stream()
                        .filter(Hit::underWay)
                        .filter(hit -> hit.resourceName().equalsIgnoreCase(label))
                        .filter(hit -> hit.specId().equalsIgnoreCase(found.specId()))
                        .findFirst()
                        .orElse(null);
    }

    private <T> Read<T> read(Supplier<T> read) {
        return read(reads.start(read));
    }

    private static <T> Read<T> read(Reading<T> reading) {
        Outcome<T> outcome = reading.outcome();
        return outcome.failure() != null
                ? Read.failed(outcome.failure())
                : Read.of(outcome.value(), reading.requestId());
    }
}
