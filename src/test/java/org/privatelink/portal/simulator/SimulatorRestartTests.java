package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.RunningSimulator.CONNECTIONS;
import static org.privatelink.portal.simulator.RunningSimulator.ENDPOINTS;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorRestartTests {

    @TempDir
    private Path folder;

    private RunningSimulator start() {
        return RunningSimulator.start("--simulator.data=" + folder.resolve("deep/simulator.mv"));
    }

    @Test
    void dataAndKeyOutliveARestart() {
        String key;
        String deleted;
        try (RunningSimulator simulator = start()) {
            key = simulator.get("/ims/keys").body();
            deleted = simulator.get(ENDPOINTS).texts("id").get(0);
            simulator.delete(ENDPOINTS + "/" + deleted);
        }
        try (RunningSimulator simulator = start()) {
            assertThat(simulator.get("/ims/keys").body()).isEqualTo(key);
            assertThat(simulator.get(ENDPOINTS).texts("id")).hasSize(9).doesNotContain(deleted);
            assertThat(simulator.get(CONNECTIONS).items()).hasSize(20);
        }
    }

    @Test
    void withoutDataFileEveryStartIsTheFirst() {
        try (RunningSimulator one = RunningSimulator.start();
                RunningSimulator other = RunningSimulator.start()) {
            one.delete(ENDPOINTS + "/" + one.get(ENDPOINTS).texts("id").get(0));
            assertThat(other.get(ENDPOINTS).items()).hasSize(10);
        }
    }

    @Test
    void withoutSeedThereAreSandboxesOnly() {
        try (RunningSimulator simulator = RunningSimulator.start("--simulator.seed=false")) {
            assertThat(simulator.get(ENDPOINTS).items()).isEmpty();
            assertThat(simulator.get(CONNECTIONS).items()).isEmpty();
            assertThat(simulator
                            .get("/data/foundation/sandbox-management/")
                            .json()
                            .path("sandboxes")
                            .size())
                    .isEqualTo(3);
        }
    }
}
