package org.privatelink.portal;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Between readiness off and the end of the server: what balancers still send is answered. */
@Component
class Drain {

    private final ShutdownProperties properties;

    Drain(ShutdownProperties properties) {
        this.properties = properties;
    }

    @EventListener
    void changed(AvailabilityChangeEvent<ReadinessState> readiness) {
        if (readiness.getState() != ReadinessState.REFUSING_TRAFFIC) {
            return;
        }
        try {
            Thread.sleep(properties.drain().toMillis());
        } catch (InterruptedException atOnce) {
            Thread.currentThread().interrupt();
        }
    }
}
