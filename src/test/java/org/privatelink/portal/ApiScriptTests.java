package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The job of docs/api.md does what is said there. */
@PortalTest
// A portal of their own: what is asked for here must not be in the way of other tests.
@TestPropertySource(properties = "portal.request.remind-pause=1d")
class ApiScriptTests {

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @TempDir
    Path folder;

    private ApiCaller admin;

    @BeforeEach
    void needsItsTools() {
        assumeTrue(Stream.of("bash", "curl", "jq").allMatch(ApiScriptTests::isThere), "bash, curl and jq");
        admin = new ApiCaller(port, Bearer.of(environment, port, "admin"));
    }

    @Test
    void jobWaitsForBothApprovals() throws Exception {
        Process job = run(Map.of());
        JsonNode request = waiting("prod");

        decide("prod", request, "{\"decision\":\"approve\",\"matched\":true}");
        await().atMost(Duration.ofSeconds(20)).until(() -> said().contains(": pending"));
        String endpoint = said().replaceAll("(?s).*endpoints/(\\S+): pending.*", "$1");
        Upstream.of(environment).ownerDecides(endpoint, "APPROVE");

        assertThat(job.waitFor(20, TimeUnit.SECONDS)).as(said()).isTrue();
        assertThat(job.exitValue()).as(said()).isZero();
        assertThat(said()).contains("Approved: ");
        Upstream.of(environment).delete("prod", Upstream.CONNECTORS + "/" + endpoint);
    }

    @Test
    void jobSaysWhyItFailed() throws Exception {
        Process job = run(Map.of("KEY", "endpoint-rejected", "SANDBOX", "dev"));
        decide("dev", waiting("dev"), "{\"decision\":\"reject\",\"comment\":\"not this account\"}");
        assertThat(job.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(job.exitValue()).as(said()).isEqualTo(1);
        assertThat(said()).contains("not this account");

        Process impatient = run(Map.of("KEY", "endpoint-impatient", "PATIENCE", "0", "SANDBOX", "dev"));
        assertThat(impatient.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(impatient.exitValue()).as(said()).isEqualTo(2);
        decide("dev", waiting("dev"), "{\"decision\":\"reject\",\"comment\":\"nobody waits for it\"}");

        Process lost = run(Map.of("KEY", "endpoint-lost", "SANDBOX", "nowhere"));
        assertThat(lost.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(lost.exitValue()).as(said()).isEqualTo(3);
        assertThat(said()).contains("/api#problem-not-found");
    }

    private Process run(Map<String, String> settings) throws IOException {
        String script = Files.readString(Path.of("docs", "api.md"))
                .replaceAll("(?s).*<!-- script -->\\n```bash\\n(.*?)```.*", "$1");
        Path file = Files.writeString(folder.resolve("job.sh"), script);
        ProcessBuilder job = new ProcessBuilder("bash", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        job.environment().putAll(Map.of(
                "PORTAL", "http://127.0.0.1:" + port,
                "TOKEN_URL", environment.getRequiredProperty("simulator.url") + "/ims/token/v3",
                "PAUSE", "0.2",
                "TMPDIR", folder.toString()));
        job.environment().putAll(settings);
        return job.start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    private JsonNode waiting(String sandbox) {
        return await().atMost(Duration.ofSeconds(20)).until(
                        () -> ApiCaller.json(admin.get("/sandboxes/" + sandbox + "/requests?state=requested"))
                                .path("items")
                                .valueStream()
                                .filter(each -> each.path("name").asString().equals("acme-landing"))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void decide(String sandbox, JsonNode request, String decision) {
        String path = "/sandboxes/" + sandbox + "/requests/" + request.path("id").asString();
        assertThat(admin.send("POST", path + "/decision", decision, "If-Match", ApiCaller.header(admin.get(path), "ETag"))
                        .statusCode())
                .isEqualTo(200);
    }

    private static boolean isThere(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
    }
}
