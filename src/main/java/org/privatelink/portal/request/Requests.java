package org.privatelink.portal.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.springframework.stereotype.Component;

/** Requests for other rooms to read. */
@Component
public class Requests {

    private final RequestRepository requests;
    private final ActivityService activities;

    Requests(RequestRepository requests, ActivityService activities) {
        this.requests = requests;
        this.activities = activities;
    }

    /** Who asked for an endpoint; empty when it was asked for outside this portal. */
    public Optional<Requester> requesterOf(String sandbox, String endpointId) {
        return requestOf(sandbox, endpointId).map(request -> new Requester(
                request.id(),
                request.requester().name(),
                request.requester().email(),
                request.asked().ticket().isEmpty() ? null : request.asked().ticket()));
    }

    Optional<SetUpRequest> requestOf(String sandbox, String endpointId) {
        return activities.origin(Act.ENDPOINT_CREATE, sandbox, endpointId)
                .flatMap(created -> requests.findByActivity(created.id()));
    }

    /** @param email null when the provider told none */
    public record Requester(String requestId, String name, @Nullable String email, @Nullable String ticket) {}
}
