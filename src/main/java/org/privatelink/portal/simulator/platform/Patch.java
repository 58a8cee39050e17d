package org.privatelink.portal.simulator.platform;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of JSON Patch that connections take (contract 3.5). */
class Patch {

    private static final Pattern CHANGEABLE =
            Pattern.compile("/name|/description|/auth|/auth/params|/auth/params/[^/]+");

    private Patch() {}

    static ObjectNode apply(ArrayNode changes, ObjectNode item) {
        if (changes.isEmpty()) {
            throw Refusal.catalogue("1405-400", "Empty patch", "The body has no operation");
        }
        ObjectNode changed = item.deepCopy();
        changes.forEach(change -> apply(change, changed));
        check(changed);
        return changed;
    }

    private static void apply(JsonNode change, ObjectNode item) {
        String op = Body.text(change, "op");
        String path = Body.text(change, "path");
        if (path.startsWith("/connectionSpec")) {
            throw Refusal.catalogue("1414-400", "Not changeable", "The connection spec of a connection cannot change");
        }
        if (!CHANGEABLE.matcher(path).matches()) {
            throw badPointer(path);
        }
        int slash = path.lastIndexOf('/');
        JsonNode parent = item.at(path.substring(0, slash));
        if (!(parent instanceof ObjectNode holder)) {
            throw badPointer(path);
        }
        change(holder, op, path, name(path.substring(slash + 1)), change.path("value"));
    }

    private static void change(ObjectNode holder, String op, String path, String name, JsonNode value) {
        boolean exists = holder.has(name);
        switch (op) {
            case "add" -> holder.set(name, given(value));
            case "replace" -> holder.set(name, exists ? given(value) : missing(path));
            case "remove" -> holder.remove(exists ? name : missing(path).asString());
            default -> throw Refusal.problem(400, "op must be add, replace or remove");
        }
    }

    private static JsonNode given(JsonNode value) {
        if (value.isMissingNode()) {
            throw Refusal.problem(400, "value is missing");
        }
        return value.deepCopy();
    }

    private static JsonNode missing(String path) {
        throw badPointer(path);
    }

    private static Refusal badPointer(String path) {
        return Refusal.catalogue("1455-400", "Invalid pointer", "The path " + path + " cannot be changed");
    }

    private static String name(String escaped) {
        return escaped.replace("~1", "/").replace("~0", "~");
    }

    private static void check(ObjectNode item) {
        Body.text(item, "name");
        Body.text(item.path("auth"), "specName");
        JsonNode description = item.path("description");
        if (!description.isMissingNode() && !description.isString()) {
            throw Refusal.problem(400, "description must be a text");
        }
        if (!item.path("auth").path("params").isObject()) {
            throw Refusal.problem(400, "auth.params must be an object");
        }
    }
}
