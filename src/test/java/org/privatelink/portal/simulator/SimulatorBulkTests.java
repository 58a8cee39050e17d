package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.privatelink.portal.simulator.RunningSimulator.AUTHORING;
import static org.privatelink.portal.simulator.RunningSimulator.CONNECTIONS;
import static org.privatelink.portal.simulator.RunningSimulator.ENDPOINTS;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Enough endpoints and connections for load. Every test leaves as many connections as it found. */
class SimulatorBulkTests {

    private static final String PRIVATE = "property=auth.params.usePrivateLink==true";
    private static final int SAMPLES = 10;

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll(
            "--simulator.seed=false", "--simulator.bulk-endpoints=2000", "--simulator.bulk-connections=20000");

    private static List<JsonNode> pages(RunningSimulator from, String query) {
        List<JsonNode> items = new ArrayList<>();
        Answer page = from.get(CONNECTIONS + "?" + query);
        items.addAll(page.items());
        while (!page.at("/_links/next/href").isEmpty()) {
            page = from.get("/data/foundation/flowservice" + page.at("/_links/next/href"));
            items.addAll(page.items());
        }
        return items;
    }

    private static int count(String query) {
        return simulator.get(CONNECTIONS + "?count=true&" + query).json().path("count").asInt();
    }

    private static double share(List<JsonNode> items, Predicate<JsonNode> wanted) {
        return (double) items.stream().filter(wanted).count() / items.size();
    }

    private static JsonNode params(JsonNode connection) {
        return connection.at("/auth/params");
    }

    private static boolean tellsItsHost(JsonNode connection) {
        return List.of("server", "host", "url", "account").stream().anyMatch(params(connection)::has);
    }

    private static Map<String, JsonNode> endpoints() {
        return simulator.get(ENDPOINTS).items().stream()
                .collect(Collectors.toMap(item -> item.path("id").asString(), item -> item));
    }

    @Test
    void endpointsAreOfEverySourceAndInEveryState() {
        Map<String, JsonNode> endpoints = endpoints();
        assertThat(endpoints).hasSize(2000);
        assertThat(countedBy(endpoints, "/connectionSpec/id")).hasSize(6).allSatisfy((spec, count) -> assertThat(count)
                .isGreaterThan(300));
        assertThat(countedBy(endpoints, "/state"))
                .containsOnlyKeys("Approved", "Pending", "Disconnected", "Rejected", "Failed")
                .allSatisfy((state, count) -> assertThat(count).isGreaterThan(50));
        assertThat(countedBy(endpoints, "/resourceName").values()).filteredOn(count -> count == 1).hasSizeGreaterThan(1600);
    }

    private static Map<String, Long> countedBy(Map<String, JsonNode> endpoints, String pointer) {
        return endpoints.values().stream()
                .collect(Collectors.groupingBy(item -> item.at(pointer).asString(), Collectors.counting()));
    }

    @Test
    void nineInTenConnectionsArePrivateAndMostNameTheirEndpoint() {
        Map<String, JsonNode> endpoints = endpoints();
        List<JsonNode> all = pages(simulator, "limit=1000");
        List<JsonNode> secret = all.stream().filter(item -> params(item).path("usePrivateLink").asBoolean(false)).toList();
        assertThat(all).hasSize(20_000);
        assertThat(secret.size() / 20_000.0).isCloseTo(0.9, within(0.02));
        List<JsonNode> named = secret.stream().filter(item -> params(item).has("privateEndpointId")).toList();
        List<JsonNode> unnamed = secret.stream().filter(item -> !params(item).has("privateEndpointId")).toList();
        assertThat((double) named.size() / secret.size()).isCloseTo(0.85, within(0.02));
        assertThat(unnamed.stream().filter(SimulatorBulkTests::tellsItsHost).count() / (double) secret.size())
                .isCloseTo(0.1, within(0.02));
        assertThat(named.stream().filter(item -> !endpoints.containsKey(endpointOf(item))).count())
                .isBetween(20L, 200L);
    }

