package org.privatelink.portal.cleanup;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.EndpointState;

/** In what way something is left over. */
enum Kind {
    UNUSED(EndpointState.APPROVED),
    REJECTED(EndpointState.REJECTED),
    FAILED(EndpointState.FAILED),
    DISCONNECTED(EndpointState.DISCONNECTED),
    PENDING(EndpointState.PENDING),
    /** Connections whose endpoint is gone or dead. */
    STRANDED(null),
    /** Private connections without an endpoint's id, of a source that has no endpoint. */
    UNSERVED(null);

    private static final Set<String> ENDPOINT_COLUMNS = Set.of("name", "source", "since");
    private static final Set<String> CONNECTION_COLUMNS = Set.of("name", "source", "endpoint", "updated");

    private final @Nullable EndpointState state;

    Kind(@Nullable EndpointState state) {
        this.state = state;
    }

    static Optional<Kind> of(String key) {
        return Stream.of(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }

    /** In addresses, and last part of message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isOfEndpoints() {
        return state != null;
    }

    public boolean isDead() {
        return state != null && state.isDead();
    }

    /** Of endpoints of this kind; null for connections. */
    @Nullable EndpointState state() {
        return state;
    }

    /** Whether it takes a list of connections to tell. */
    boolean needsConnections() {
        return this == UNUSED || !isOfEndpoints();
    }

    Set<String> columns() {
        return isOfEndpoints() ? ENDPOINT_COLUMNS : CONNECTION_COLUMNS;
    }

    /** The oldest first. */
    String order() {
        return isOfEndpoints() ? "since" : "updated";
    }
}
