package org.privatelink.portal.explore;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The first rows of a table or file. They are the customer's data: a page shows a few of them and nothing keeps them.
 *
 * @param rows a cell for each name; null where the row has no such value
 * @param moreRows rows that came and are not shown
 * @param moreColumns columns that came and are not shown
 */
record Preview(List<String> names, List<List<@Nullable Cell>> rows, int moreRows, int moreColumns) {

    static final int ROWS = 10;
    static final int COLUMNS = 50;
    static final int LENGTH = 100;

    /** @param cut whether there is more of it */
    record Cell(String text, boolean cut) {

        static Cell of(JsonNode value) {
            String whole = value.isContainer() ? value.toString() : value.asString();
            boolean cut = whole.codePointCount(0, whole.length()) > LENGTH;
            return new Cell(cut ? whole.substring(0, whole.offsetByCodePoints(0, LENGTH)) + "…" : whole, cut);
        }
    }

    /** @param columns name the values of rows that are lists */
    static Preview read(JsonNode data, List<Column> columns) {
        List<Map<String, JsonNode>> rows =
                data.valueStream().limit(ROWS).map(row -> row(row, columns)).toList();
        Set<String> all = new LinkedHashSet<>();
        rows.forEach(row -> all.addAll(row.keySet()));
        List<String> names = all.stream().limit(COLUMNS).toList();
        return new Preview(
                names,
                rows.stream().map(row -> cells(row, names)).toList(),
                Math.max(0, data.size() - ROWS),
                Math.max(0, all.size() - COLUMNS));
    }

    private static List<@Nullable Cell> cells(Map<String, JsonNode> row, List<String> names) {
        return names.stream()
                .map(row::get)
                .map(value -> value == null || value.isNull() ? null : Cell.of(value))
                .toList();
    }

    private static Map<String, JsonNode> row(JsonNode row, List<Column> columns) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (row.isObject()) {
            flatten("", row, values);
        } else {
            List<JsonNode> listed = row.isArray() ? row.valueStream().toList() : List.of(row);
            for (int at = 0; at < listed.size(); at++) {
                values.put(at < columns.size() ? columns.get(at).name() : String.valueOf(at + 1), listed.get(at));
            }
        }
        return values;
    }

    private static void flatten(String before, JsonNode object, Map<String, JsonNode> into) {
        object.propertyStream().forEach(each -> {
            String name = before + each.getKey();
            if (each.getValue().isObject() && !each.getValue().isEmpty()) {
                flatten(name + ".", each.getValue(), into);
            } else {
                into.put(name, each.getValue());
            }
        });
    }
}
