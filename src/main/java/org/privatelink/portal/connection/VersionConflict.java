package org.privatelink.portal.connection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody changed a connection while somebody else was filling in a form about it.
 *
 * @param changedBy Adobe's id of who changed it last
 * @param sent whether Platform was asked, and refused
 */
record VersionConflict(
        List<Difference> differences, @Nullable String changedBy, @Nullable Instant changedAt, boolean sent) {

    /**
     * One thing in its versions.
     *
     * @param labelKey message key of what it is
     * @param seen when the form was opened; null if that is not known
     * @param mine as typed; null if the person did not change it
     */
    record Difference(String labelKey, @Nullable String seen, String now, @Nullable String mine) {
        boolean tells() {
            return mine != null || !now.equals(seen);
        }
    }

    /** @param mine what the person changed, by name */
    static VersionConflict of(@Nullable Shown seen, Connection newer, Map<String, String> mine, boolean sent) {
        Shown now = Shown.of(newer);
        List<Difference> differences = Stream.of(
                        difference("connection.name", seen, now, Shown::name, mine.get("name")),
                        difference("connection.description", seen, now, Shown::description, mine.get("description")),
                        difference("connection.specName", seen, now, Shown::specName, null),
                        difference("connection.host", seen, now, Shown::host, null))
                .filter(Difference::tells)
                .toList();
        return new VersionConflict(differences, newer.updatedBy(), newer.updated(), sent);
    }

    private static Difference difference(
            String labelKey, @Nullable Shown seen, Shown now, Function<Shown, String> part, @Nullable String mine) {
        return new Difference(labelKey, seen == null ? null : part.apply(seen), part.apply(now), mine);
    }

    public boolean hasMine() {
        return differences.stream().anyMatch(each -> each.mine() != null);
    }
}
