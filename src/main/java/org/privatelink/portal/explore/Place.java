package org.privatelink.portal.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What in a source is looked at (contract 3.4).
 *
 * @param path as Platform gave it, empty for the root; it is data, whatever stands in it
 */
record Place(Kind kind, String path) {

    private static final Place ROOT = new Place(Kind.ROOT, "");
    private static final Pattern STEP = Pattern.compile("[^/]+");

    enum Kind {
        ROOT,
        FOLDER,
        FILE,
        TABLE;

        /** As Adobe's guides write it in a request. In answers it comes in any letter case. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(@Nullable String said) {
            return Stream.of(values()).filter(kind -> kind.name().equalsIgnoreCase(said)).findFirst();
        }
    }

    /** A part of a path, and the path up to it. */
    record Step(String name, String path) {}

    /** The root where the address names nothing that can be looked at. */
    static Place of(@Nullable String type, @Nullable String object) {
        Kind kind = Kind.of(type).orElse(Kind.ROOT);
        return kind == Kind.ROOT || object == null || object.isBlank() ? ROOT : new Place(kind, object);
    }

    /** From the root to the place itself. The path of a table is a name, in which a slash means nothing. */
    List<Step> steps() {
        if (kind == Kind.TABLE) {
            return List.of(new Step(path, path));
        }
        return STEP.matcher(path)
                .results()
                .map(step -> new Step(step.group(), path.substring(0, step.end())))
                .toList();
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("objectType", kind.key());
        if (kind != Kind.ROOT) {
            query.put("object", path);
        }
        return query;
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isTable() {
        return kind == Kind.TABLE;
    }

    boolean holdsOthers() {
        return kind == Kind.ROOT || kind == Kind.FOLDER;
    }
}
