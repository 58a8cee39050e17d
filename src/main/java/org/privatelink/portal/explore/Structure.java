package org.privatelink.portal.explore;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a table or file looks like.
 *
 * @param unread columns that Platform sent and the portal does not understand
 * @param preview its first rows; null where Platform sent none
 */
record Structure(List<Column> columns, int unread, @Nullable Preview preview) {

    static final int MOST = 500;

    /**
     * Reads the forms that Adobe's guides show: a bare list of columns (older, files), {@code schema.columns} (format
     * "flat"), {@code schema.properties} (format "hierarchical"), and rows in {@code data} beside them or alone.
     */
    static Optional<Structure> read(JsonNode found) {
        JsonNode listed = found.isArray() ? found : found.path("schema").path("columns");
        if (listed.isArray()) {
            int unread = (int) listed.valueStream().filter(item -> Json.text(item, "name").isEmpty()).count();
            boolean understood = unread == 0 || unread < listed.size();
            return understood ? Optional.of(of(listed.valueStream().flatMap(Column::ofItem), unread, found)) : Optional.empty();
        }
        if (found.path("schema").path("properties").isObject()) {
            return Optional.of(of(Column.ofSchema("", found.path("schema")), 0, found));
        }
        return found.path("data").isArray() ? Optional.of(of(Stream.of(), 0, found)) : Optional.empty();
    }

    private static Structure of(Stream<Column> columns, int unread, JsonNode found) {
        List<Column> all = columns.filter(column -> !column.name().isEmpty()).toList();
        JsonNode data = found.path("data");
        return new Structure(all, unread, data.isArray() ? Preview.read(data, all) : null);
    }

    public List<Column> shown() {
        return columns.subList(0, Math.min(MOST, columns.size()));
    }

    public boolean isCut() {
        return columns.size() > MOST;
    }
}