    private static String endpointOf(JsonNode connection) {
        return params(connection).path("privateEndpointId").asString();
    }

    @Test
    void clearHostIsThatOfTheNamedEndpoint() {
        Map<String, JsonNode> endpoints = endpoints();
        List<JsonNode> named = pages(simulator, PRIVATE + "&limit=1000").stream()
                .filter(item -> endpoints.containsKey(endpointOf(item)))
                .toList();
        assertThat(named).isNotEmpty().allSatisfy(item -> {
            JsonNode endpoint = endpoints.get(endpointOf(item));
            assertThat(item.at("/connectionSpec/id")).isEqualTo(endpoint.at("/connectionSpec/id"));
            if (tellsItsHost(item)) {
                String resource = endpoint.path("fqdns").path(0).asString(endpoint.path("resourceName").asString());
                assertThat(params(item).toString()).contains(resource.split("\\.")[0]);
            }
        });
    }

    @Test
    void secretsAreVaultAddresses() {
        assertThat(pages(simulator, "limit=1000")).allSatisfy(item -> {
            assertThat(item.toString()).doesNotContain("hidden").doesNotContain("AccountKey");
            assertThat(params(item).toString()).contains("https://sim-vault.vault.azure.net/secrets/");
        });
    }

    @Test
    void pagesOfASortedSelectionHoldEachItemOnce() {
        List<JsonNode> items = pages(simulator, PRIVATE + "&orderby=-createdAt&limit=500");
        assertThat(items).hasSize(count(PRIVATE));
        assertThat(items).extracting(item -> item.path("id").asString()).doesNotHaveDuplicates();
        assertThat(items).extracting(item -> -item.path("createdAt").asLong()).isSorted();
    }

    @Test
    void connectionsOfAnEndpointAndThoseChangedSinceAreFound() {
        JsonNode one = simulator.get(CONNECTIONS + "?limit=1&" + PRIVATE + "&orderby=-updatedAt").items().get(0);
        assertThat(count("property=updatedAt%3E%3D" + one.path("updatedAt").asLong() + "&" + PRIVATE)).isEqualTo(1);
        assertThat(pages(simulator, "property=auth.params.privateEndpointId==" + endpointOf(one)))
                .isNotEmpty()
                .allMatch(item -> endpointOf(item).equals(endpointOf(one)));
        assertThat(share(pages(simulator, "limit=1000"), item -> !item.path("updatedAt").equals(item.path("createdAt"))))
                .isCloseTo(0.33, within(0.03));
    }

    @Test
    void changeShowsInListsThatWereReadBefore() {
        List<JsonNode> before = simulator.get(CONNECTIONS + "?limit=5&orderby=-updatedAt&property=auth.params.usePrivateLink==false")
                .items();
        JsonNode last = before.get(4);
        Answer changed = simulator.send(simulator
                .platform("PATCH", CONNECTIONS + "/" + last.path("id").asString(),
                        "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"Renamed\"}]")
                .setHeader("If-Match", last.path("etag").asString()));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(simulator
                        .get(CONNECTIONS + "?limit=5&orderby=-updatedAt&property=auth.params.usePrivateLink==false")
                        .texts("name"))
                .startsWith("Renamed");
    }

    @Test
    void deletedOneIsGoneAndANewOneStandsInTheList() {
        Answer created = simulator.post(CONNECTIONS, """
            {"name":"One more","auth":{"specName":"ConnectionString","params":{"connectionString":"AccountName=acmepublic"}},
             "connectionSpec":{"id":"4c10e202-c428-4796-9208-5f1f5732b1cf","version":"1.0"}}\
            """);
        String path = CONNECTIONS + "/" + created.at("/id");
        assertThat(count("property=name==One%20more")).isEqualTo(1);
        int all = count("");
        assertThat(simulator.delete(path).status()).isEqualTo(204);
        assertThat(count("")).isEqualTo(all - 1);
        assertThat(simulator.get(path).status()).isEqualTo(404);
    }

