package org.privatelink.portal.simulator.platform;

import java.time.Duration;
import org.privatelink.portal.simulator.Control;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** Decides as the owner in Azure would, at once and without signing in. */
@Control
class DecisionController {

    private final Endpoints endpoints;

    DecisionController(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    @PostMapping("/decisions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decide(@RequestBody Wanted wanted) {
        if (!endpoints.has(wanted.endpoint())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        if (!endpoints.decide(wanted.endpoint(), wanted.decision(), null, Duration.ZERO)) {
            throw new ResponseStatusException(HttpStatus.CONFLICT);
        }
    }

    /** @param endpoint its id at Platform */
    record Wanted(String endpoint, Decision decision) {

        Wanted {
            if (endpoint == null || decision == null) {
                throw new IllegalArgumentException("A decision needs an endpoint");
            }
        }
    }
}
