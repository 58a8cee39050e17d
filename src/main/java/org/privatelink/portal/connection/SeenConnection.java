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

    public static SeenConnection of(String sandbox, Connection connection) {
        return new SeenConnection(
                sandbox,
                connection.id(),
                storable(connection.label()),
                storable(connection.description()),
                connection.specId().toLowerCase(Locale.ROOT),
                connection.auth() == null ? null : storable(connection.auth().specName()),
                storable(connection.state()),
                connection.usesPrivateLink(),
                storable(connection.endpointId()),
                storable(connection.reach().map(Reach::host).orElse(null)),
                connection.created(),
                connection.updated(),
                storable(connection.createdBy()));
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
