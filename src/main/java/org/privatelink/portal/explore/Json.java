package org.privatelink.portal.explore;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what may be there, without a fault when it is not or is something else. */
final class Json {

    private Json() {}

    static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() && !value.asString().isEmpty() ? Optional.of(value.asString()) : Optional.empty();
    }
}
