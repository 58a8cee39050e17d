package org.privatelink.portal.connection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;

/** What the endpoints of a source mean for a new connection: as parameters that are not secret tell, or as Platform says. */
record Match(Kind kind, @Nullable Endpoint endpoint) {

    enum Kind {
        SERVED,
        NOT_APPROVED,
        OTHER_RESOURCE,
        CANNOT_TELL,
        UNCOVERED,
        NONE
    }

    static Match of(ConnectionForm form, List<Endpoint> known) {
        List<Endpoint> approved =
                known.stream().filter(endpoint -> endpoint.status() == EndpointState.APPROVED).toList();
        Optional<Reach> reach = Reach.of(form.view().values());
        if (reach.isEmpty()) {
            return approved.isEmpty() ? new Match(Kind.NONE, null) : new Match(Kind.CANNOT_TELL, approved.get(0));
        }
        return first(reach.get(), approved, Kind.SERVED)
                .or(() -> first(reach.get(), known, Kind.NOT_APPROVED))
                .orElseGet(() -> new Match(approved.isEmpty() ? Kind.NONE : Kind.OTHER_RESOURCE, null));
    }

    /** @param named the endpoints that Platform names for the credentials */
    static Match resolved(List<Endpoint> named) {
        return named.stream()
                .filter(endpoint -> endpoint.status() == EndpointState.APPROVED)
                .findFirst()
                .map(endpoint -> new Match(Kind.SERVED, endpoint))
                .or(() -> named.stream().findFirst().map(endpoint -> new Match(Kind.NOT_APPROVED, endpoint)))
                .orElseGet(() -> new Match(Kind.UNCOVERED, null));
    }

    private static Optional<Match> first(Reach reach, List<Endpoint> endpoints, Kind kind) {
        return endpoints.stream().filter(reach::leadsTo).findFirst().map(endpoint -> new Match(kind, endpoint));
    }

    public String key() {
        return "connection.match." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isGood() {
        return kind == Kind.SERVED || kind == Kind.CANNOT_TELL;
    }
}
