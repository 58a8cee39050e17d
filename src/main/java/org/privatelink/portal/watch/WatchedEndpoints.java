package org.privatelink.portal.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.Past;
import org.privatelink.portal.endpoint.Watched;
import org.springframework.stereotype.Component;

/** What the watcher saw, for other rooms. */
@Component
class WatchedEndpoints implements Watched, Past {

    private final RoundRepository rounds;
    private final SeenRepository seen;
    private final LiveUpdates live;

    WatchedEndpoints(RoundRepository rounds, SeenRepository seen, LiveUpdates live) {
        this.rounds = rounds;
        this.seen = seen;
        this.live = live;
    }

    @Override
    public Optional<Known> known(String sandbox, String endpointId) {
        return seen.find(sandbox, endpointId).map(found -> found.known(sandbox));
    }

    @Override
    public List<Known> present(String sandbox) {
        return seen.present(List.of(sandbox));
    }

    @Override
    public List<Known> search(Collection<String> sandboxes, String text, int limit) {
        return seen.search(sandboxes, text, limit);
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
        return seen.present().stream().filter(known -> known.endpoint().leadsTo(target)).toList();
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
