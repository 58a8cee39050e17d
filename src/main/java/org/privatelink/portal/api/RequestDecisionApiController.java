package org.privatelink.portal.api;

import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.request.RequestDesk;
import org.privatelink.portal.request.RequestDesk.Told;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Sources;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The decision on a request, and its requester's ways to hurry or end it. */
@RestController
@RequestMapping("/api/v1/sandboxes/{sandbox}/requests/{id}")
class RequestDecisionApiController {

    private final RequestDesk desk;
    private final Sources sources;
    private final Tags tags;

    RequestDecisionApiController(RequestDesk desk, Sources sources, Tags tags) {
        this.desk = desk;
        this.sources = sources;
        this.tags = tags;
    }

    /** @param ifMatch the version that was looked at: nobody agrees to what he has not seen */
    @PostMapping("/decision")
    ResponseEntity<ApiRequest> decideRequest(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @RequestBody DecisionBody body,
            Person person) {
        Told seen = find(sandbox, id, person);
        if (!Tags.matches(ifMatch, tags.of(ApiRequest.of(seen, sources)))) {
            throw new Refusal(ProblemKind.CHANGED);
        }
        boolean done = desk.decide(
                sandbox,
                id,
                seen.version(),
                WantedBody.text(body.decision()),
                WantedBody.text(body.comment()),
                Boolean.TRUE.equals(body.matched()),
                person);
        return answer(done, ProblemKind.MOVED_ON, sandbox, id, person);
    }

    @PostMapping("/withdraw")
    ResponseEntity<ApiRequest> withdrawRequest(Sandbox sandbox, @PathVariable String id, Person person) {
        return answer(desk.withdraw(sandbox, id, person), ProblemKind.MOVED_ON, sandbox, id, person);
    }

    @PostMapping("/remind")
    ResponseEntity<ApiRequest> remindApprovers(Sandbox sandbox, @PathVariable String id, Person person) {
        return answer(desk.remind(sandbox, id, person), ProblemKind.TOO_SOON, sandbox, id, person);
    }

    private ResponseEntity<ApiRequest> answer(
            boolean done, ProblemKind otherwise, Sandbox sandbox, String id, Person person) {
        if (!done) {
            throw new Refusal(otherwise);
        }
        ApiRequest told = ApiRequest.of(find(sandbox, id, person), sources);
        return ResponseEntity.ok().eTag(tags.of(told)).body(told);
    }

    private Told find(Sandbox sandbox, String id, Person person) {
        return desk.find(sandbox, id, person).orElseThrow(NoSuchThing::new);
    }
}
