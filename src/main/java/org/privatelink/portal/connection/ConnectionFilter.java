package org.privatelink.portal.connection;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person looks for in the list; endpoint and source are asked of Platform.
 *
 * @param link {@code all} also shows connections without private link
 */
record ConnectionFilter(
        @Nullable String q, @Nullable String source, @Nullable String endpoint, @Nullable String link) {

    ConnectionFilter {
        q = q == null ? "" : q.strip();
        source = source == null ? "" : source.strip();
        endpoint = endpoint == null ? "" : endpoint.strip();
        link = "all".equals(link) ? "all" : "";
    }

    boolean matches(Connection connection) {
        return (link.equals("all") || !endpoint.isEmpty() || connection.usesPrivateLink()) && (q.isEmpty() || hasText(connection));
    }

    private boolean hasText(Connection connection) {
        String wanted = q.toLowerCase(Locale.ROOT);
        return Stream.of(
                        connection.id(),
                        connection.name(),
                        connection.description(),
                        connection.endpointId(),
                        connection.reach().map(Reach::host).orElse(null))
                .filter(Objects::nonNull)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
