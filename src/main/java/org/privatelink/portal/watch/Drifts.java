package org.privatelink.portal.watch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.page.NoSuchThing;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Drifts that nobody has dealt with yet. */
@Service
public class Drifts {

    private final DriftRepository drifts;
    private final ActivityService activities;
    private final LiveUpdates live;
    private final Clock clock;

    Drifts(DriftRepository drifts, ActivityService activities, LiveUpdates live, Clock clock) {
        this.drifts = drifts;
        this.activities = activities;
        this.live = live;
        this.clock = clock;
    }

    /** Newest first; neither handled nor over. */
    public List<Drift> open(String sandbox) {
        return drifts.open(sandbox);
    }

    /** Handling it twice is handling it. */
    @Transactional
    void handle(String sandbox, String id, Person person) {
        if (drifts.handle(sandbox, id, person, clock.instant())) {
            activities.record(handling(drifts.find(sandbox, id), person));
            live.changed(sandbox, "endpoints");
        } else if (!drifts.exists(sandbox, id)) {
            throw new NoSuchThing();
        }
    }

    private static Intent handling(Drift drift, Person person) {
        return new Intent(
                Act.DRIFT_HANDLE,
                "drift-" + drift.id(),
                drift.sandbox(),
                drift.endpointId(),
                drift.name(),
                Map.of("drift", drift.id()),
                person);
    }
}
