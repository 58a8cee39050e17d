package org.privatelink.portal.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Unfit;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sandboxes/{sandbox}/authoring")
class AuthoringApiController {

    private static final int USUAL_MINUTES = 60;

    private final AuthoringService service;
    private final ActivityService activities;
    private final Submissions submissions;
    private final Acts acts;

    AuthoringApiController(
            AuthoringService service, ActivityService activities, Submissions submissions, Acts acts) {
        this.service = service;
        this.activities = activities;
        this.submissions = submissions;
        this.acts = acts;
    }

    @GetMapping
    ApiAuthoring readAuthoring(Sandbox sandbox) {
        return ApiAuthoring.of(service.view(sandbox));
    }

    /** Platform takes minutes for it: the answer is that it was asked for. */
    @PostMapping
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ApiActivity.class)))
    ResponseEntity<Object> enableAuthoring(
            Sandbox sandbox,
            @RequestHeader(RequestApiController.KEY_HEADER) @Pattern(regexp = RequestApiController.KEY) String key,
            @RequestBody AuthoringBody body,
            Person person) {
        Integer minutes = body.autoTerminationMinutes() == null ? Integer.valueOf(USUAL_MINUTES) : body.autoTerminationMinutes();
        String purpose = WantedBody.text(body.purpose()).strip();
        String submission = submissions.claim(
                key,
                person,
                "authoring/" + sandbox.name(),
                body,
                () -> Unfit.check(service.check(minutes, purpose, FormView.of(Map.of("purpose", purpose)))));
        Submission sent = new Submission(Act.AUTHORING_ENABLE, sandbox.name(), person, submission);
        return acts.once(
                sent,
                () -> {
                    service.switchOn(sandbox, minutes, purpose, submission, person);
                    return Acts.underWay(activities.find(sent).orElseThrow());
                },
                Acts::underWay);
    }
}
