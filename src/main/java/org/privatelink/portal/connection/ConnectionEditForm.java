package org.privatelink.portal.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.ConnectionClient.Change;
import org.privatelink.portal.page.FormView;

/**
 * A connection's name and description as they should be.
 *
 * @param etag version that the form was opened on, quotes included; empty if it is not told
 * @param seen the rest of what was seen then
 */
record ConnectionEditForm(String name, String description, String etag, @Nullable Shown seen) {

    static ConnectionEditForm of(Connection connection) {
        Shown seen = Shown.of(connection);
        return new ConnectionEditForm(seen.name(), seen.description(), Connection.version(connection.etag()), seen);
    }

    static ConnectionEditForm of(Map<String, String> typed) {
        return new ConnectionEditForm(
                typed.getOrDefault("name", "").strip(),
                Shown.lines(typed.get("description")),
                Connection.version(typed.get("etag")),
                Shown.of(typed));
    }

    /** The same wish, about a version that is now known: what the person left alone is as others have made it. */
    ConnectionEditForm over(Connection newer) {
        Shown now = Shown.of(newer);
        Map<String, String> mine = mine();
        return new ConnectionEditForm(
                mine.getOrDefault("name", now.name()),
                mine.getOrDefault("description", now.description()),
                Connection.version(newer.etag()),
                now);
    }

    /** What the person changed, by name; all, where it is not known what they saw. */
    Map<String, String> mine() {
        Map<String, String> mine = new LinkedHashMap<>();
        if (seen == null || !name.equals(seen.name())) {
            mine.put("name", name);
        }
        if (seen == null || !description.equals(seen.description())) {
            mine.put("description", description);
        }
        return mine;
    }

    /** What the wish is compared with: the version that it is about. */
    Shown base(Connection now) {
        return seen == null || etag.equals(now.etag()) ? Shown.of(now) : seen;
    }

    List<Change> changes(Shown base) {
        List<Change> changes = new ArrayList<>();
        add(changes, "/name", base.name(), name);
        add(changes, "/description", base.description(), description);
        return changes;
    }

    private static void add(List<Change> changes, String path, String was, String wanted) {
        if (!wanted.equals(was)) {
            changes.add(Change.of(path, !was.isEmpty(), wanted.isEmpty() ? null : wanted));
        }
    }

    FormView view() {
        FormView view = FormView.of(Map.of("name", name, "description", description)).carrying(Map.of("etag", etag));
        return seen == null ? view : view.carrying(seen.fields());
    }
}
