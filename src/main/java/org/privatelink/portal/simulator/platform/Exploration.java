package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A look into a source (contract 3.4). All file stores hold the same folders, all databases the same tables;
 * the letter case of the types differs as it does in the guides. Names are as odd as those that people give.
 */
record Exploration(boolean files, String objectType, String object, String fileType, boolean preview) {

    private static final String ODD = "Größe & <b>\"Maß\" #1 50%";
    private static final String MANY = "partner-feeds";
    private static final List<String> FOLDERS = List.of("acme-customers", "exports", "loyalty", MANY, ODD);
    private static final List<String> FILES = List.of("customers.csv", "orders-2026-10.csv", "returns.json");
    private static final List<String> ODD_FILES = List.of(
            "a&objectType=root.csv", "'quoted' name.TSV", "50% off #1.json", "Übersicht.parquet", "old.csv.gz", "notes.pages");
    private static final List<String> TABLES = List.of("ACME Spring Campaign", "Loyalty Members", "Orders", "Web Events");

    static Exploration of(ConnectionSpec spec, HttpServletRequest request) {
        String delimiter = request.getParameter("columnDelimiter");
        if (delimiter != null && delimiter.length() != 1) {
            throw Refusal.catalogue("1331-400", "Invalid column delimiter", "columnDelimiter must be one character");
        }
        String type = lower(request, "objectType").orElse("root");
        String object = Optional.ofNullable(request.getParameter("object")).orElse("");
        if (object.isBlank() && List.of("folder", "file", "table").contains(type)) {
            throw Refusal.catalogue("1337-400", "Parameter missing", "The parameter object is missing");
        }
        return new Exploration(
                spec.holdsFiles(),
                type,
                object,
                lower(request, "fileType").orElse("delimited"),
                lower(request, "preview").filter("true"::equals).isPresent());
    }

    private static Optional<String> lower(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).map(value -> value.toLowerCase(Locale.ROOT));
    }

    Object answer() {
        return switch (objectType) {
            case "root" -> files ? root() : tables();
            case "folder" -> onlyFor(files, folder());
            case "file" -> onlyFor(files && !object.endsWith(".pages"), file());
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
        String name = object.replaceAll("^/|/$", "");
        if (FOLDERS.stream().noneMatch(name::startsWith)) {
            return List.of();
        }
        String path = object.endsWith("/") ? object : object + "/";
        if (name.equals(MANY)) {
            return IntStream.rangeClosed(1, 620)
                    .mapToObj(number -> "feed-%04d.csv".formatted(number))
                    .map(feed -> entry("file", feed, path + feed))
                    .toList();
        }
        if (name.equals(ODD)) {
            return ODD_FILES.stream().map(odd -> entry("FILE", odd, path + odd)).toList();
        }
        Stream<Map<String, Object>> deeper = path.chars().filter(c -> c == '/').count() > 4
                ? Stream.of()
                : Stream.of(entry("folder", "archive", path + "archive"));
        return Stream.concat(deeper, FILES.stream().map(file -> entry("file", file, path + file))).toList();
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

    /** A bare list of columns as in the older guide; with a preview the form of the explore specification. */
    private Object file() {
        if (!preview) {
            return List.of(
                    Map.of("name", "customer_id", "type", "String"),
                    Map.of("name", "email", "type", "String"),
                    Map.of("name", "updated_at", "type", "String"));
        }
        return fileType.equals("json") ? nested() : flat(rows());
    }

    private Object table() {
        return flat(preview ? rows() : null);
    }

    private static Map<String, Object> flat(@Nullable List<Map<String, Object>> rows) {
        List<Map<String, Object>> columns = List.of(
                Map.of("name", "id", "type", "string", "xdm", Map.of("type", "string")),
                Map.of("name", "email", "type", "string", "xdm", Map.of("type", "string")),
                Map.of("name", "points", "type", "integer", "xdm", Map.of("type", "integer")),
                Map.of("name", "updated_at", "type", "string", "meta:xdmType", "date-time",
                        "xdm", Map.of("type", "string", "format", "date-time", "meta:xdmType", "date-time")));
        return look("flat", Map.of("columns", columns), rows);
    }

    private static Map<String, Object> nested() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> name = Map.of("type", "object", "properties", Map.of("first", text, "last", text));
        Map<String, Object> address = Map.of("type", "object", "properties", Map.of("city", text));
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of(
                "id", text, "name", name, "addresses", Map.of("type", "array", "items", address)));
        Map<String, Object> row = Map.of(
                "id", "4711", "name", Map.of("first", "Ada", "last", "O'Hara <b>"), "addresses", List.of(Map.of("city", "Köln")));
        return look("hierarchical", schema, List.of(row));
    }

    private static Map<String, Object> look(String format, Object schema, @Nullable List<Map<String, Object>> rows) {
        Map<String, Object> look = new LinkedHashMap<>();
        look.put("format", format);
        look.put("schema", schema);
        if (rows != null) {
            look.put("data", rows);
        }
        return look;
    }

    private static List<Map<String, Object>> rows() {
        return IntStream.rangeClosed(1, 12).mapToObj(Exploration::row).toList();
    }

    private static Map<String, Object> row(int number) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", "C-%05d".formatted(number));
        row.put("email", number == 2 ? null : "person" + number + "@customer.example");
        row.put("points", number * 50);
        row.put("updated_at", number == 3 ? "<b>not a date</b> ".repeat(20) : "2026-10-%02dT08:00:00Z".formatted(number));
        return row;
    }
}
