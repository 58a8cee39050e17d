package org.privatelink.portal.simulator;

import java.net.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Somebody who is signed in to the simulated Azure and asks Resource Manager. */
record AzureOwner(RunningSimulator simulator, String token) {

    static final String ACME = "7d0c3b1e-5f0a-4c57-9a51-0c8e2f6b4d10";
    static final String ARCHIVE = connections(ACME, "acme-archive-rg", "Microsoft.Storage/storageAccounts/acmeordersarchive");
    static final String POSTGRES = connections(
            "2b9e64a7-83c1-4f1d-b6a2-91d5e07f3c24", "contoso-crm", "Microsoft.DBforPostgreSQL/flexibleServers/contoso-crm-db");
    static final String SNOWFLAKE = connections(
            "c51f8a20-6e3d-47b9-8f04-3a7be9d2160f",
            "azwesteurope-privatelink",
            "Microsoft.Network/privateLinkServices/sf-pvlinksvc-azwesteurope");

    static AzureOwner signedIn(RunningSimulator simulator, String userName) {
        return new AzureOwner(simulator, EntraSignIn.at(simulator).tokens(userName).at("/access_token"));
    }

    static String connections(String subscription, String group, String resource) {
        return "/subscriptions/" + subscription + "/resourceGroups/" + group + "/providers/" + resource
                + "/privateEndpointConnections";
    }

    Answer list(String connections) {
        return get(connections);
    }

    Answer get(String path) {
        return send("GET", path + "?api-version=2024-01-01", null);
    }

    Answer delete(String connections, String name) {
        return send("DELETE", connections + "/" + name + "?api-version=2024-01-01", null);
    }

    Answer decide(String connections, String name, String status, String description) {
        return put(connections, name, """
            {"properties":{"privateLinkServiceConnectionState":{"status":"%s","description":"%s"}}}\
            """.formatted(status, description));
    }

    Answer put(String connections, String name, String body) {
        return send("PUT", connections + "/" + name + "?api-version=2024-01-01", body);
    }

    Answer send(String method, String path, @Nullable String body) {
        HttpRequest.Builder request = simulator.request(method, path, body);
        return simulator.send(request.setHeader("Authorization", "Bearer " + token));
    }

    JsonNode first(String connections) {
        return list(connections).json().path("value").path(0);
    }

    /** Of the connection whose private endpoint's id holds this text. */
    String nameOf(String connections, String privateEndpoint) {
        return list(connections).json().path("value").valueStream()
                .filter(item -> item.at("/properties/privateEndpoint/id").asString().contains(privateEndpoint))
                .map(item -> item.path("name").asString())
                .findFirst()
                .orElseThrow();
    }

    String statusOf(String connections, String name) {
        return get(connections + "/" + name).at("/properties/privateLinkServiceConnectionState/status");
    }

    /** As Platform lists it. */
    static String stateAtPlatform(RunningSimulator simulator, String resource) {
        return simulator.get(RunningSimulator.ENDPOINTS).items().stream()
                .filter(item -> item.path("resourceName").asString().equals(resource))
                .map(item -> item.path("state").asString())
                .findFirst()
                .orElseThrow();
    }

    static Map<String, String> clientSecret() {
        return Map.of("client_id", "azure-demo", "client_secret", "azure-demo-secret");
    }
}
