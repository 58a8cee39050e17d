package org.privatelink.portal.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision on an endpoint's Azure side.
 *
 * @param connection name of the private endpoint connection, as Azure's list has it
 * @param matched {@code true} when the person says that the target was compared
 */
record AzureDecisionForm(
        @Nullable String connection,
        @Nullable String decision,
        @Nullable String description,
        @Nullable String matched) {

    AzureDecisionForm {
        connection = tidy(connection);
        decision = tidy(decision);
        description = tidy(description);
        matched = tidy(matched);
    }

    private static String tidy(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    boolean isMatched() {
        return matched.equals("true");
    }

    Map<String, String> values() {
        return Map.of("connection", connection, "decision", decision, "description", description, "matched", matched);
    }
}
