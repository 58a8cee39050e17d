package org.privatelink.portal.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.Past;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing.Order;
import org.springframework.stereotype.Component;

/** What the watcher saw, for other rooms. */
@Component
class WatchedEndpoints implements Watched, Past {

    private final RoundRepository rounds;
    private final SeenRepository seen;
    private final SeenListRepository lists;
    private final Freshness freshness;
    private final LiveUpdates live;

    WatchedEndpoints(
            RoundRepository rounds,
            SeenRepository seen,
            SeenListRepository lists,
            Freshness freshness,
            LiveUpdates live) {
        this.rounds = rounds;
        this.seen = seen;
        this.lists = lists;
        this.freshness = freshness;
        this.live = live;
    }

    @Override
    public Optional<Known> known(String sandbox, String endpointId) {
        return seen.find(sandbox, endpointId).map(found -> found.known(sandbox));
    }

    @Override
    public Optional<Failure> freshen(String sandbox) {
        return freshness.freshen(sandbox);
    }

    @Override
    public int count(Query query) {
        return lists.count(query);
    }

    @Override
    public List<Known> page(Query query, Order order, int offset, int limit) {
        return lists.page(query, order, offset, limit);
    }

    @Override
    public List<Known> after(Query query, String id, int limit) {
        return lists.after(query, id, limit);
    }

    @Override
    public void forEach(Query query, Order order, Consumer<Known> each) {
        lists.forEach(query, order, each);
    }

    @Override
    public List<Known> search(Collection<String> sandboxes, String text, int limit) {
        return lists.search(sandboxes, text, limit);
    }

    @Override
    public Map<EndpointState, Long> states(String sandbox) {
        return lists.states(sandbox);
    }

    @Override
    public Set<String> alive(String sandbox) {
        return lists.alive(sandbox, "endpoint_id");
    }

    @Override
    public Set<String> sourcesAlive(String sandbox) {
        return lists.alive(sandbox, "spec_id");
    }

    @Override
    public Checked checked(String sandbox) {
        return rounds.find(sandbox)
                .map(round -> new Checked(round.checkedAt(), next(round), round.failing()))
                .orElse(new Checked(null, null, null));
    }

    private static Instant next(RoundRepository.Round round) {
        Instant quiet = round.quietUntil();
        return quiet != null && quiet.isAfter(round.nextAt()) ? quiet : round.nextAt();
    }

    @Override
    public List<Known> leadingTo(Endpoint.Target target) {
        return lists.leadingTo(target);
    }

    @Override
    public long version(String sandbox, String topic) {
        return live.version(sandbox, topic);
    }

    @Override
    public List<Moment> moments(String sandbox, String endpointId) {
        List<Moment> moments = new ArrayList<>();
        seen.changes(sandbox, endpointId).forEach(change -> moments.add(moment(change)));
        seen.find(sandbox, endpointId)
                .map(Seen::firstConnectionAt)
                .ifPresent(first -> moments.add(new Moment(first, "first-connection", false, null, null)));
        return moments;
    }

    private static Moment moment(SeenRepository.Change change) {
        EndpointState to = change.to();
        String said = to == EndpointState.UNKNOWN ? change.rawState() : null;
        return new Moment(change.seenAt(), to == null ? "gone" : to.key(), true, null, said);
    }
}
