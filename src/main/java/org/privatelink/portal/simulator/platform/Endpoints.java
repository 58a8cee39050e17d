package org.privatelink.portal.simulator.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.Store;
import org.privatelink.portal.simulator.Store.Shelf;
import org.springframework.stereotype.Component;

/** The private endpoints of all sandboxes, and of somebody else who is not at Platform. */
@Component
public class Endpoints {

    private static final int IN_PRODUCTION = 10;
    private static final int IN_DEVELOPMENT = 1;

    private static final Comparator<PrivateEndpoint> OLDEST_FIRST =
            Comparator.comparingLong(PrivateEndpoint::createdAt).thenComparing(PrivateEndpoint::id);

    private final Shelf<PrivateEndpoint> shelf;
    private final Sandboxes sandboxes;
    private final Clock clock;
    private final Duration lag;
    private final int allowedInProduction;

    Endpoints(Store store, Sandboxes sandboxes, Clock clock, SimulatorProperties properties) {
        this.shelf = store.shelf("endpoints", PrivateEndpoint.class);
        this.sandboxes = sandboxes;
        this.clock = clock;
        this.lag = properties.stateLag();
        this.allowedInProduction = IN_PRODUCTION + properties.bulkEndpoints();
    }

    public List<PrivateEndpoint> all() {
        return now().sorted(OLDEST_FIRST).toList();
    }

    private Stream<PrivateEndpoint> now() {
        Instant now = clock.instant();
        return shelf.all().stream().map(endpoint -> endpoint.at(now, lag));
    }

    List<PrivateEndpoint> in(String sandbox) {
        return now().filter(endpoint -> endpoint.sandbox().equals(sandbox))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    PrivateEndpoint get(String sandbox, String id) {
        return now(id).filter(endpoint -> endpoint.sandbox().equals(sandbox))
                .orElseThrow(() -> Refusal.noSuch("private endpoint", id));
    }

    List<PrivateEndpoint> resolve(String sandbox, String specId, Targets targets) {
        return now().filter(endpoint -> endpoint.sandbox().equals(sandbox))
                .filter(PrivateEndpoint::isResolvable)
                .filter(endpoint -> endpoint.serves(specId, targets))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    Optional<PrivateEndpoint> approvedFor(String sandbox, String specId, Targets targets) {
        return resolve(sandbox, specId, targets).stream()
                .filter(PrivateEndpoint::isApproved)
                .findFirst();
    }

    synchronized void add(PrivateEndpoint endpoint) {
        checkAllowance(endpoint.sandbox());
        shelf.put(endpoint.id(), endpoint);
    }

    private void checkAllowance(String sandbox) {
        List<String> together = sandboxes.sameTypeAs(sandbox);
        int allowed = sandboxes.get(sandbox).type().equals("production") ? allowedInProduction : IN_DEVELOPMENT;
        long live = now().filter(endpoint -> together.contains(endpoint.sandbox()))
                .filter(PrivateEndpoint::countsInAllowance)
                .count();
        if (live >= allowed) {
            throw Refusal.catalogue(
                    "CONN",
                    "1100-400",
                    "Limit reached",
                    "The organization has " + live + " of " + allowed + " private endpoints in sandboxes of this type");
        }
    }

    synchronized void remove(String sandbox, String id) {
        shelf.remove(get(sandbox, id).id());
    }

    boolean has(String id) {
        return shelf.find(id).isPresent();
    }

    /**
     * The owner's decision in Azure.
     *
     * @param takes how long Azure works on it
     * @return false when Azure does not offer it any more
     */
    public synchronized boolean decide(String id, Decision decision, @Nullable String description, Duration takes) {
        Optional<PrivateEndpoint> endpoint =
                now(id).filter(stored -> stored.openDecisions().contains(decision));
        endpoint.ifPresent(
                stored -> shelf.put(id, stored.decided(decision, description, clock.instant().plus(takes))));
        return endpoint.isPresent();
    }

    /** The owner's words about a decision that was taken before. */
    public synchronized void describe(String id, @Nullable String description) {
        now(id).ifPresent(stored -> shelf.put(id, stored.described(description)));
    }

    private Optional<PrivateEndpoint> now(String id) {
        return shelf.find(id).map(stored -> stored.at(clock.instant(), lag));
    }

    /** Sample data do not ask for the allowance. */
    void seed(PrivateEndpoint endpoint) {
        shelf.put(endpoint.id(), endpoint);
    }

    void lend(PrivateEndpoint endpoint) {
        shelf.lend(endpoint.id(), endpoint);
    }
}