    @Test
    void privateOneIsTestedThroughItsApprovedEndpoint() {
        Map<String, JsonNode> endpoints = endpoints();
        JsonNode works = firstOver(endpoints, "Approved");
        JsonNode broken = firstOver(endpoints, "Pending");
        assertThat(test(works).at("/message")).contains("Interactive authoring");
        simulator.post(AUTHORING + "?op=enable", "{\"autoTerminationMinutes\":60}");
        simulator.clock.move(Duration.ofSeconds(5));
        assertThat(test(works).body()).isEqualTo("{\"result\":true}");
        assertThat(test(broken).at("/message")).contains("No approved private endpoint");
    }

    private static JsonNode firstOver(Map<String, JsonNode> endpoints, String state) {
        return simulator.get(CONNECTIONS + "?limit=1000&" + PRIVATE).items().stream()
                .filter(item -> endpoints.containsKey(endpointOf(item)))
                .filter(item -> endpoints.get(endpointOf(item)).path("state").asString().equals(state))
                .findFirst()
                .orElseThrow();
    }

    private static Answer test(JsonNode connection) {
        return simulator.get(CONNECTIONS + "/" + connection.path("id").asString() + "/test");
    }

    @Test
    void endpointsCanBeAskedForAndDeletedAllTheSame() {
        Answer created = simulator.post(ENDPOINTS, """
            {"name":"One more","subscriptionId":"0f4c6a1e-9d27-4b58-8e36-5a7c1b2d3e4f","resourceGroupName":"acme-rg",
             "resourceName":"onemore","connectionSpec":{"id":"4c10e202-c428-4796-9208-5f1f5732b1cf","version":"1.0"}}\
            """);
        assertThat(created.status()).isEqualTo(201);
        assertThat(simulator.delete(ENDPOINTS + "/" + created.at("/id")).status()).isEqualTo(200);
    }

    @Test
    void everyStartMakesTheSameAndNoneIsStored(@TempDir Path folder) {
        String data = "--simulator.data=" + folder.resolve("simulator.mv");
        String[] some = {data, "--simulator.bulk-endpoints=30", "--simulator.bulk-connections=300"};
        List<JsonNode> first;
        List<JsonNode> endpoints;
        int samples;
        try (RunningSimulator alone = RunningSimulator.start(data)) {
            samples = pages(alone, "limit=1000").size();
        }
        try (RunningSimulator one = RunningSimulator.start(some)) {
            first = pages(one, "limit=1000");
            endpoints = one.get(ENDPOINTS).items();
            JsonNode changed = first.get(0);
            one.send(one.platform("PATCH", CONNECTIONS + "/" + changed.path("id").asString(),
                            "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"Renamed\"}]")
                    .setHeader("If-Match", changed.path("etag").asString()));
            one.delete(CONNECTIONS + "/" + first.get(1).path("id").asString());
        }
        try (RunningSimulator again = RunningSimulator.start(some)) {
            assertThat(first).hasSize(samples + 300);
            assertThat(pages(again, "limit=1000")).isEqualTo(first);
            assertThat(again.get(ENDPOINTS).items()).isEqualTo(endpoints).hasSize(30 + SAMPLES);
        }
        try (RunningSimulator without = RunningSimulator.start(data)) {
            assertThat(pages(without, "limit=1000")).hasSize(samples);
            assertThat(without.get(ENDPOINTS).items()).hasSize(SAMPLES);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,0", "5,-1", "0,5"})
    void numbersThatMakeNoSenseStopTheStart(int endpoints, int connections) {
        assertThatThrownBy(() -> RunningSimulator.start(
                        "--simulator.bulk-endpoints=" + endpoints, "--simulator.bulk-connections=" + connections))
                .hasStackTraceContaining("simulator.bulk-connections");
    }
}
