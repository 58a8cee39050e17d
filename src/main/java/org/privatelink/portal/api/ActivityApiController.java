package org.privatelink.portal.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.api.Cursor.Part;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sandboxes/{sandbox}/activity")
class ActivityApiController {

    private static final String LOOK_AGAIN = "5";

    private final ActivityService activities;
    private final Tags tags;

    ActivityApiController(ActivityService activities, Tags tags) {
        this.activities = activities;
        this.tags = tags;
    }

    /** Newest first. */
    @GetMapping
    ResponseEntity<ApiActivity.Page> listActivity(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String subjectId,
            @RequestParam(defaultValue = "50") @Min(1) @Max(Cursor.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Cursor list = new Cursor(String.join("\n", "activity", sandbox.name(), act, subjectId));
        String last = list.position(cursor);
        Activity before = last.isEmpty() ? null : find(sandbox, last).orElseThrow(Cursor::unusable);
        List<Activity> found = activities.page(sandbox.name(), act(act), subjectId, before, limit + 1);
        Part<Activity> part = list.part(found, limit, Activity::id);
        List<ApiActivity> items = part.items().stream().map(ApiActivity::of).toList();
        return Cursor.answer(new ApiActivity.Page(items, part.next()), part.next());
    }

    private static @Nullable Act act(String key) {
        return key.isEmpty()
                ? null
                : Arrays.stream(Act.values())
                        .filter(each -> each.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(
                                ProblemKind.BAD_REQUEST, new FieldError("act", null, "api.field.form")));
    }

    @GetMapping("/{id}")
    ResponseEntity<ApiActivity> readActivity(Sandbox sandbox, @PathVariable String id) {
        ApiActivity told = ApiActivity.of(find(sandbox, id).orElseThrow(NoSuchThing::new));
        var answer = ResponseEntity.ok().eTag(tags.of(told));
        return (told.settled() ? answer : answer.header(HttpHeaders.RETRY_AFTER, LOOK_AGAIN)).body(told);
    }

    private Optional<Activity> find(Sandbox sandbox, String id) {
        return activities.find(id).filter(each -> each.sandbox().equals(sandbox.name()));
    }
}
