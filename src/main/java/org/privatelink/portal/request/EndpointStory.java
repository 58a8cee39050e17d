package org.privatelink.portal.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.OurApproval;
import org.privatelink.portal.endpoint.Past;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.springframework.stereotype.Component;

/** Our part of an endpoint's life: asked for, agreed to, sent, created. */
@Component
class EndpointStory implements Past, OurApproval {

    private final RequestRepository requests;
    private final ActivityService activities;
    private final RequestView.Maker views;

    EndpointStory(RequestRepository requests, ActivityService activities, RequestView.Maker views) {
        this.requests = requests;
        this.activities = activities;
        this.views = views;
    }

    @Override
    public List<Moment> moments(String sandbox, String endpointId) {
        return origin(sandbox, endpointId).map(this::moments).orElse(List.of());
    }

    private List<Moment> moments(Activity created) {
        List<Moment> moments = new ArrayList<>();
        requests.findByActivity(created.id()).ifPresent(request -> {
            if (request.requestedAt() != null) {
                moments.add(new Moment(request.requestedAt(), "requested", false, request.requester().name(), null));
            }
            Decision decision = request.decision();
            if (decision != null && decision.by() != null) {
                moments.add(new Moment(decision.at(), "agreed", false, decision.byName(), said(decision)));
            }
        });
        moments.add(new Moment(created.begunAt(), "sent", false, created.personName(), null));
        if (created.notedAt() != null) {
            moments.add(new Moment(created.notedAt(), "created", false, null, null));
        }
        return moments;
    }

    private static String said(Decision decision) {
        return decision.comment().isEmpty() ? null : decision.comment();
    }

    @Override
    public Optional<Track> of(String sandbox, String endpointId) {
        return origin(sandbox, endpointId).flatMap(created -> requests.findByActivity(created.id())).map(views::agreement);
    }

    private Optional<Activity> origin(String sandbox, String endpointId) {
        return activities.origin(Act.ENDPOINT_CREATE, sandbox, endpointId);
    }
}
