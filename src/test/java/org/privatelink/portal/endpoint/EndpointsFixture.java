package org.privatelink.portal.endpoint;

import org.privatelink.portal.platform.PlatformClient;

/** Real reads of endpoints for tests of other rooms. */
public final class EndpointsFixture {

    private EndpointsFixture() {}

    public static Endpoints of(PlatformClient platform) {
        return new Endpoints(new EndpointClient(platform));
    }
}
