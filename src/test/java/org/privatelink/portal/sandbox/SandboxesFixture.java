package org.privatelink.portal.sandbox;

import org.privatelink.portal.platform.PlatformClient;

/** Real reads of sandboxes for tests of other rooms. */
public final class SandboxesFixture {

    private SandboxesFixture() {}

    public static Sandboxes of(PlatformClient platform) {
        return new Sandboxes(new SandboxClient(platform), new SandboxRights(new SandboxClient(platform)));
    }
}
