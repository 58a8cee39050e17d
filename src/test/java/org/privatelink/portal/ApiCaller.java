package org.privatelink.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that calls the API, with a token or without. */
final class ApiCaller {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String api;
    private final String token;

    /** @param token empty for none */
    ApiCaller(int port, String token) {
        this.api = "http://127.0.0.1:" + port + "/api/v1";
        this.token = token;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** With a key of its own. */
    HttpResponse<String> post(String path, Object body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    HttpResponse<String> post(String path, Object body, String key) {
        return send("POST", path, JSON.writeValueAsString(body), "Idempotency-Key", key);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(30));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** What is asked for; the resource follows from the name. */
    static Map<String, Object> wanted(String name) {
        return Map.of(
                "name", name,
                "connectionSpec", Map.of("id", "4c10e202-c428-4796-9208-5f1f5732b1cf"),
                "subscriptionId", "1b2c3d4e-0000-4000-8000-123456789abc",
                "resourceGroupName", "rg",
                "resourceName", "acme" + (name.hashCode() & 0xfffffff),
                "reason", "a reason of some length",
                "owner", "storage team");
    }

    static Map<String, Object> connection(String name, String account) {
        return Map.of(
                "name", name,
                "connectionSpec", Map.of("id", "4c10e202-c428-4796-9208-5f1f5732b1cf"),
                "auth", Map.of(
                        "specName", "ConnectionString",
                        "params", Map.of(
                                "connectionString",
                                "DefaultEndpointsProtocol=https;AccountName=" + account
                                        + ";AccountKey=cGFzc3dvcmQtb2YtdGhlLWFjY291bnQ=;EndpointSuffix=core.windows.net")));
    }
}
