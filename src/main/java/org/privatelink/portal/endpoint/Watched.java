package org.privatelink.portal.endpoint;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing.Order;

/**
 * What the watcher saw, from the portal's own database: nothing here asks Platform, and nothing reads a whole sandbox
 * into memory. Platform's list has no pages and no text search (contract 1.3), so that lists are made of this.
 */
public interface Watched {

    /** By what a list can be sorted. */
    Set<String> COLUMNS = Set.of("name", "state", "source", "resource", "connections", "since");

    /**
     * Has the watcher look at a sandbox, unless somebody has just now or Platform asks for a pause, and waits a moment
     * for it: what is read afterwards is as new as it can be without waiting longer. Not within a transaction.
     *
     * @return why that look failed, or why nothing was ever seen; empty while a first look is still under way
     */
    Optional<Failure> freshen(String sandbox);

    /** Empty for an endpoint that the watcher has not seen. */
    Optional<Known> known(String sandbox, String endpointId);

    /** How many there are; neither gone ones nor those that this portal has deleted. */
    int count(Query query);

    /** A few of those that {@link #count} counts. */
    List<Known> page(Query query, Order order, int offset, int limit);

    /** Some of those that {@link #count} counts, in the order of their ids: those after the given one. */
    List<Known> after(Query query, String id, int limit);

    /** All of those that {@link #count} counts, a few hundred in memory at a time. */
    void forEach(Query query, Order order, Consumer<Known> each);

    /**
     * Whatever has a text in its id, name, target or host names, in any of the sandboxes; gone ones last, without those
     * that this portal has deleted and Platform still lists.
     */
    List<Known> search(Collection<String> sandboxes, String text, int limit);

    /** How many of a sandbox are in each state; those with none are missing. */
    Map<EndpointState, Long> states(String sandbox);

    /** Ids of those of a sandbox that carry data or still may. */
    Set<String> alive(String sandbox);

    /** Sources of those that carry data or still may, by specification, in lower case. */
    Set<String> sourcesAlive(String sandbox);

    /** When the watcher looked at a sandbox, and when it looks again. */
    Checked checked(String sandbox);

    /**
     * What is looked for.
     *
     * @param text part of the id, the name, the target or a host name, in any letter case; blank for any
     * @param specId of the source; null for any
     * @param state null for any
     * @param linked whether connections name it, as last counted; null for any
     * @param notAfter its state was first seen by then; null for any
     */
    record Query(
            String sandbox,
            String text,
            @Nullable String specId,
            @Nullable EndpointState state,
            @Nullable Boolean linked,
            @Nullable Instant notAfter) {

        public Query(
                String sandbox,
                String text,
                @Nullable String specId,
                @Nullable EndpointState state,
                @Nullable Boolean linked) {
            this(sandbox, text, specId, state, linked, null);
        }

        public static Query all(String sandbox) {
            return new Query(sandbox, "", null, null, null);
        }
    }

    /**
     * An endpoint as it was last seen.
     *
     * @param since when this state was first seen
     * @param lastSeenAt when Platform last listed it
     * @param goneAt when it was no longer listed; null while it is
     * @param connections how many connections name it, as last counted; null when they were not
     */
    record Known(
            String sandbox,
            Endpoint endpoint,
            Instant since,
            Instant lastSeenAt,
            @Nullable Instant goneAt,
            @Nullable Long connections) {}

    /**
     * @param last when a list was last read, null when none ever was
     * @param failing message key of why the last look failed, null when it did not
     */
    record Checked(@Nullable Instant last, @Nullable Instant next, @Nullable String failing) {}

    /** Endpoints in any sandbox that lead to the same target for the same source, as last seen; gone ones left out. */
    List<Known> leadingTo(Endpoint.Target target);

    /**
     * Grows with each change of what pages show; see {@code LiveUpdates}. Read it before the thing itself.
     *
     * @param topic {@code endpoint/<id>} or {@code endpoints}
     */
    long version(String sandbox, String topic);
}
