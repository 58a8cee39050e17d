package org.privatelink.portal.simulator.platform;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The three sandboxes of the simulated organization; nobody can change them. */
@Component
class Sandboxes {

    private final List<Sandbox> sandboxes = List.of(
            Sandbox.of("prod", "Production", "active", "production", true, "2025-02-03"),
            Sandbox.of("dev", "Development", "active", "development", false, "2025-02-10"),
            Sandbox.of("staging-new", "Staging (new)", "creating", "development", false, "2026-11-20"));

    List<Sandbox> all() {
        return sandboxes;
    }

    Optional<Sandbox> find(String name) {
        return sandboxes.stream().filter(sandbox -> sandbox.name().equals(name)).findFirst();
    }

    Sandbox get(String name) {
        return find(name).orElseThrow();
    }

    boolean isActive(String name) {
        return find(name).filter(Sandbox::isActive).isPresent();
    }

    /** The sandboxes that share an allowance with this one. */
    List<String> sameTypeAs(String name) {
        String type = get(name).type();
        return sandboxes.stream()
                .filter(sandbox -> sandbox.type().equals(type))
                .map(Sandbox::name)
                .toList();
    }
}
