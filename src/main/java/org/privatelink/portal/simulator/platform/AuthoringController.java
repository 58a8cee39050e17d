package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/data/foundation/connectors/privateEndpoints/interactiveAuthoring")
class AuthoringController {

    private static final int DEFAULT_MINUTES = 60;
    private static final int MAX_MINUTES = 120;

    private final Authoring authoring;
    private final Body body;

    AuthoringController(Authoring authoring, Body body) {
        this.authoring = authoring;
        this.body = body;
    }

    @GetMapping
    Map<String, String> status(HttpServletRequest request) {
        return Map.of("status", authoring.status(Caller.of(request).sandbox()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void enable(
            @RequestParam(defaultValue = "") String op,
            @RequestBody(required = false) byte @Nullable [] content,
            HttpServletRequest request) {
        if (!op.equals("enable")) {
            throw Refusal.problem(400, "Unknown op");
        }
        int minutes = body.read(content).map(AuthoringController::minutes).orElse(DEFAULT_MINUTES);
        authoring.enable(Caller.of(request).sandbox(), minutes);
    }

    private static int minutes(JsonNode wanted) {
        JsonNode minutes = wanted.path("autoTerminationMinutes");
        if (minutes.isMissingNode()) {
            return DEFAULT_MINUTES;
        }
        if (!minutes.isInt() || minutes.asInt() < 1 || minutes.asInt() > MAX_MINUTES) {
            throw Refusal.problem(400, "autoTerminationMinutes must be a whole number from 1 to " + MAX_MINUTES);
        }
        return minutes.asInt();
    }
}
