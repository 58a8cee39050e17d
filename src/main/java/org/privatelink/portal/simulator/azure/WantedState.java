package org.privatelink.portal.simulator.azure;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.platform.Decision;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the body of a PUT asks for: a decision and the owner's words. */
record WantedState(Decision decision, @Nullable String description) {

    static WantedState read(JsonMapper json, byte @Nullable [] body) {
        JsonNode state = tree(json, body).path("properties").path("privateLinkServiceConnectionState");
        String status = state.path("status").asString("");
        Decision decision = Stream.of(Decision.APPROVE, Decision.REJECT)
                .filter(each -> each.state().equalsIgnoreCase(status))
                .findFirst()
                .orElseThrow(() -> invalid("privateLinkServiceConnectionState.status must be Approved or Rejected."));
        return new WantedState(decision, state.path("description").asString(null));
    }

    private static JsonNode tree(JsonMapper json, byte @Nullable [] body) {
        try {
            return json.readTree(body == null ? new byte[0] : body);
        } catch (JacksonException e) {
            throw invalid("The request content was invalid and could not be deserialized.");
        }
    }

    private static ArmRefusal invalid(String message) {
        return new ArmRefusal(400, "InvalidRequestContent", message);
    }
}
