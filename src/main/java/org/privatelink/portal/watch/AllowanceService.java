package org.privatelink.portal.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.stereotype.Service;

/**
 * Counts endpoints over all sandboxes of a type, since the allowance is theirs together (contract 1.6), from what the
 * watcher saw last: no page waits for a list of every sandbox.
 */
@Service
public class AllowanceService {

    private final RoundRepository rounds;
    private final SeenListRepository lists;
    private final Sandboxes sandboxes;
    private final WatchProperties properties;
    private final Clock clock;

    AllowanceService(
            RoundRepository rounds,
            SeenListRepository lists,
            Sandboxes sandboxes,
            WatchProperties properties,
            Clock clock) {
        this.rounds = rounds;
        this.lists = lists;
        this.sandboxes = sandboxes;
        this.properties = properties;
        this.clock = clock;
    }

    /** Null while no sandbox of the type has been looked at yet. */
    public @Nullable Allowance of(Sandbox sandbox) {
        boolean production = sandbox.isProduction();
        List<String> names = sandboxes.everywhere().stream()
                .filter(each -> each.isUsable() && each.isProduction() == production)
                .map(Sandbox::name)
                .toList();
        Map<String, Instant> checked = rounds.checked(names);
        if (checked.isEmpty()) {
            return null;
        }
        Instant stale = clock.instant().minus(properties.stale());
        boolean complete = names.stream().allMatch(name -> checked.getOrDefault(name, Instant.MIN).isAfter(stale));
        int limit = production ? properties.productionAllowance() : properties.developmentAllowance();
        return new Allowance(lists.countAlive(names), limit, production, complete);
    }
}
