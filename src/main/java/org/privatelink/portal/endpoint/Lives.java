package org.privatelink.portal.endpoint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Life.Looked;
import org.privatelink.portal.endpoint.Life.Step;
import org.privatelink.portal.endpoint.Watched.Checked;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.page.TimeSpans;
import org.springframework.stereotype.Component;

/** Puts together what the rooms know of an endpoint's life. Asks the portal's own database only. */
@Component
class Lives {

    private final Watched watched;
    private final List<Past> pasts;
    private final OurApproval ours;
    private final Texts texts;
    private final TimeSpans spans;
    private final Clock clock;

    Lives(
            Watched watched,
            List<Past> pasts,
            OurApproval ours,
            Texts texts,
            TimeSpans spans,
            Clock clock) {
        this.watched = watched;
        this.pasts = pasts;
        this.ours = ours;
        this.texts = texts;
        this.spans = spans;
        this.clock = clock;
    }

    /** As Platform says it is now. */
    Life of(String sandbox, Endpoint endpoint) {
        Known known = watched.known(sandbox, endpoint.id()).orElse(null);
        boolean asSeen = known != null && known.goneAt() == null && known.endpoint().status() == endpoint.status();
        Badge badge = endpoint.status().badge(endpoint.state(), texts);
        return life(sandbox, endpoint.id(), endpoint.status().key(), badge, known, asSeen ? known.since() : null);
    }

    /** As it was last seen. */
    Life lastSeen(Known known) {
        return known.goneAt() == null ? of(known.sandbox(), known.endpoint()) : gone(known);
    }

    /** Platform does not have it. */
    Life gone(Known known) {
        Badge badge = new Badge("neutral", "gone", texts.get("endpoint.state.gone"));
        return life(known.sandbox(), known.endpoint().id(), "gone", badge, known, known.goneAt());
    }

    private Life life(
            String sandbox, String id, String stateKey, Badge badge, @Nullable Known known, @Nullable Instant since) {
        List<Step> steps = steps(sandbox, id);
        return new Life(
                id,
                stateKey,
                badge,
                ours.of(sandbox, id).orElse(null),
                since,
                since == null ? null : words(since, clock.instant()),
                known == null ? null : known.lastSeenAt(),
                stateKey.equals("pending") ? decidedSince(since, steps) : null,
                steps);
    }

    /** A decision that went to Azure from here and that Platform has not noticed yet. */
    private static @Nullable Moment decidedSince(@Nullable Instant since, List<Step> steps) {
        return steps.stream()
                .map(Step::moment)
                .filter(moment -> moment.key().startsWith("azure-"))
                .filter(moment -> since == null || moment.at().isAfter(since))
                .reduce((first, later) -> later)
                .orElse(null);
    }

    private List<Step> steps(String sandbox, String id) {
        List<Moment> moments = pasts.stream()
                .flatMap(past -> past.moments(sandbox, id).stream())
                .sorted(Comparator.comparing(Moment::at))
                .toList();
        List<Step> steps = new ArrayList<>();
        Instant before = null;
        for (Moment moment : moments) {
            steps.add(new Step(moment, before == null ? null : words(before, moment.at())));
            before = moment.at();
        }
        return steps;
    }

    Looked looked(String sandbox) {
        Checked checked = watched.checked(sandbox);
        Instant now = clock.instant();
        boolean ahead = checked.next() != null && checked.next().isAfter(now);
        return new Looked(
                checked,
                checked.last() == null ? null : words(checked.last(), now),
                ahead ? words(now, checked.next()) : null);
    }

    /** How long it has been pending, in words; null when it is not. */
    @Nullable String waiting(Known known) {
        boolean pending = known.endpoint().status() == EndpointState.PENDING;
        return pending ? words(known.since(), clock.instant()) : null;
    }

    /** What an open page compares; read it before anything else. */
    long version(String sandbox, String topic) {
        return watched.version(sandbox, topic);
    }

    private String words(Instant from, Instant to) {
        return spans.inWords(Duration.between(from, to));
    }
}
