package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A look into a source (contract 3.4). All file stores hold the same folders, all databases the same tables;
 * the letter case of the types differs as it does in the guides.
 */
record Exploration(boolean files, String objectType, String object) {

    private static final List<String> FOLDERS = List.of("acme-customers", "exports", "loyalty");
    private static final List<String> FILES = List.of("customers.csv", "orders-2026-10.csv", "returns.json");
    private static final List<String> TABLES = List.of("ACME Spring Campaign", "Loyalty Members", "Orders", "Web Events");

    static Exploration of(ConnectionSpec spec, HttpServletRequest request) {
        String delimiter = request.getParameter("columnDelimiter");
        if (delimiter != null && delimiter.length() != 1) {
            throw Refusal.catalogue("1331-400", "Invalid column delimiter", "columnDelimiter must be one character");
        }
        String type = Optional.ofNullable(request.getParameter("objectType")).orElse("root").toLowerCase(Locale.ROOT);
        String object = Optional.ofNullable(request.getParameter("object")).orElse("");
        if (object.isBlank() && List.of("folder", "file", "table").contains(type)) {
            throw Refusal.catalogue("1337-400", "Parameter missing", "The parameter object is missing");
        }
        return new Exploration(spec.holdsFiles(), type, object);
    }

    Object answer() {
        return switch (objectType) {
            case "root" -> files ? root() : tables();
            case "folder" -> onlyFor(files, folder());
            case "file" -> onlyFor(files, columns());
            case "table" -> onlyFor(!files, table());
            default -> onlyFor(false, "");
        };
    }

    private static Object onlyFor(boolean supported, Object answer) {
        if (!supported) {
            throw Refusal.catalogue(
                    "1336-400", "Explore not supported", "The source cannot be explored by this objectType");
        }
        return answer;
    }

    private static List<Map<String, Object>> root() {
        return Stream.concat(FOLDERS.stream().map(name -> entry("Folder", name, "/" + name)),
                        Stream.of(entry("File", "readme.csv", "/readme.csv")))
                .toList();
    }

    private List<Map<String, Object>> folder() {
        if (FOLDERS.stream().noneMatch(name -> object.replaceAll("^/|/$", "").startsWith(name))) {
            return List.of();
        }
        String path = object.endsWith("/") ? object : object + "/";
        Stream<Map<String, Object>> deeper = path.chars().filter(c -> c == '/').count() > 2
                ? Stream.of()
                : Stream.of(entry("folder", "archive", path + "archive"));
        return Stream.concat(deeper, FILES.stream().map(name -> entry("file", name, path + name))).toList();
    }

    private static List<Map<String, Object>> tables() {
        return TABLES.stream()
                .map(name -> {
                    Map<String, Object> table = entry("table", name, name.toLowerCase(Locale.ROOT).replace(' ', '_'));
                    table.put("canPreview", true);
                    table.put("canFetchSchema", true);
                    return table;
                })
                .toList();
    }

    private static Map<String, Object> entry(String type, String name, String path) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", type);
        entry.put("name", name);
        entry.put("path", path);
        return entry;
    }

    private static List<Map<String, Object>> columns() {
        return List.of(
                Map.of("name", "customer_id", "type", "String"),
                Map.of("name", "email", "type", "String"),
                Map.of("name", "updated_at", "type", "String"));
    }

    private static Map<String, Object> table() {
        List<Map<String, Object>> columns = List.of(
                Map.of("name", "id", "type", "string", "xdm", Map.of("type", "string")),
                Map.of("name", "email", "type", "string", "xdm", Map.of("type", "string")),
                Map.of("name", "points", "type", "integer", "xdm", Map.of("type", "integer")),
                Map.of("name", "updated_at", "type", "string", "meta:xdmType", "date-time",
                        "xdm", Map.of("type", "string", "format", "date-time", "meta:xdmType", "date-time")));
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("format", "flat");
        table.put("schema", Map.of("columns", columns));
        return table;
    }
}
