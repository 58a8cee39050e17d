package org.privatelink.portal.connection;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.audit.Ledger;
import org.privatelink.portal.audit.Target;
import org.privatelink.portal.connection.SeenConnectionRepository.Key;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Listing.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Connections for all rooms to read: single ones as Platform has them now, many as it listed them last. */
@Component
public class Connections {

    private static final int AT_A_TIME = 500;

    private final ConnectionClient client;
    private final ConnectionCopy copy;
    private final SeenConnectionRepository seen;
    private final ConnectionView.Maker views;
    private final Ledger ledger;

    Connections(
            ConnectionClient client,
            ConnectionCopy copy,
            SeenConnectionRepository seen,
            ConnectionView.Maker views,
            Ledger ledger) {
        this.client = client;
        this.copy = copy;
        this.seen = seen;
        this.views = views;
        this.ledger = ledger;
    }

    public Optional<Connection> find(String sandbox, String id) {
        return client.find(sandbox, id);
    }

    /**
     * True only when Platform says so; a failed test is an answer, not an error. Costs Platform work, and is on record
     * before: ask for it on the thread of the request.
     */
    public boolean test(String sandbox, Connection connection, Person person) {
        record(SourceLook.CONNECTION_TEST, sandbox, connection, person);
        return client.test(sandbox, connection.id());
    }

    /**
     * What is in the source, as a reader understands the answer: an array for the root and folders, an object or array
     * for a table or file. Costs Platform work, and is on record before: ask for it on the thread of the request.
     *
     * @param query {@code objectType} and what goes with it, by the names in Adobe's guide; each value is sent as a whole
     */
    public <T> T explore(
            String sandbox,
            Connection connection,
            Map<String, String> query,
            Person person,
            Function<JsonNode, Optional<T>> reader) {
        boolean rows = "true".equals(query.get("preview"));
        record(rows ? SourceLook.SOURCE_PREVIEW : SourceLook.SOURCE_EXPLORE, sandbox, connection, person);
        return client.explore(sandbox, connection.id(), query, reader);
    }

    /** Of which connection, and never of which of a customer's files or tables: their names are data too. */
    private void record(SourceLook look, String sandbox, Connection connection, Person person) {
        ledger.look(look.name(), person, new Target(sandbox, connection.id(), connection.label()));
    }

    /** The call behind exploring, for a terminal, by message key. */
    public Map<String, String> curlsOfExplore(String sandbox, String id, Map<String, String> query) {
        return client.curlsOfExplore(sandbox, id, query);
    }

    /** The flows that use a base connection. */
    public List<Flow> flowsUsing(String sandbox, String id) {
        return client.flowsUsing(sandbox, id);
    }

    /**
     * Makes the portal read a sandbox anew if it is time, and waits for that no longer than people wait for a page.
     * Ask it before the copy. Throws what Platform said when the copy never was complete.
     */
    public Freshness look(String sandbox) {
        return told(copy.look(sandbox));
    }

    /** The same, with another patience: that of somebody who looks at many sandboxes at once. */
    public Freshness look(String sandbox, Duration patience) {
        return told(copy.look(sandbox, patience));
    }

    private static Freshness told(Freshness age) {
        if (age.readAt() == null && age.failure() != null) {
            throw age.failure();
        }
        return age;
    }

    /** As {@link #look}, without waiting for anything. */
    public Freshness glance(String sandbox) {
        return copy.glance(sandbox);
    }

    /** From the copy. */
    public int count(ConnectionQuery query) {
        return seen.count(query);
    }

    /** From the copy: how many of these lead to each of some endpoints, by their hosts. */
    public Map<Endpoint, Integer> countLeadingTo(ConnectionQuery query, Collection<Endpoint> endpoints) {
        Set<String> all = endpoints.stream().flatMap(each -> Reach.hostsOf(each).stream()).collect(Collectors.toSet());
        Map<String, Integer> hosts = all.isEmpty() ? Map.of() : seen.hosts(query.leadingTo(all));
        return endpoints.stream().distinct().collect(Collectors.toMap(endpoint -> endpoint, endpoint -> hosts.entrySet().stream()
                .filter(host -> new Reach(host.getKey()).leadsTo(endpoint))
                .mapToInt(Map.Entry::getValue)
                .sum()));
    }

    /** Its state in a word. */
    public Badge badge(SeenConnection connection) {
        return views.badge(connection.state());
    }

    /** From the copy; sorted by {@code name, source, host, endpoint, created} or {@code updated}. */
    public List<SeenConnection> page(ConnectionQuery query, Order order, int offset, int limit) {
        return seen.page(query, order, offset, limit);
    }

    /** From the copy. */
    public Optional<SeenConnection> seen(String sandbox, String id) {
        return seen.find(List.of(new Key(sandbox, id))).values().stream().findFirst();
    }

    /** From the copy, in the order of their ids: those after the given one, however many come or go meanwhile. */
    public List<SeenConnection> after(ConnectionQuery query, String id, int limit) {
        return seen.after(query, id, limit);
    }

    /** All that match, from the copy, without keeping them, nor the database, while the reader takes its time. */
    public void forEach(ConnectionQuery query, Order order, Consumer<SeenConnection> reader) {
        List<Key> keys = seen.keys(query, order);
        for (int from = 0; from < keys.size(); from += AT_A_TIME) {
            List<Key> some = keys.subList(from, Math.min(from + AT_A_TIME, keys.size()));
            Map<Key, SeenConnection> found = seen.find(some);
            some.stream().map(found::get).filter(Objects::nonNull).forEach(reader);
        }
    }

    /** What names each endpoint of a sandbox, from the copy; empty while that is not whole. */
    public Optional<Map<String, Use>> uses(String sandbox) {
        return look(sandbox).readAt() == null ? Optional.empty() : Optional.of(usesAsRead(sandbox));
    }

    /** The same, however old the copy is. */
    public Map<String, Use> usesAsRead(String sandbox) {
        return seen.uses(sandbox);
    }
}
