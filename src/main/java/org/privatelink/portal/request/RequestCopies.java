package org.privatelink.portal.request;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
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
    private final ActivityService activities;
    private final Sources sources;

    RequestCopies(
            RequestService requests,
            Requests known,
            Endpoints endpoints,
            Watched watched,
            ActivityService activities,
            Sources sources) {
        this.requests = requests;
        this.known = known;
        this.endpoints = endpoints;
        this.watched = watched;
        this.activities = activities;
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
            @Nullable Instant decidedAt) {

        Copy saying(String comment, String by, Instant at) {
            return new Copy(asked, of, requestId, comment, by, at);
        }
    }

    Optional<Copy> ofRequest(String sandbox, String id, Person person) {
        return requests.find(sandbox, id, person).map(RequestCopies::copy);
    }

    /** If somebody rejected it in Azure from here, what he wrote then is the latest word. */
    Optional<Copy> ofEndpoint(String sandbox, String id, Person person) {
        Optional<Copy> copy = known.requestOf(sandbox, id)
                .flatMap(request -> ofRequest(sandbox, request.id(), person))
                .or(() -> find(sandbox, id).flatMap(this::copy));
        return activities.latestDone(Act.AZURE_REJECT, sandbox, id)
                .map(rejected -> copy.map(found -> found.saying(
                        rejected.facts().getOrDefault("description", ""), rejected.personName(), rejected.begunAt())))
                .orElse(copy);
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
