package org.privatelink.portal.page;

import java.util.Map;

/**
 * A form as it was posted, secrets and all, for who knows which they are. Its text form names the fields and tells
 * nothing else: Spring writes the arguments of a controller into its log.
 */
public record Typed(Map<String, String> fields) {

    public Typed {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "Typed" + fields.keySet();
    }
}
