package org.privatelink.portal.endpoint;

import java.util.List;

/** A room that knows moments of an endpoint's life. Reads the portal's own database only. */
public interface Past {
    List<Moment> moments(String sandbox, String endpointId);
}
