package org.privatelink.portal.platform;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells that Platform does not answer. That makes the portal neither ill nor unready: it shows what it knows, and another
 * one in its place would know no more.
 */
@Component
class PlatformHealth implements HealthIndicator {

    private final Gate gate;

    PlatformHealth(Gate gate) {
        this.gate = gate;
    }

    @Override
    public Health health() {
        return gate.rest()
                .map(rest -> Health.unknown().withDetail("noAnswerSince", rest.since()).withDetail("nextTry", rest.nextTry()))
                .orElseGet(Health::up)
                .withDetail("callsUnderWay", gate.underWay())
                .build();
    }
}
