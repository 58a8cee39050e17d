package org.privatelink.portal.connection;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A connection as Platform listed it last. Nothing of it is secret.
 *
 * @param name never empty: the id where there is no name
 * @param specId in lower case
 * @param specName Adobe's name of the authentication kind
 * @param endpointId the endpoint that Platform noted; may be missing on a private connection
 * @param host where it leads, as far as it stands in clear
 * @param createdBy Adobe's id of a person or credential
 */
public record SeenConnection(
        String sandbox,
        String id,
        String name,
        @Nullable String description,
        String specId,
        @Nullable String specName,
        @Nullable String state,
        boolean privateLink,
        @Nullable String endpointId,
        @Nullable String host,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String createdBy) {

    private static final int LONGEST_ID = 512;
    private static final int LONGEST_SPEC = 256;

    public static SeenConnection of(String sandbox, Connection connection) {
        return new SeenConnection(
                sandbox,
                connection.id(),
                storable(connection.label()),
                storable(connection.description()),
                cut(storable(connection.specId().toLowerCase(Locale.ROOT)), LONGEST_SPEC),
                connection.auth() == null ? null : storable(connection.auth().specName()),
                storable(connection.state()),
                connection.usesPrivateLink(),
                cut(storable(connection.endpointId()), LONGEST_ID),
                storable(connection.reach().map(Reach::host).orElse(null)),
                connection.created(),
                connection.updated(),
                storable(connection.createdBy()));
    }

    /** What has a longer id cannot be kept. */
    static boolean isKeepable(Connection connection) {
        return connection.id().length() <= LONGEST_ID && connection.id().equals(storable(connection.id()));
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }

    /** No database takes every character: one odd name must not keep all others from being read. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace("\u0000", "");
    }

    /** What a text is looked for in. */
    String search() {
        return Stream.of(id, name, description, endpointId, host, createdBy)
                .filter(Objects::nonNull)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n"));
    }
}
