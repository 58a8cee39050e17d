package org.privatelink.portal.connection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
     * What is in the source, as a reader understands the answer: an array for the root and folders, an object or array
     * for a table or file. Costs Platform work.
     *
     * @param query {@code objectType} and what goes with it, by the names in Adobe's guide; each value is sent as a whole
     */
    public <T> T explore(
            String sandbox, String id, Map<String, String> query, Function<JsonNode, Optional<T>> reader) {
        return client.explore(sandbox, id, query, reader);
    }

    /** The flows that use a base connection. */
    public List<Flow> flowsUsing(String sandbox, String id) {
        return client.flowsUsing(sandbox, id);
    }
}
