package org.privatelink.portal.authoring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.Service;
import org.springframework.stereotype.Component;

/** Platform's two operations on interactive authoring (contract 1.3, rows 6 and 7). */
@Component
class AuthoringClient {

    private static final String AUTHORING = "/privateEndpoints/interactiveAuthoring";

    private final PlatformClient platform;

    AuthoringClient(PlatformClient platform) {
        this.platform = platform;
    }

    record Status(@Nullable String status) {}

    Status status(String sandbox) {
        return platform.get(Service.CONNECTORS, sandbox, AUTHORING).bare(Status.class);
    }

    /** Answers 202 without a body. Twice is harmless. */
    void enable(String sandbox, int minutes) {
        platform.post(Service.CONNECTORS, sandbox, AUTHORING + "?op=enable")
                .body(Map.of("autoTerminationMinutes", minutes))
                .done();
    }
}
