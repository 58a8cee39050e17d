package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.RunningSimulator.CONNECTIONS;
import static org.privatelink.portal.simulator.RunningSimulator.ENDPOINTS;

import java.nio.file.Path;
import java.time.Duration;
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
    void decisionsInAzureOutliveARestart() {
        String operation;
        String key;
        String token;
        try (RunningSimulator simulator = start()) {
            AzureOwner admin = AzureOwner.signedIn(simulator, "admin");
            token = admin.token();
            key = simulator.get("/entra/discovery/v2.0/keys").body();
            admin.decide(AzureOwner.ARCHIVE, admin.nameOf(AzureOwner.ARCHIVE, "reporting"), "Rejected", "Not ours");
            String server = admin.first(AzureOwner.POSTGRES).path("name").asString();
            operation = admin.decide(AzureOwner.POSTGRES, server, "Rejected", "No longer").header("Azure-AsyncOperation");
        }
        try (RunningSimulator simulator = start()) {
            assertThat(simulator.get("/entra/discovery/v2.0/keys").body()).isEqualTo(key);
            AzureOwner admin = new AzureOwner(simulator, token);
            assertThat(admin.list(AzureOwner.ARCHIVE).body()).contains("Rejected", "Not ours");
            simulator.clock.move(Duration.ofSeconds(2));
            String path = operation.substring(operation.indexOf("/subscriptions"));
            assertThat(admin.send("GET", path, null).at("/status")).isEqualTo("Succeeded");
            assertThat(admin.list(AzureOwner.POSTGRES).body()).contains("Rejected", "No longer");
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
