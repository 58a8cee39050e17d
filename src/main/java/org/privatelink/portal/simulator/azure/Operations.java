package org.privatelink.portal.simulator.azure;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.Store;
import org.privatelink.portal.simulator.Store.Shelf;
import org.springframework.stereotype.Component;

/** The operations that were begun. They end by the clock, as the changes that they stand for do. */
@Component
class Operations {

    private final Shelf<Operation> shelf;
    private final Clock clock;
    private final Duration time;

    Operations(Store store, Clock clock, SimulatorProperties properties) {
        this.shelf = store.shelf("azure-operations", Operation.class);
        this.clock = clock;
        this.time = properties.azureOperationTime();
    }

    Operation begin(TargetResource resource, LinkConnection connection) {
        Operation operation = new Operation(
                UUID.randomUUID().toString(),
                connection.endpoint().subscriptionId(),
                resource,
                connection.name(),
                clock.instant().plus(time).toEpochMilli());
        shelf.put(operation.id(), operation);
        return operation;
    }

    Operation get(String subscription, String id) {
        return shelf.find(id)
                .filter(operation -> operation.subscription().equalsIgnoreCase(subscription))
                .orElseThrow(() -> new ArmRefusal(404, "NotFound", "The operation '" + id + "' was not found."));
    }
}
