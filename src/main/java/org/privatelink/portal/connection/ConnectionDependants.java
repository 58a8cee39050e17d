package org.privatelink.portal.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.privatelink.portal.endpoint.Dependants;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;

/** Which connections stand on an endpoint: some name it, of others it can only be guessed (product fact 6). */
@Component
class ConnectionDependants implements Dependants {

    private final ConnectionClient client;
    private final Connections connections;
    private final Sources sources;
    private final Reads reads;

    ConnectionDependants(ConnectionClient client, Connections connections, Sources sources, Reads reads) {
        this.client = client;
        this.connections = connections;
        this.sources = sources;
        this.reads = reads;
    }

    /** Asked both ways: a connection may name the endpoint and yet not be found as private (contract traps 12, 14). */
    @Override
    public Function<Endpoint, WhatBreaks> around(String sandbox, String endpointId) {
        Reading<List<Connection>> naming = reads.start(() -> client.listOfEndpoint(sandbox, endpointId));
        Map<String, Connection> found = new LinkedHashMap<>();
        client.listPrivate(sandbox).forEach(connection -> found.put(connection.id(), connection));
        naming.get().forEach(connection -> found.put(connection.id(), connection));
        return endpoint -> sorted(found.values(), endpoint);
    }

    private WhatBreaks sorted(Collection<Connection> connections, Endpoint endpoint) {
        List<Dependant> certain = new ArrayList<>();
        List<Dependant> likely = new ArrayList<>();
        List<Dependant> other = new ArrayList<>();
        for (Connection connection : connections) {
            if (endpoint.id().equals(connection.endpointId())) {
                certain.add(dependant(connection));
            } else if (connection.endpointId() == null && isOfSource(connection, endpoint)) {
                (leadsTo(connection, endpoint) ? likely : other).add(dependant(connection));
            }
        }
        return new WhatBreaks(certain, likely, other);
    }

    @Override
    public Map<String, Use> uses(String sandbox) {
        return connections.uses(sandbox);
    }

    private static boolean isOfSource(Connection connection, Endpoint endpoint) {
        return connection.specId().equalsIgnoreCase(endpoint.specId());
    }

    private static boolean leadsTo(Connection connection, Endpoint endpoint) {
        return connection.reach().map(reach -> reach.leadsTo(endpoint)).orElse(false);
    }

    private Dependant dependant(Connection connection) {
        return new Dependant(
                connection.id(),
                connection.label(),
                sources.titleOf(connection.specId()),
                connection.reach().map(Reach::host).orElse(null));
    }
}
