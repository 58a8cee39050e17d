package org.privatelink.portal.explore;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.privatelink.portal.explore.Place.Kind;
import tools.jackson.databind.JsonNode;

/**
 * What is in a folder or at the root: folders first, by name. Platform has no pages here, so the portal shows only the
 * first of very many.
 *
 * @param unread entries that Platform sent and the portal does not understand
 */
record Folder(List<Entry> entries, int unread) {

    static final int MOST = 500;

    /**
     * @param type as Platform said it, in any letter case
     * @param shown whether Platform offers to show it; it need not say
     */
    record Entry(String type, String name, String path, boolean shown) {

        private static final Comparator<Entry> ORDER = Comparator.comparing((Entry entry) -> !entry.isFolder())
                .thenComparing(Entry::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Entry::path);

        static Optional<Entry> read(JsonNode found) {
            String path = Json.text(found, "path").orElse(Json.text(found, "name").orElse(""));
            if (path.isEmpty()) {
                return Optional.empty();
            }
            boolean refused = isFalse(found, "canPreview") && isFalse(found, "canFetchSchema");
            return Optional.of(new Entry(
                    Json.text(found, "type").orElse(""), Json.text(found, "name").orElse(path), path, !refused));
        }

        private static boolean isFalse(JsonNode found, String name) {
            return found.path(name).isBoolean() && !found.path(name).asBoolean();
        }

        public boolean isFolder() {
            return is(Kind.FOLDER);
        }

        /** Whether it leads anywhere. */
        public boolean isOpen() {
            return isFolder() || shown && (is(Kind.FILE) || is(Kind.TABLE));
        }

        /** Last part of the key of its kind's name. */
        public String key() {
            return Kind.of(type).filter(kind -> kind != Kind.ROOT).map(Kind::key).orElse("other");
        }

        private boolean is(Kind kind) {
            return kind.name().equalsIgnoreCase(type);
        }
    }

    /** Nothing where it is not a list of things with a name or path. */
    static Optional<Folder> read(JsonNode found) {
        List<Entry> entries = found.valueStream()
                .map(Entry::read)
                .flatMap(Optional::stream)
                .sorted(Entry.ORDER)
                .toList();
        boolean understood = found.isArray() && (found.isEmpty() || !entries.isEmpty());
        return understood ? Optional.of(new Folder(entries, found.size() - entries.size())) : Optional.empty();
    }

    Folder matching(String text) {
        String part = text.strip().toLowerCase(Locale.ROOT);
        return new Folder(
                entries.stream()
                        .filter(entry -> entry.name().toLowerCase(Locale.ROOT).contains(part))
                        .toList(),
                unread);
    }

    public List<Entry> shown() {
        return entries.subList(0, Math.min(MOST, entries.size()));
    }

    public boolean isCut() {
        return entries.size() > MOST;
    }
}
