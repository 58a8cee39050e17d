package org.privatelink.portal.connection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.source.Source;

/**
 * What a person looks for in the list.
 *
 * @param link {@code all} also shows connections without private link, {@code unresolved} only private ones of which
 *     Platform did not note the endpoint
 * @param host hosts with commas between, as {@link ConnectionQuery#hosts} has them
 * @param otherHost hosts that it does not lead to
 */
record ConnectionFilter(
        @Nullable String q,
        @Nullable String source,
        @Nullable String endpoint,
        @Nullable String link,
        @Nullable String host,
        @Nullable String otherHost) {

    private static final int MOST_HOSTS = 200;
    private static final Set<String> LINKS = Set.of("all", "unresolved");

    ConnectionFilter {
        q = q == null ? "" : q.strip();
        source = source == null ? "" : source.strip();
        endpoint = endpoint == null ? "" : endpoint.strip();
        link = link != null && LINKS.contains(link) ? link : "";
        host = host == null ? "" : host.strip();
        otherHost = otherHost == null ? "" : otherHost.strip();
    }

    ConnectionQuery query(String sandbox, Optional<Source> chosen) {
        ConnectionQuery query = ConnectionQuery.in(sandbox)
                .withText(q)
                .ofSource(chosen.map(Source::specId).orElse(""))
                .leadingTo(hosts(host))
                .notLeadingTo(hosts(otherHost));
        if (link.equals("unresolved")) {
            return query.onlyUnresolved();
        }
        if (!endpoint.isEmpty()) {
            return query.ofEndpoints(List.of(endpoint));
        }
        return link.equals("all") ? query : query.onlyPrivate();
    }

    private static List<String> hosts(String written) {
        return Stream.of(written.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .limit(MOST_HOSTS)
                .toList();
    }
}
