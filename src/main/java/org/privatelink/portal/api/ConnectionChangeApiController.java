package org.privatelink.portal.api;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.api.ApiConnection.Created;
import org.privatelink.portal.api.ApiConnection.Tested;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.ConnectionDesk;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Making, changing, testing and deleting connections. */
@RestController
@RequestMapping("/api/v1/sandboxes/{sandbox}/connections")
class ConnectionChangeApiController {

    private final ConnectionDesk desk;
    private final Submissions submissions;
    private final Acts acts;
    private final Sources sources;

    ConnectionChangeApiController(
            ConnectionDesk desk, Submissions submissions, Acts acts, Sources sources) {
        this.desk = desk;
        this.submissions = submissions;
        this.acts = acts;
        this.sources = sources;
    }

    @PostMapping
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Created.class)))
    @ApiResponse(responseCode = "202", content = @Content(schema = @Schema(implementation = ApiActivity.class)))
    ResponseEntity<Object> createConnection(
            Sandbox sandbox,
            @RequestHeader(RequestApiController.KEY_HEADER) @Pattern(regexp = RequestApiController.KEY) String key,
            @RequestBody ConnectionBody body,
            Person person) {
        Source source = sources.ofSpec(body.connectionSpec() == null ? "" : WantedBody.text(body.connectionSpec().id()))
                .orElseThrow(() -> new Refusal(
                        ProblemKind.INVALID,
                        new FieldError("connectionSpec", "/connectionSpec/id", "api.field.source")));
        ConnectionDesk.Wanted wanted = body.wanted();
        String submission = submissions.claim(
                key, person, "connections/" + sandbox.name(), body, () -> desk.check(sandbox, source, wanted));
        return acts.once(
                new Submission(Act.CONNECTION_CREATE, sandbox.name(), person, submission),
                () -> created(sandbox, desk.create(sandbox, source, wanted, submission, person)),
                act -> created(sandbox, String.valueOf(act.subjectId())));
    }

    private static ResponseEntity<Object> created(Sandbox sandbox, String id) {
        return ResponseEntity.created(Places.of("/api/v1/sandboxes/{sandbox}/connections/{id}", sandbox.name(), id))
                .body(new Created(id));
    }

    /** @param ifMatch Platform's version, as it was read */
    @PatchMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changeConnection(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @RequestBody ConnectionPatch body,
            Person person) {
        Connection connection = desk.find(sandbox, id).orElseThrow(NoSuchThing::new).connection();
        if (connection.etag() == null || !Tags.matches(ifMatch, Tags.quoted(connection.etag()))) {
            throw new Refusal(ProblemKind.CHANGED);
        }
        desk.change(sandbox, connection, body.name(), body.description(), UUID.randomUUID().toString(), person);
    }

    /** A failed test is an answer. */
    @PostMapping("/{id}/test")
    Tested testConnection(Sandbox sandbox, @PathVariable String id, Person person) {
        return new Tested(desk.test(sandbox, id, person));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteConnection(Sandbox sandbox, @PathVariable String id, Person person) {
        desk.delete(sandbox, id, UUID.randomUUID().toString(), person);
    }
}
