package org.privatelink.portal.api;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which endpoints a list is to have. Empty texts ask for nothing in particular. */
record EndpointQuery(String text, String source, String status, @Nullable Boolean linked) {

    boolean matches(ApiEndpoint endpoint) {
        return (source.isEmpty() || source.equals(endpoint.source()))
                && (status.isEmpty() || status.equals(endpoint.status()))
                && (linked == null || linked.equals(endpoint.connections() != null && endpoint.connections() > 0))
                && (text.isBlank() || hasText(endpoint));
    }

    private boolean hasText(ApiEndpoint endpoint) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return Stream.of(
                        Stream.of(endpoint.id()),
                        Stream.of(endpoint.name(), endpoint.subscriptionId(), endpoint.resourceGroupName(), endpoint.resourceName())
                                .filter(Objects::nonNull),
                        endpoint.fqdns().stream())
                .flatMap(texts -> texts)
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
