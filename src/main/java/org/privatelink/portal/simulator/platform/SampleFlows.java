package org.privatelink.portal.simulator.platform;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Made-up data flows: every fifth connection is used by one, the first by two. */
class SampleFlows {

    private static final String DATA_LAKE = "c604ff05-7f1a-43c0-8e18-33bf874cb11c";

    private SampleFlows() {}

    static List<ObjectNode> over(List<Connection> connections) {
        List<ObjectNode> flows = new ArrayList<>();
        flows.add(flow("Nightly full load", connections.get(0)));
        for (int i = 0; i < connections.size(); i += 5) {
            Connection connection = connections.get(i);
            flows.add(flow(connection.item().path("name").asString() + " to profiles", connection));
        }
        return flows;
    }

    private static ObjectNode flow(String name, Connection connection) {
        ObjectNode base = connection.item();
        ObjectNode flow = JsonNodeFactory.instance.objectNode();
        flow.put("id", Ids.named("flow/" + name));
        for (String same : List.of(
                "createdAt",
                "updatedAt",
                "createdBy",
                "updatedBy",
                "createdClient",
                "updatedClient",
                "sandboxId",
                "sandboxName",
                "imsOrgId")) {
            flow.set(same, base.path(same));
        }
        flow.put("name", name);
        flow.putObject("flowSpec").put("id", Ids.named("flowSpec")).put("version", "1.0");
        flow.put("state", name.contains("returns") ? "disabled" : "enabled");
        flow.set("version", base.path("version"));
        flow.set("etag", base.path("etag"));
        String source = Ids.named("source/" + name);
        String target = Ids.named("target/" + name);
        flow.putArray("sourceConnectionIds").add(source);
        flow.putArray("targetConnectionIds").add(target);
        inherit(flow.putObject("inheritedAttributes"), base, source, target);
        return flow;
    }

    private static void inherit(ObjectNode inherited, ObjectNode base, String source, String target) {
        ObjectNode from = inherited.putArray("sourceConnections").addObject().put("id", source);
        from.set("connectionSpec", base.path("connectionSpec"));
        ObjectNode baseConnection =
                from.putObject("baseConnection").put("id", base.path("id").asString());
        baseConnection.set("connectionSpec", base.path("connectionSpec"));
        ObjectNode to = inherited.putArray("targetConnections").addObject().put("id", target);
        to.putObject("connectionSpec").put("id", DATA_LAKE).put("version", "1.0");
    }
}
