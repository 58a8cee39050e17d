package org.privatelink.portal.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person was shown of a connection when they opened the form. It travels in the form beside the version, so that a
 * conflict can tell what has changed since.
 */
record Shown(String name, String description, String specName, String host) {

    static Shown of(Connection connection) {
        return new Shown(
                line(connection.name()),
                lines(connection.description()),
                line(connection.specName()),
                connection.reach().map(Reach::host).orElse(""));
    }

    /** Null where the form does not carry it. */
    static @Nullable Shown of(Map<String, String> typed) {
        return typed.containsKey("wasName")
                ? new Shown(
                        line(typed.get("wasName")),
                        lines(typed.get("wasDescription")),
                        line(typed.get("wasSpecName")),
                        line(typed.get("wasHost")))
                : null;
    }

    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("wasName", name);
        fields.put("wasDescription", description);
        fields.put("wasSpecName", specName);
        fields.put("wasHost", host);
        return fields;
    }

    /** As a field of one line gives it back. */
    static String line(@Nullable String text) {
        return lines(text).replace("\n", "");
    }

    /** Browsers write line ends in their own way: that alone is no change. */
    static String lines(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").replaceAll("\\r\\n?", "\n").strip();
    }
}
