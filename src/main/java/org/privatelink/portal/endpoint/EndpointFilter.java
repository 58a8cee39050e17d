package org.privatelink.portal.endpoint;

import org.jspecify.annotations.Nullable;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;

/** What a person looks for in the list. */
record EndpointFilter(
        @Nullable String q, @Nullable String source, @Nullable String state, @Nullable String connections) {

    static final String LINKED = "linked";
    static final String NONE = "none";

    EndpointFilter {
        q = q == null ? "" : q.strip();
        source = source == null ? "" : source.strip();
        state = state == null ? "" : state.strip();
        connections = connections == null ? "" : connections.strip();
    }

    /** What means nothing is left out. */
    Watched.Query query(String sandbox, Sources sources) {
        return new Watched.Query(
                sandbox,
                q,
                sources.find(source).map(Source::specId).orElse(null),
                state.isEmpty() ? null : EndpointState.of(state),
                linked());
    }

    @Nullable Boolean linked() {
        return switch (connections) {
            case LINKED -> true;
            case NONE -> false;
            default -> null;
        };
    }
}
