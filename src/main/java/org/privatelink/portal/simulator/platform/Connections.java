package org.privatelink.portal.simulator.platform;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.Store;
import org.privatelink.portal.simulator.Store.Shelf;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The base connections of all sandboxes, and what has to be true before one is made, changed or used. */
@Component
class Connections {

    private static final int KEPT = 32;

    private final Shelf<Connection> shelf;
    /** All of them: to sort so many at every write would take too long. */
    private final SortedSet<Connection> oldestFirst =
            new TreeSet<>(Comparator.comparingLong(Connection::createdAt).thenComparing(Connection::id));

    /** What lists hold, so that their pages cost no search each; empty after every write. */
    private final ConcurrentLruCache<Selection, List<ObjectNode>> selections =
            new ConcurrentLruCache<>(KEPT, this::find);

    private final Sandboxes sandboxes;
    private final Endpoints endpoints;
    private final Authoring authoring;
    private final Flows flows;
    private final Clock clock;
    private final String orgId;

    Connections(
            Store store,
            Sandboxes sandboxes,
            Endpoints endpoints,
            Authoring authoring,
            Flows flows,
            Clock clock,
            SimulatorProperties properties) {
        this.shelf = store.shelf("connections", Connection.class);
        this.oldestFirst.addAll(shelf.all());
        this.sandboxes = sandboxes;
        this.endpoints = endpoints;
        this.authoring = authoring;
        this.flows = flows;
        this.clock = clock;
        this.orgId = properties.orgId();
    }

    /** All pages of a list; not while one is written, whose list would be kept without it. */
    synchronized List<ObjectNode> select(String sandbox, Query query) {
        return selections.get(new Selection(sandbox, query.unpaged()));
    }

    private List<ObjectNode> find(Selection wanted) {
        return wanted.query().equals(Query.ALL)
                ? in(wanted.sandbox())
                : wanted.query().select(selections.get(new Selection(wanted.sandbox(), Query.ALL)));
    }

    private List<ObjectNode> in(String sandbox) {
        return oldestFirst.stream()
                .filter(connection -> connection.sandbox().equals(sandbox))
                .map(Connection::item)
                .toList();
    }

    Connection get(String sandbox, String id) {
        return shelf.find(id)
                .filter(connection -> connection.sandbox().equals(sandbox))
                .orElseThrow(() -> Refusal.noSuch("connection", id));
    }

    synchronized Connection create(ObjectNode wanted, Caller caller) {
        Connection connection =
                Connection.create(wanted, caller, sandboxes.get(caller.sandbox()), orgId, clock.instant());
        checkAuth(connection);
        connection.params().remove("privateEndpointId");
        link(connection);
        Vault.hideSecrets(connection.params(), connection.params().objectNode());
        keep(connection);
        return connection;
    }

    synchronized Connection update(String id, @Nullable String ifMatch, ArrayNode changes, Caller caller) {
        Connection old = get(caller.sandbox(), id);
        if (ifMatch == null || ifMatch.isBlank()) {
            throw Refusal.catalogue("1403-400", "Header missing", "The header If-Match is missing");
        }
        if (!ifMatch.equals(old.etag())) {
            throw Refusal.catalogue("1404-412", "Etag mismatch", "The version in If-Match is not the current one");
        }
        ObjectNode item = Patch.apply(changes, old.item());
        Targets targets = Targets.of(item.path("auth").path("params"));
        Connection changed = new Connection(item, targets.isEmpty() ? old.targets() : targets);
        checkAuth(changed);
        link(changed);
        Vault.hideSecrets(changed.params(), old.params());
        item.put("updatedAt", clock.millis());
        item.put("updatedBy", caller.user());
        item.put("updatedClient", caller.client());
        changed.stamp("update", clock.instant());
        keep(changed);
        return changed;
    }

    private void keep(Connection connection) {
        shelf.put(connection.id(), connection);
        list(connection);
    }

    private void list(Connection connection) {
        oldestFirst.remove(connection);
        oldestFirst.add(connection);
        selections.clear();
    }

    private static void checkAuth(Connection connection) {
        ObjectNode params = connection.params().deepCopy();
        params.remove("privateEndpointId");
        connection.spec().authKind(connection.specName()).check(params);
    }

    /** Traffic of a private connection needs interactive authoring and an endpoint; the service notes which one. */
    private void link(Connection connection) {
        if (connection.usesPrivateLink()) {
            connection.params().put("privateEndpointId", requireLink(connection).id());
        } else {
            connection.params().remove("privateEndpointId");
        }
    }

    private PrivateEndpoint requireLink(Connection connection) {
        authoring.requireEnabled(connection.sandbox());
        return endpoints
                .approvedFor(connection.sandbox(), connection.spec().id(), connection.targets())
                .orElseThrow(() -> Refusal.catalogue(
                        "1308-400",
                        "Connector error",
                        "No approved private endpoint was found for the resource of this connection."));
    }

    /** The connection, once data can be read through it. */
    Connection reach(String sandbox, String id) {
        Connection connection = get(sandbox, id);
        if (connection.usesPrivateLink()) {
            requireLink(connection);
        }
        return connection;
    }

    synchronized void delete(String sandbox, String id) {
        Connection connection = get(sandbox, id);
        int users = flows.using(id).size();
        if (users > 0) {
            throw Refusal.catalogue(
                    "1418-400",
                    "Connection in use",
                    "The connection is used by " + users + " flows: delete them first");
        }
        shelf.remove(connection.id());
        oldestFirst.remove(connection);
        selections.clear();
    }

    /** Sample data need no authoring and no endpoint. */
    synchronized void seed(Connection connection) {
        Vault.hideSecrets(connection.params(), connection.params().objectNode());
        keep(connection);
    }

    synchronized void lend(Connection connection) {
        shelf.lend(connection.id(), connection);
        list(connection);
    }

    private record Selection(String sandbox, Query query) {}
}
