package org.privatelink.portal.connection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Connections for other rooms to read, as Platform has them now. */
@Component
public class Connections {

    private final ConnectionClient client;

    Connections(ConnectionClient client) {
        this.client = client;
    }

    public Optional<Connection> find(String sandbox, String id) {
        return client.find(sandbox, id);
    }

    /** True only when Platform says so; a failed test is an answer, not an error. Costs Platform work. */
    public boolean test(String sandbox, String id) {
        return client.test(sandbox, id);
    }

    /**
     * What is in the source: an array for the root and folders, an object for a table.
     *
     * @param objectType root, folder, file or table
     * @param object path of the thing; not for the root
     */
    public JsonNode explore(String sandbox, String id, String objectType, @Nullable String object) {
        return client.explore(sandbox, id, objectType, object);
    }

    /** The flows that use a base connection. */
    public List<Flow> flowsUsing(String sandbox, String id) {
        return client.flowsUsing(sandbox, id);
    }
}
