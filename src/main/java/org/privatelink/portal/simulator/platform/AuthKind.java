package org.privatelink.portal.simulator.platform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A way to prove who connects, with the parameters that it needs and may have.
 */
record AuthKind(String name, List<String> required, List<String> optional) {

    /** The shape of {@code authSpec}: a JSON schema of the parameters. */
    Map<String, Object> wire() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(required);
        all.addAll(optional);
        all.forEach(name -> properties.put(name, property(name)));
        properties.put("usePrivateLink", Map.of("type", "boolean", "title", "usePrivateLink"));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("$schema", "http://json-schema.org/draft-07/schema#");
        spec.put("type", "object");
        spec.put("properties", properties);
        spec.put("required", required);
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("name", name);
        wire.put("type", "KeyBased");
        wire.put("spec", spec);
        return wire;
    }

    private static Map<String, Object> property(String name) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", "string");
        property.put("title", name);
        if (Vault.isSecret(name)) {
            property.put("format", "password");
        }
        return property;
    }

    void check(JsonNode params) {
        for (String name : required) {
            if (params.path(name).asString("").isBlank()) {
                throw Refusal.catalogue(
                        "1304-400", "Mandatory field missing", "The mandatory field " + name + " is missing");
            }
        }
        params.properties().forEach(entry -> checkType(entry.getKey(), entry.getValue()));
    }

    private static void checkType(String name, JsonNode value) {
        boolean fits = name.equals("usePrivateLink") ? value.isBoolean() : value.isString();
        if (!fits) {
            throw Refusal.problem(400, "auth.params." + name + " has the wrong type");
        }
    }
}
