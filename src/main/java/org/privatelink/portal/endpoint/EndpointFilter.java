package org.privatelink.portal.endpoint;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person looks for in the list; the source is asked of Platform. */
record EndpointFilter(@Nullable String q, @Nullable String source, @Nullable String state) {

    EndpointFilter {
        q = q == null ? "" : q.strip();
        source = source == null ? "" : source.strip();
        state = state == null ? "" : state.strip();
    }

    boolean matches(Endpoint endpoint) {
        return (state.isEmpty() || endpoint.status() == EndpointState.of(state)) && (q.isEmpty() || hasText(endpoint));
    }

    private boolean hasText(Endpoint endpoint) {
        String wanted = q.toLowerCase(Locale.ROOT);
        return Stream.concat(
                        Stream.of(
                                endpoint.id(),
                                endpoint.name(),
                                endpoint.subscriptionId(),
                                endpoint.resourceGroupName(),
                                endpoint.resourceName()),
                        endpoint.fqdns().stream())
                .filter(Objects::nonNull)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
