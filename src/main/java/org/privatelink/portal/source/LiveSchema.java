package org.privatelink.portal.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The parameters of an authentication kind as Platform's JSON schema describes them. Understands a flat list of plain
 * values; what it does not understand is as not there.
 */
record LiveSchema(JsonNode properties, Set<String> required) {

    private static final int MOST_FIELDS = 40;
    private static final int LONGEST_TEXT = 120;

    /** The portal's own, and what the service fills in. */
    private static final Set<String> TAKEN = Set.of(
            "source", "kind", "name", "description", "step", "submission", "confirm", "_csrf", "usePrivateLink",
            "_usePrivateLink", "privateEndpointId");

    /** Text that is known to be none; any other may be a secret. */
    private static final Set<String> OPEN = Set.of(
            "server", "host", "database", "schema", "username", "userId", "account", "accountName", "warehouse", "role",
            "url", "endpoint", "tenant", "tenantId", "servicePrincipalId", "clientId", "applicationId", "container",
            "folderPath", "region", "sslMode");

    static LiveSchema of(@Nullable JsonNode schema) {
        JsonNode spec = schema == null ? MissingNode.getInstance() : schema;
        Set<String> required = spec.path("required").isArray()
                ? spec.path("required").valueStream().map(name -> name.asString("")).collect(Collectors.toSet())
                : Set.of();
        return new LiveSchema(spec.path("properties"), required);
    }

    /** The only values that a parameter may have; empty where any is allowed. */
    List<String> choices(String name) {
        JsonNode values = properties.path(name).path("enum");
        boolean plain = values.isArray() && values.valueStream().allMatch(value -> value.isValueNode() && fits(value.asString("")));
        return plain ? values.valueStream().map(JsonNode::asString).distinct().toList() : List.of();
    }

    /**
     * Fields for all parameters; empty where a required one cannot be asked for in a form.
     *
     * @param known fields that the source's other kinds have, whose rules are good for the same names here
     */
    Optional<List<ConnectionField>> fields(List<ConnectionField> known) {
        List<String> names = properties.propertyStream().map(property -> property.getKey()).filter(name -> !isTaken(name)).toList();
        List<ConnectionField> fields = names.stream().flatMap(name -> field(name, known).stream()).toList();
        Set<String> askedFor = fields.stream().map(ConnectionField::name).collect(Collectors.toSet());
        boolean whole = required.stream().allMatch(name -> askedFor.contains(name) || name.equals("usePrivateLink"));
        return fields.isEmpty() || fields.size() > MOST_FIELDS || !whole ? Optional.empty() : Optional.of(fields);
    }

    private static boolean isTaken(String name) {
        return TAKEN.contains(name) || !name.matches("[A-Za-z]\\w{0,63}");
    }

    Optional<ConnectionField> field(String name, List<ConnectionField> known) {
        JsonNode property = properties.path(name);
        List<String> choices = choices(name);
        return check(name, property, known).filter(check -> !isTaken(name)).map(check -> new ConnectionField(
                name,
                title(property),
                check,
                !required.contains(name),
                check == FieldCheck.BOOLEAN ? List.of("true", "false") : check.isSecret() ? List.of() : choices,
                ""));
    }

    private Optional<FieldCheck> check(String name, JsonNode property, List<ConnectionField> known) {
        boolean hidden = property.path("format").asString("").equalsIgnoreCase("password") || property.path("writeOnly").asBoolean(false);
        // A port is sent as text, whatever its type is called.
        if (name.equals("port") && !hidden) {
            return Optional.of(FieldCheck.PORT);
        }
        return switch (type(property)) {
            case "boolean" -> Optional.of(FieldCheck.BOOLEAN);
            case "number", "integer" -> Optional.of(hidden ? FieldCheck.SECRET : FieldCheck.NUMBER);
            case "string" -> Optional.of(text(name, hidden, known));
            default -> Optional.empty();
        };
    }

    private FieldCheck text(String name, boolean hidden, List<ConnectionField> known) {
        FieldCheck usual = known.stream()
                .filter(field -> field.name().equals(name))
                .map(ConnectionField::check)
                .findFirst()
                .orElse(FieldCheck.TEXT);
        if (usual.isSecret()) {
            return usual;
        }
        boolean open = !hidden && (OPEN.contains(name) || !choices(name).isEmpty());
        return open ? choices(name).isEmpty() ? usual : FieldCheck.CHOICE : FieldCheck.SECRET;
    }

    /** The first that is not null; nothing said means text. */
    private static String type(JsonNode property) {
        JsonNode type = property.path("type");
        Stream<JsonNode> types = type.isArray() ? type.valueStream() : Stream.of(type);
        return property.isObject()
                ? types.map(each -> each.asString("string")).filter(each -> !each.equals("null")).findFirst().orElse("")
                : "";
    }

    private static @Nullable String title(JsonNode property) {
        String title = property.path("title").asString("").strip();
        return fits(title) ? title : null;
    }

    private static boolean fits(String text) {
        return !text.isBlank() && text.length() <= LONGEST_TEXT && !text.matches("(?s).*\\p{Cntrl}.*");
    }
}
