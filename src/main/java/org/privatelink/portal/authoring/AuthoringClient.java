package org.privatelink.portal.authoring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformCall;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.PlatformException;
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
        return asking(sandbox).bare(Status.class);
    }

    /** @throws PlatformException when a write would not be sent now */
    void refuseUnsendable() {
        platform.refuseUnsendable();
    }

    /** Answers 202 without a body. Twice is harmless. */
    void enable(String sandbox, int minutes) {
        enabling(sandbox, minutes).done();
    }

    /** The calls behind the page, for a terminal, by message key. */
    Map<String, String> curls(String sandbox, int minutes) {
        Map<String, String> curls = new LinkedHashMap<>();
        curls.put("authoring.curl.status", asking(sandbox).curl());
        curls.put("authoring.curl.enable", enabling(sandbox, minutes).curl());
        return curls;
    }

    private PlatformCall asking(String sandbox) {
        return platform.get(Service.CONNECTORS, sandbox, AUTHORING);
    }

    private PlatformCall enabling(String sandbox, int minutes) {
        return platform.post(Service.CONNECTORS, sandbox, AUTHORING + "?op=enable")
                .body(Map.of("autoTerminationMinutes", minutes));
    }
}
