package org.privatelink.portal.azure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of a resource's private endpoint connections may be the one of an endpoint at Platform. Nothing in them names it
 * for certain (contract trap 44): what is waiting and not of another sub-resource is a candidate, and with more than one a
 * person has to choose.
 */
public record Candidates(List<Row> rows) {

    /** What speaks for a connection or against it; the last part of message keys. */
    public enum Sign {
        /** Not a connection of that resource, whatever Azure's answer says. */
        FOREIGN,
        NOT_WAITING,
        REJECTED,
        WAITING,
        SUB_RESOURCE_FITS,
        SUB_RESOURCE_OTHER,
        SUB_RESOURCE_UNTOLD,
        /** The endpoint's name or id at Platform stands in the private endpoint's id. */
        NAMED;

        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @param candidate whether it may be decided on */
    public record Row(PrivateEndpointConnection connection, Set<Sign> signs, boolean candidate) {}

    private static final Set<Sign> AGAINST =
            EnumSet.of(Sign.FOREIGN, Sign.NOT_WAITING, Sign.REJECTED, Sign.SUB_RESOURCE_OTHER);
    private static final int SHORTEST_NAME = 3;

    /**
     * @param resource whose connections they should be
     * @param subResource what the endpoint needs; null where its source has none
     * @param hints the endpoint's name and id at Platform
     */
    public static Candidates among(
            List<PrivateEndpointConnection> connections,
            AzureResourceId resource,
            @Nullable String subResource,
            List<String> hints) {
        List<Row> rows = new ArrayList<>();
        for (PrivateEndpointConnection each : connections) {
            Set<Sign> signs = signs(each, resource, subResource, hints);
            rows.add(new Row(each, signs, signs.stream().noneMatch(AGAINST::contains)));
        }
        rows.sort(Comparator.comparing((Row row) -> !row.candidate())
                .thenComparing(row -> !row.connection().isPending())
                .thenComparing(row -> row.connection().name()));
        return new Candidates(List.copyOf(rows));
    }

    private static Set<Sign> signs(
            PrivateEndpointConnection connection,
            AzureResourceId resource,
            @Nullable String subResource,
            List<String> hints) {
        Set<Sign> signs = EnumSet.noneOf(Sign.class);
        if (!connection.isOf(resource)) {
            signs.add(Sign.FOREIGN);
        }
        signs.add(waiting(connection));
        if (subResource != null) {
            signs.add(subResource(connection, subResource));
        }
        if (hints.stream().anyMatch(hint -> stands(hint, connection.privateEndpointId()))) {
            signs.add(Sign.NAMED);
        }
        return signs;
    }

    private static Sign waiting(PrivateEndpointConnection connection) {
        if (connection.status().equalsIgnoreCase("Rejected")) {
            return Sign.REJECTED;
        }
        return connection.isPending() ? Sign.WAITING : Sign.NOT_WAITING;
    }

    private static Sign subResource(PrivateEndpointConnection connection, String wanted) {
        if (connection.groupIds().isEmpty()) {
            return Sign.SUB_RESOURCE_UNTOLD;
        }
        return connection.groupIds().stream().anyMatch(wanted::equalsIgnoreCase)
                ? Sign.SUB_RESOURCE_FITS
                : Sign.SUB_RESOURCE_OTHER;
    }

    /** As a whole, not as a part of a longer word. */
    private static boolean stands(String hint, String text) {
        String word = plain(hint);
        String all = plain(text);
        for (int at = all.indexOf(word); word.length() >= SHORTEST_NAME && at >= 0; at = all.indexOf(word, at + 1)) {
            if (isEdge(all, at - 1) && isEdge(all, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Azure's names hold few signs: others may have been replaced on the way. */
    private static String plain(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at >= text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    /** How many there are to choose from. */
    public long count() {
        return rows.stream().filter(Row::candidate).count();
    }

    /** The candidate, if there is exactly one and it bears the endpoint's name: that it is alone proves nothing. */
    public Optional<PrivateEndpointConnection> only() {
        return count() == 1 && rows.get(0).signs().contains(Sign.NAMED)
                ? Optional.of(rows.get(0).connection())
                : Optional.empty();
    }

    public Optional<Row> find(String name) {
        return rows.stream().filter(row -> row.connection().name().equals(name)).findFirst();
    }
}
