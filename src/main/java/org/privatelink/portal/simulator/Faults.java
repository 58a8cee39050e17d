package org.privatelink.portal.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The faults that are still to strike, in the order in which they are tried. */
@Component
class Faults {

    private final List<Fault> faults;

    Faults(SimulatorProperties properties) {
        this.faults = new ArrayList<>(properties.faults());
    }

    synchronized List<Fault> all() {
        return List.copyOf(faults);
    }

    synchronized void replace(List<Fault> others) {
        faults.clear();
        faults.addAll(others);
    }

    synchronized Optional<Fault> strike(String method, String path, @Nullable String sandbox) {
        faults.removeIf(Fault::isSpent);
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.strikes(method, path, sandbox)) {
                faults.set(i, fault.once());
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
