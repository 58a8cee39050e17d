package org.privatelink.portal.endpoint;

import java.util.Optional;
import org.privatelink.portal.page.Badge;

/** Our side of the approval, beside Azure's. Told by the room that decides it. */
public interface OurApproval {

    /** Empty for an endpoint that was not asked for through this portal. */
    Optional<Track> of(String sandbox, String endpointId);

    /**
     * @param requestId of the request that brought it into being
     * @param sentence who agreed and when, or that nobody had to
     */
    record Track(String requestId, Badge badge, String sentence) {}
}
