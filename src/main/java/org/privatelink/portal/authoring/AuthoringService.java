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
import org.privatelink.portal.activity.Sighting;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Legible;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Service;

/** Turns interactive authoring on, on the record, and tells how long it lasts. */
@Service
public class AuthoringService implements Lookup {

    /** After this long without a word of Platform, turning on takes longer than usual. */
    private static final Duration USUAL_START = Duration.ofMinutes(10);
    private static final int LONGEST = 120;
    private static final int LONGEST_PURPOSE = 200;
    private static final String STATE_BEFORE = "stateBefore";

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
        Activity last = activities.latestDone(Act.AUTHORING_ENABLE, sandbox.name()).orElse(null);
        boolean started = last != null && !state.isOn() && last.begunAt().isAfter(clock.instant().minus(USUAL_START));
        return new AuthoringView(
                state,
                state.badge(raw, texts),
                last,
                state == AuthoringState.DISABLED && !started ? null : end(last),
                started);
    }

    private @Nullable Instant end(@Nullable Activity enable) {
        if (enable == null || !enable.facts().getOrDefault("minutes", "").matches("\\d{1,3}")) {
            return null;
        }
        Instant end = enable.begunAt().plus(Duration.ofMinutes(Long.parseLong(enable.facts().get("minutes"))));
        return end.isAfter(clock.instant()) ? end : null;
    }

    /** Adds what is wrong with a wish to turn it on to a view. */
    public FormView check(@Nullable Integer minutes, String purpose, FormView view) {
        if (minutes == null || minutes < 1 || minutes > LONGEST) {
            view.reject("autoTerminationMinutes", texts.get("authoring.problem.minutes", LONGEST));
        }
        if (purpose.length() > LONGEST_PURPOSE || !Legible.isLine(purpose)) {
            view.reject("purpose", texts.get("authoring.problem.purpose", LONGEST_PURPOSE));
        }
        return view;
    }

    /** @param purpose what it is for, in the person's words; may be empty */
    public void switchOn(Sandbox sandbox, int minutes, String purpose, String submission, Person person) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("minutes", String.valueOf(minutes));
        facts.put("purpose", purpose);
        facts.put(STATE_BEFORE, AuthoringState.of(client.status(sandbox.name()).status()).key());
        Intent intent = new Intent(
                Act.AUTHORING_ENABLE, submission, sandbox.name(), null, sandbox.label(), facts, person);
        activities.carryOut(intent, activityId -> client.refuseUnsendable(), () -> client.enable(sandbox.name(), minutes));
    }

    /** The calls behind the page, for a terminal, by message key. */
    Map<String, String> curls(Sandbox sandbox, int minutes) {
        return client.curls(sandbox.name(), minutes);
    }

    @Override
    public boolean covers(Act act) {
        return act == Act.AUTHORING_ENABLE;
    }

    @Override
    public Sighting look(Activity open) {
        AuthoringState now = AuthoringState.of(client.status(open.sandbox()).status());
        boolean on = now == AuthoringState.ENABLED || now == AuthoringState.ENABLING;
        if (!on) {
            return Sighting.notSeen();
        }
        // It was on before: whether it was prolonged does not show.
        boolean wasOff = AuthoringState.DISABLED.key().equals(open.facts().get(STATE_BEFORE));
        return wasOff ? Sighting.happened(null) : Sighting.several();
    }
}
