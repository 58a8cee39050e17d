package org.privatelink.portal.request;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;

/** A new request that begins with what an earlier one asked for, or with what an endpoint leads to. */
@Component
class RequestCopies {

    private final RequestService requests;
    private final Requests known;
    private final Endpoints endpoints;
    private final Watched watched;
    private final Sources sources;

    RequestCopies(RequestService requests, Requests known, Endpoints endpoints, Watched watched, Sources sources) {
        this.requests = requests;
        this.known = known;
        this.endpoints = endpoints;
        this.watched = watched;
        this.sources = sources;
    }

    /**
     * @param of name of what is copied
     * @param requestId null where no request of this portal is known
     * @param comment of who decided then, or what Platform said
     * @param commentBy null when it was Platform
     */
    record Copy(
            RequestForm asked,
            String of,
            @Nullable String requestId,
            @Nullable String comment,
            @Nullable String commentBy,
            @Nullable Instant decidedAt) {}

    Optional<Copy> ofRequest(String sandbox, String id, Person person) {
        return requests.find(sandbox, id, person).map(RequestCopies::copy);
    }

    Optional<Copy> ofEndpoint(String sandbox, String id, Person person) {
        return known.requestOf(sandbox, id)
                .flatMap(request -> ofRequest(sandbox, request.id(), person))
                .or(() -> find(sandbox, id).flatMap(this::copy));
    }

    private static Copy copy(Followed followed) {
        SetUpRequest request = followed.request();
        var decision = request.decision();
        String said = followed.sending() == null ? null : followed.sending().message();
        boolean decided = decision != null && !decision.comment().isEmpty();
        return new Copy(
                request.asked(),
                request.asked().name(),
                request.id(),
                decided ? decision.comment() : said,
                decided ? decision.byName() : null,
                decision == null ? null : decision.at());
    }

    private Optional<Endpoint> find(String sandbox, String id) {
        return endpoints.find(sandbox, id).or(() -> watched.known(sandbox, id).map(Watched.Known::endpoint));
    }

    private Optional<Copy> copy(Endpoint endpoint) {
        return sources.ofSpec(endpoint.specId()).map(source -> new Copy(asked(endpoint, source), endpoint.label(), null, null, null, null));
    }

    private static RequestForm asked(Endpoint endpoint, Source source) {
        return new RequestForm(
                source.key(),
                "",
                endpoint.name(),
                endpoint.subscriptionId(),
                endpoint.resourceGroupName(),
                endpoint.resourceName(),
                source.needsFqdns() ? String.join("\n", endpoint.fqdns()) : "",
                "",
                "",
                "");
    }
}
