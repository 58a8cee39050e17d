package org.privatelink.portal.simulator.platform;

import java.util.Comparator;
import java.util.List;
import org.privatelink.portal.simulator.Store;
import org.privatelink.portal.simulator.Store.Shelf;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The data flows; only the sample data make any. */
@Component
class Flows {

    private static final Comparator<ObjectNode> OLDEST_FIRST = Comparator.comparingLong(
                    (ObjectNode flow) -> flow.path("createdAt").asLong())
            .thenComparing(flow -> flow.path("id").asString());

    private final Shelf<ObjectNode> shelf;

    Flows(Store store) {
        this.shelf = store.shelf("flows", ObjectNode.class);
    }

    List<ObjectNode> in(String sandbox) {
        return shelf.all().stream()
                .filter(flow -> flow.path("sandboxName").asString().equals(sandbox))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    ObjectNode get(String sandbox, String id) {
        return in(sandbox).stream()
                .filter(flow -> flow.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.noSuch("flow", id));
    }

    List<ObjectNode> using(String baseConnectionId) {
        return shelf.all().stream().filter(flow -> uses(flow, baseConnectionId)).toList();
    }

    private static boolean uses(ObjectNode flow, String baseConnectionId) {
        return flow.path("inheritedAttributes")
                .path("sourceConnections")
                .valueStream()
                .map(source -> source.path("baseConnection").path("id"))
                .map(JsonNode::asString)
                .anyMatch(baseConnectionId::equals);
    }

    void seed(ObjectNode flow) {
        shelf.put(flow.path("id").asString(), flow);
    }
}
