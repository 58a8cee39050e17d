package org.privatelink.portal.sandbox;

import java.util.List;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.Service;
import org.springframework.stereotype.Component;

@Component
class SandboxClient {

    private final PlatformClient platform;

    SandboxClient(PlatformClient platform) {
        this.platform = platform;
    }

    /** The sandboxes that whoever asks may use; no sandbox header is sent (contract 5.4). */
    List<Sandbox> available() {
        return platform.get(Service.SANDBOX_MANAGEMENT, null, "/").items("sandboxes", Sandbox.class);
    }

    /** A cheap read of sources, which Platform answers those who may see them there (contract 5.5). */
    void look(String sandbox) {
        platform.get(Service.FLOW_SERVICE, sandbox, "/connections?limit=1").done();
    }
}
