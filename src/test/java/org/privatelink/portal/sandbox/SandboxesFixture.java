package org.privatelink.portal.sandbox;

import java.time.Clock;
import java.time.Duration;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.ReadsFixture;

/** Real reads of sandboxes for tests of other rooms. */
public final class SandboxesFixture {

    private SandboxesFixture() {}

    public static Sandboxes of(PlatformClient platform) {
        return of(platform, Clock.systemUTC());
    }

    public static Sandboxes of(PlatformClient platform, Clock clock) {
        SandboxClient client = new SandboxClient(platform);
        SandboxProperties properties = new SandboxProperties(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));
        Patience patience = new Patience();
        Reads reads = ReadsFixture.reads();
        SandboxRights rights = new SandboxRights(client, properties, patience, reads, clock);
        return new Sandboxes(client, rights, properties, patience, reads, clock);
    }
}
