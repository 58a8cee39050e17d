package org.privatelink.portal.endpoint;

import java.util.Optional;
import org.privatelink.portal.activity.Activity;
import org.springframework.stereotype.Component;

/** What endpoints are for, for other rooms to read. */
@Component
public class Purposes {

    private final PurposeRepository purposes;

    Purposes(PurposeRepository purposes) {
        this.purposes = purposes;
    }

    /** As told with the act that brought an endpoint into being. */
    public Optional<Purpose> of(Activity origin) {
        return purposes.find(origin.id());
    }
}
