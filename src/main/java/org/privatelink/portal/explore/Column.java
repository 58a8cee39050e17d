package org.privatelink.portal.explore;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A column of a table or file. What is nested has dots in its name, and brackets where there may be several.
 *
 * @param detail Adobe's own type, where it says more than the type; empty otherwise
 */
record Column(String name, String type, String detail) {

    /** One of a list of columns; several where it is nested; none where it has no name. */
    static Stream<Column> ofItem(JsonNode item) {
        Optional<String> name = Json.text(item, "name");
        if (name.isEmpty()) {
            return Stream.empty();
        }
        JsonNode xdm = item.path("xdm");
        return ofSchema(name.get(), xdm.path("properties").isObject() ? xdm : item);
    }

    /** All that a JSON schema describes, each leaf by its whole name. */
    static Stream<Column> ofSchema(String name, JsonNode schema) {
        JsonNode inner = schema.path("properties");
        if (inner.isObject() && !inner.isEmpty()) {
            String before = name.isEmpty() ? "" : name + ".";
            return inner.propertyStream().flatMap(each -> ofSchema(before + each.getKey(), each.getValue()));
        }
        if (schema.path("items").isObject()) {
            return ofSchema(name + "[]", schema.path("items"));
        }
        String type = type(schema);
        return Stream.of(new Column(name, type, detail(schema).filter(said -> !said.equals(type)).orElse("")));
    }

    private static String type(JsonNode schema) {
        JsonNode several = schema.path("type");
        if (several.isArray()) {
            return several.valueStream().filter(JsonNode::isString).map(JsonNode::asString).collect(Collectors.joining(", "));
        }
        return Json.text(schema, "type").or(() -> Json.text(schema.path("xdm"), "type")).orElse("");
    }

    private static Optional<String> detail(JsonNode schema) {
        JsonNode xdm = schema.path("xdm");
        return Stream.of(
                        Json.text(schema, "meta:xdmType"),
                        Json.text(xdm, "meta:xdmType"),
                        Json.text(xdm, "format"),
                        Json.text(schema, "format"))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
