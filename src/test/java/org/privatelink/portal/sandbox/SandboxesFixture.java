package org.privatelink.portal.sandbox;

import java.time.Clock;
import org.privatelink.portal.platform.PlatformClient;

/** Real reads of sandboxes for tests of other rooms. */
public final class SandboxesFixture {

    private SandboxesFixture() {}

    public static Sandboxes of(PlatformClient platform) {
        return of(platform, Clock.systemUTC());
    }

    public static Sandboxes of(PlatformClient platform, Clock clock) {
        SandboxClient client = new SandboxClient(platform);
        return new Sandboxes(client, new SandboxRights(client), clock);
    }
}
