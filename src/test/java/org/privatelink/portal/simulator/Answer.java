package org.privatelink.portal.simulator;

import java.net.http.HttpResponse;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. */
record Answer(HttpResponse<String> response) {

    private static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    JsonNode json() {
        return JSON.readTree(body());
    }

    /** The value at a JSON pointer, as text. */
    String at(String pointer) {
        return json().at(pointer).asString("");
    }

    List<JsonNode> items() {
        return json().path("items").valueStream().toList();
    }

    List<String> texts(String name) {
        return items().stream().map(item -> item.path(name).asString("")).toList();
    }
}
