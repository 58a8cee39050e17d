package org.privatelink.portal.simulator.azure;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.platform.Decision;
import org.privatelink.portal.simulator.platform.Endpoints;
import org.privatelink.portal.simulator.platform.PrivateEndpoint;
import org.springframework.stereotype.Component;

/** The connections of every resource, found by the private endpoints that lead to it. */
@Component
class LinkConnections {

    private final Endpoints endpoints;
    private final Duration operationTime;

    LinkConnections(Endpoints endpoints, SimulatorProperties properties) {
        this.endpoints = endpoints;
        this.operationTime = properties.azureOperationTime();
    }

    /** A resource is there as long as any private endpoint leads to it, even one that its owner removed. */
    List<LinkConnection> of(TargetResource resource) {
        List<PrivateEndpoint> leading =
                endpoints.all().stream().filter(resource::isLedToBy).toList();
        if (leading.isEmpty()) {
            throw resource.notFound();
        }
        return leading.stream()
                .filter(PrivateEndpoint::hasArrivedInAzure)
                .map(LinkConnection::new)
                .toList();
    }

    LinkConnection get(TargetResource resource, String name) {
        return find(resource, name)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "PrivateEndpointConnectionNotFound",
                        "The private endpoint connection '" + name + "' was not found."));
    }

    Optional<LinkConnection> find(TargetResource resource, String name) {
        return of(resource).stream()
                .filter(connection -> connection.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * Azure's refusals here are of our own wording: its documentation says that a rejected connection cannot be
     * approved any more, and not what it answers.
     */
    void decide(TargetResource resource, LinkConnection connection, Decision decision, @Nullable String description) {
        String id = connection.endpoint().id();
        if (connection.endpoint().awaitsAzure()) {
            throw conflict(connection, "is being changed by another operation");
        }
        if (connection.isIn(decision.state())) {
            endpoints.describe(id, description);
        } else if (connection.isIn("Rejected") && decision == Decision.APPROVE) {
            throw new ArmRefusal(
                    400,
                    "RejectedConnectionCannotBeApproved",
                    "The private endpoint connection '%s' has been rejected and cannot be approved any more. Remove it and request it again."
                            .formatted(connection.name()));
        } else if (!endpoints.decide(id, decision, description, takes(resource))) {
            throw conflict(connection, "has changed meanwhile");
        }
    }

    private Duration takes(TargetResource resource) {
        return resource.changesLater() ? operationTime : Duration.ZERO;
    }

    private static ArmRefusal conflict(LinkConnection connection, String what) {
        return new ArmRefusal(
                409, "Conflict", "The private endpoint connection '" + connection.name() + "' " + what + ".");
    }
}
