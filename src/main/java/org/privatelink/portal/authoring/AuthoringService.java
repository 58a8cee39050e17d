package org.privatelink.portal.authoring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Lookup;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.activity.Sighting;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Service;

/** Turns interactive authoring on, on the record, and tells how long it lasts. */
@Service
public class AuthoringService implements Lookup {

    private final AuthoringClient client;
    private final ActivityService activities;
    private final Texts texts;
    private final Clock clock;

    AuthoringService(AuthoringClient client, ActivityService activities, Texts texts, Clock clock) {
        this.client = client;
        this.activities = activities;
        this.texts = texts;
        this.clock = clock;
    }

    public AuthoringView view(Sandbox sandbox) {
        String raw = client.status(sandbox.name()).status();
        AuthoringState state = AuthoringState.of(raw);
        Activity last = activities.latestOf(Act.AUTHORING_ENABLE, sandbox.name())
                .filter(enable -> enable.outcome() == Outcome.DONE)
                .orElse(null);
        return new AuthoringView(state, state.badge(raw, texts), last, state == AuthoringState.DISABLED ? null : end(last));
    }

    private @Nullable Instant end(@Nullable Activity enable) {
        if (enable == null || !enable.facts().getOrDefault("minutes", "").matches("\\d{1,3}")) {
            return null;
        }
        Instant end = enable.begunAt().plus(Duration.ofMinutes(Long.parseLong(enable.facts().get("minutes"))));
        return end.isAfter(clock.instant()) ? end : null;
    }

    /** @param purpose what it is for, in the person's words; may be empty */
    public void switchOn(Sandbox sandbox, int minutes, String purpose, String submission, Person person) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("minutes", String.valueOf(minutes));
        facts.put("purpose", purpose);
        Intent intent = new Intent(
                Act.AUTHORING_ENABLE, submission, sandbox.name(), null, sandbox.label(), facts, person);
        activities.carryOut(intent, () -> client.enable(sandbox.name(), minutes));
    }

    @Override
    public boolean covers(Act act) {
        return act == Act.AUTHORING_ENABLE;
    }

    @Override
    public Sighting look(Activity open) {
        AuthoringState state = AuthoringState.of(client.status(open.sandbox()).status());
        return state == AuthoringState.ENABLED || state == AuthoringState.ENABLING
                ? Sighting.happened(null)
                : Sighting.notSeen();
    }
}
