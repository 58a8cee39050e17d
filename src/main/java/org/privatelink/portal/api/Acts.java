package org.privatelink.portal.api;

import java.util.function.Function;
import java.util.function.Supplier;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.AlreadySubmitted;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Does something on Platform once for a submission, and tells what became of it each time that it comes again. */
@Component
class Acts {

    private final ActivityService activities;
    private final Submissions submissions;
    private final Problems problems;

    Acts(ActivityService activities, Submissions submissions, Problems problems) {
        this.activities = activities;
        this.submissions = submissions;
        this.problems = problems;
    }

    /**
     * @param done sends it and answers; does not come to its end when this or another call has sent it before
     * @param again the answer of an act that was done, from its record
     */
    ResponseEntity<Object> once(
            Submission sent,
            Supplier<ResponseEntity<Object>> done,
            Function<Activity, ResponseEntity<Object>> again) {
        var before = activities.find(sent);
        if (before.isPresent()) {
            return ended(before.get(), again);
        }
        try {
            return done.get();
        } catch (AlreadySubmitted twice) {
            return ended(twice.first(), again);
        } catch (Unreachable | TooMany notNow) {
            freeIfNothingHappened(sent);
            throw notNow;
        }
    }

    /** Another call with the same key may be on its way to a better end. */
    private void freeIfNothingHappened(Submission sent) {
        activities.find(sent)
                .filter(act -> act.outcome() == Outcome.NOT_SENT || act.outcome() == Outcome.REFUSED)
                .ifPresent(act -> submissions.free(sent.id()));
    }

    private ResponseEntity<Object> ended(Activity act, Function<Activity, ResponseEntity<Object>> again) {
        if (!act.isSettled()) {
            return underWay(act);
        }
        return act.outcome() == Outcome.DONE ? again.apply(act) : Problems.answer(problems.of(act), null);
    }

    /** Of an act whose end is not known yet, or that takes its time at Platform. */
    static ResponseEntity<Object> underWay(Activity act) {
        return ResponseEntity.accepted()
                .location(Places.of("/api/v1/sandboxes/{sandbox}/activity/{id}", act.sandbox(), act.id()))
                .header("Retry-After", "5")
                .body(ApiActivity.of(act));
    }
}
