package org.privatelink.portal.simulator.azure;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer other than success, in Resource Manager's envelope. */
class ArmRefusal extends RuntimeException {

    private final int status;
    private final String code;

    ArmRefusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", getMessage());
        return Map.of("error", error);
    }
}
