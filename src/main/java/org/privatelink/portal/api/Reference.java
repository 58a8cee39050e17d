package org.privatelink.portal.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An OpenAPI document as a page shows it.
 *
 * @param groups operations by what they are about
 */
record Reference(Map<String, List<Operation>> groups, List<Shape> shapes) {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");

    /**
     * @param body name of the shape that is sent; null where nothing is
     * @param curl a call, with variables of the shell for what differs
     */
    record Operation(
            String id,
            String method,
            String path,
            String summary,
            List<Parameter> parameters,
            @Nullable String body,
            List<Response> responses,
            String curl) {}

    record Parameter(String name, String in, boolean required, String description) {}

    /** @param shape null where there is no content */
    record Response(String status, String description, @Nullable String shape) {}

    /** A schema with a name. */
    record Shape(String name, List<Member> members) {}

    /** @param shape name of the shape that it is, or holds; null for a plain value */
    record Member(String name, String type, @Nullable String shape, boolean required, boolean readOnly, String description) {}

    static Reference of(JsonNode document) {
        Map<String, List<Operation>> groups = new LinkedHashMap<>();
        document.path("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) -> {
            if (METHODS.contains(method)) {
                String group = operation.path("tags").path(0).asString();
                groups.computeIfAbsent(group, any -> new ArrayList<>()).add(operation(method, path, operation));
            }
        }));
        List<Shape> shapes = document.path("components").path("schemas").propertyStream()
                .map(each -> shape(each.getKey(), each.getValue()))
                .toList();
        return new Reference(groups, shapes);
    }

    private static Operation operation(String method, String path, JsonNode operation) {
        List<Parameter> parameters = operation.path("parameters").valueStream()
                .map(each -> new Parameter(
                        each.path("name").asString(),
                        each.path("in").asString(),
                        each.path("required").asBoolean(false),
                        each.path("description").asString("")))
                .toList();
        String body = shape(operation.path("requestBody"));
        List<Response> responses = operation.path("responses").propertyStream()
                .map(each -> new Response(
                        each.getKey(), each.getValue().path("description").asString(""), shape(each.getValue())))
                .toList();
        return new Operation(
                operation.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").asString(""),
                parameters,
                body,
                responses,
                curl(method, path, parameters, body));
    }

    private static @Nullable String shape(JsonNode holder) {
        return holder.path("content").valueStream()
                .findFirst()
                .map(content -> named(content.path("schema")))
                .orElse(null);
    }

    private static Shape shape(String name, JsonNode schema) {
        Set<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        List<Member> members = schema.path("properties").propertyStream()
                .map(each -> new Member(
                        each.getKey(),
                        type(each.getValue()),
                        named(each.getValue().has("items") ? each.getValue().path("items") : each.getValue()),
                        required.contains(each.getKey()),
                        each.getValue().path("readOnly").asBoolean(false),
                        each.getValue().path("description").asString("")))
                .toList();
        return new Shape(name, members);
    }

    private static @Nullable String named(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? null : reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String told = type.isArray()
                ? type.valueStream().map(JsonNode::asString).filter(each -> !each.equals("null")).findFirst().orElse("")
                : type.asString("");
        String format = schema.path("format").asString("");
        return format.isEmpty() ? told : told + " (" + format + ")";
    }

    private static String curl(String method, String path, List<Parameter> parameters, @Nullable String body) {
        List<String> lines = new ArrayList<>(List.of("curl --fail-with-body \"$PORTAL" + path.replace("{", "$").replace("}", "") + "\""));
        lines.add("--header \"Authorization: Bearer $TOKEN\"");
        if (!method.equals("get")) {
            lines.add("--request " + method.toUpperCase(Locale.ROOT));
        }
        parameters.stream()
                .filter(each -> each.in().equals("header") && each.required())
                .forEach(each -> lines.add("--header \"" + each.name() + ": $"
                        + each.name().toUpperCase(Locale.ROOT).replace('-', '_') + "\""));
        if (body != null) {
            lines.add("--json @body.json");
        }
        return String.join(" \\\n  ", lines);
    }
}
