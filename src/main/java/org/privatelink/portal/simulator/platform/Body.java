package org.privatelink.portal.simulator.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what people send, and says what is wrong with it. */
@Component
class Body {

    private final JsonMapper json;

    Body(JsonMapper json) {
        this.json = json;
    }

    ObjectNode object(byte @Nullable [] body) {
        return read(body)
                .filter(JsonNode::isObject)
                .map(JsonNode::asObject)
                .orElseThrow(() -> Refusal.problem(400, "The body must be a JSON object"));
    }

    ArrayNode array(byte @Nullable [] body) {
        return read(body)
                .filter(JsonNode::isArray)
                .map(JsonNode::asArray)
                .orElseThrow(() -> Refusal.problem(400, "The body must be a JSON array"));
    }

    Optional<JsonNode> read(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readTree(body));
        } catch (JacksonException e) {
            throw Refusal.problem(400, "The body is not JSON");
        }
    }

    static String text(JsonNode object, String name) {
        return required(object.path(name), name);
    }

    static String specId(JsonNode object) {
        return required(object.path("connectionSpec").path("id"), "connectionSpec.id");
    }

    private static String required(JsonNode value, String name) {
        if (!value.isString() || value.asString().isBlank()) {
            throw Refusal.problem(400, name + " must be a text that is not empty");
        }
        return value.asString();
    }

    static @Nullable List<String> texts(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            texts.add(item.asString(""));
        }
        if (!value.isArray() || texts.contains("")) {
            throw Refusal.problem(400, name + " must be a list of texts");
        }
        return texts;
    }
}
