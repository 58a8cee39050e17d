package org.privatelink.portal.connection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.source.Source;

/**
 * What a person looks for in the list.
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

    ConnectionQuery query(String sandbox, Optional<Source> chosen) {
        ConnectionQuery query = ConnectionQuery.in(sandbox).withText(q).ofSource(chosen.map(Source::specId).orElse(""));
        if (!endpoint.isEmpty()) {
            return query.ofEndpoints(List.of(endpoint));
        }
        return link.equals("all") ? query : query.onlyPrivate();
    }
}
