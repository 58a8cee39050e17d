package org.privatelink.portal.api;

import java.util.function.Function;
import java.util.function.Supplier;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.AlreadySubmitted;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Does something on Platform once for a submission, and tells what became of it each time that it comes again. */
@Component
class Acts {

    private final ActivityService activities;
    private final Problems problems;

    Acts(ActivityService activities, Problems problems) {
        this.activities = activities;
        this.problems = problems;
    }

    /**
     * @param done sends it and answers; does not come to its end when this or another call has sent it before
     * @param again the answer of an act that was done, from its record
     */
    ResponseEntity<Object> once(
            String submission,
            Sandbox sandbox,
            Supplier<ResponseEntity<Object>> done,
            Function<Activity, ResponseEntity<Object>> again) {
        var before = activities.findBySubmission(submission);
        if (before.isPresent()) {
            return ended(before.get(), sandbox, again);
        }
        try {
            return done.get();
        } catch (AlreadySubmitted twice) {
            return ended(twice.first(), sandbox, again);
        } catch (OutcomeLost lost) {
            return underWay(lost.open(), sandbox);
        }
    }

    private ResponseEntity<Object> ended(
            Activity act, Sandbox sandbox, Function<Activity, ResponseEntity<Object>> again) {
        if (!act.isSettled()) {
            return underWay(act, sandbox);
        }
        return act.outcome() == Outcome.DONE ? again.apply(act) : Problems.answer(problems.of(act), null);
    }

    static ResponseEntity<Object> underWay(Activity act, Sandbox sandbox) {
        return ResponseEntity.accepted()
                .location(Places.of("/api/v1/sandboxes/{sandbox}/activity/{id}", sandbox, act.id()))
                .header("Retry-After", "5")
                .body(ApiActivity.of(act));
    }
}
