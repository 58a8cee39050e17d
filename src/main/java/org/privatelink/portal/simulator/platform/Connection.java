package org.privatelink.portal.simulator.platform;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A base connection.
 *
 * @param item what Platform shows of it
 * @param targets what its forgotten credentials pointed at
 */
record Connection(ObjectNode item, Targets targets) {

    private static final List<String> USERS = List.of("username", "userId", "servicePrincipalId");

    static Connection create(ObjectNode wanted, Caller caller, Sandbox sandbox, String orgId, Instant now) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.put("id", Ids.random());
        item.put("createdAt", now.toEpochMilli());
        item.put("updatedAt", now.toEpochMilli());
        item.put("createdBy", caller.user());
        item.put("updatedBy", caller.user());
        item.put("createdClient", caller.client());
        item.put("updatedClient", caller.client());
        item.put("sandboxId", sandbox.id());
        item.put("sandboxName", sandbox.name());
        item.put("imsOrgId", orgId);
        item.put("name", Body.text(wanted, "name"));
        if (wanted.path("description").isString()) {
            item.put("description", wanted.path("description").asString());
        }
        item.putObject("connectionSpec").put("id", Body.specId(wanted)).put("version", "1.0");
        item.put("state", "enabled");
        item.set("auth", auth(wanted.path("auth")));
        Connection connection =
                new Connection(item, Targets.of(item.path("auth").path("params")));
        connection.stamp("create", now);
        return connection;
    }

    private static ObjectNode auth(JsonNode wanted) {
        ObjectNode auth = JsonNodeFactory.instance.objectNode();
        auth.put("specName", Body.text(wanted, "specName"));
        JsonNode params = wanted.path("params");
        if (!params.isObject()) {
            throw Refusal.problem(400, "auth.params must be an object");
        }
        auth.set("params", params.deepCopy());
        return auth;
    }

    void stamp(String operation, Instant now) {
        stamp(operation, now, Ids.etag(now));
    }

    void stamp(String operation, Instant now, String etag) {
        item.put("version", etag);
        item.put("etag", etag);
        item.putObject("lastOperation")
                .put("started", operation.equals("create") ? 0 : now.toEpochMilli())
                .put("updated", 0)
                .put("operation", operation);
    }

    String id() {
        return item.path("id").asString();
    }

    String etag() {
        return item.path("etag").asString();
    }

    String sandbox() {
        return item.path("sandboxName").asString();
    }

    long createdAt() {
        return item.path("createdAt").asLong();
    }

    ConnectionSpec spec() {
        return ConnectionSpec.get(item.path("connectionSpec").path("id").asString());
    }

    String specName() {
        return item.path("auth").path("specName").asString("");
    }

    ObjectNode params() {
        return (ObjectNode) item.path("auth").path("params");
    }

    boolean usesPrivateLink() {
        return params().path("usePrivateLink").asBoolean(false);
    }

    /** The agreed signs of credentials that do not work: a host or a user whose name begins with "wrong". */
    boolean isRefused() {
        return Stream.concat(targets.names().stream(), USERS.stream().map(name -> params().path(name).asString("")))
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("wrong"));
    }
}
