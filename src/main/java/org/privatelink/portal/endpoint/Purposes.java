package org.privatelink.portal.endpoint;

import java.util.Optional;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.springframework.stereotype.Component;

/** Why endpoints were asked for, for other rooms to read. */
@Component
public class Purposes {

    private final PurposeRepository purposes;
    private final ActivityService activities;

    Purposes(PurposeRepository purposes, ActivityService activities) {
        this.purposes = purposes;
        this.activities = activities;
    }

    /** Empty for an endpoint that was asked for outside this portal. */
    public Optional<Purpose> of(String sandbox, String endpointId) {
        return activities.origin(Act.ENDPOINT_CREATE, sandbox, endpointId).flatMap(this::of);
    }

    /** As told with the act that brought an endpoint into being. */
    public Optional<Purpose> of(Activity origin) {
        return purposes.find(origin.id());
    }
}
