package org.privatelink.portal.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.api.Cursor.Part;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.request.RequestDesk;
import org.privatelink.portal.request.RequestDesk.Told;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sandboxes/{sandbox}/requests")
class RequestApiController {

    /** Of callers; long enough that nobody meets another's by chance. */
    static final String KEY = "[!-~]{8,128}";
    static final String KEY_HEADER = "Idempotency-Key";

    private static final String LOOK_AGAIN = "30";
    private static final Set<String> OPEN = Set.of("requested", "approved", "sent", "unknown");

    private final RequestDesk desk;
    private final Submissions submissions;
    private final Sources sources;
    private final Tags tags;

    RequestApiController(RequestDesk desk, Submissions submissions, Sources sources, Tags tags) {
        this.desk = desk;
        this.submissions = submissions;
        this.sources = sources;
        this.tags = tags;
    }

    /** Newest first. */
    @GetMapping
    ResponseEntity<ApiRequest.Page> listRequests(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "50") @Min(1) @Max(Cursor.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Person person) {
        if (!state.isEmpty() && !RequestDesk.isState(state)) {
            throw new Refusal(ProblemKind.BAD_REQUEST, new FieldError("state", null, "api.field.form"));
        }
        Cursor list = new Cursor(String.join("\n", "requests", sandbox.name(), state));
        String last = list.position(cursor);
        Told after = last.isEmpty() ? null : desk.find(sandbox, last, person).orElseThrow(Cursor::unusable);
        Part<Told> part = list.part(some(sandbox, state, after, limit + 1), limit, Told::id);
        List<ApiRequest> items = part.items().stream().map(told -> ApiRequest.of(told, sources)).toList();
        return Cursor.answer(new ApiRequest.Page(items, part.next()), part.next());
    }

    /** The state of what was sent stands with its act: it is told apart here, a portion at a time. */
    private List<Told> some(Sandbox sandbox, String state, @Nullable Told after, int most) {
        List<Told> found = new ArrayList<>();
        Told last = after;
        List<Told> portion;
        do {
            portion = desk.page(sandbox.name(), last, Cursor.MOST);
            portion.stream().filter(told -> state.isEmpty() || state.equals(told.state())).forEach(found::add);
            last = portion.isEmpty() ? null : portion.get(portion.size() - 1);
        } while (found.size() < most && portion.size() == Cursor.MOST);
        return found.subList(0, Math.min(most, found.size()));
    }

    @GetMapping("/{id}")
    ResponseEntity<ApiRequest> readRequest(Sandbox sandbox, @PathVariable String id, Person person) {
        return answer(ResponseEntity.ok(), desk.find(sandbox, id, person).orElseThrow(NoSuchThing::new));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ApiRequest> requestEndpoint(
            Sandbox sandbox,
            @RequestHeader(KEY_HEADER) @Pattern(regexp = KEY) String key,
            @RequestBody WantedBody body,
            Person person) {
        Source source = body.source(sources)
                .orElseThrow(() -> new Refusal(
                        ProblemKind.INVALID,
                        new FieldError("connectionSpec", "/connectionSpec/id", "api.field.source")));
        String id = submissions.claim(
                key, person, "requests/" + sandbox.name(), body, () -> desk.check(source, body.wanted()));
        Told told = desk.ask(sandbox, id, source, body.wanted(), Boolean.TRUE.equals(body.anyway()), person);
        return answer(ResponseEntity.created(Places.of("/api/v1/sandboxes/{sandbox}/requests/{id}", sandbox.name(), id)), told);
    }

    private ResponseEntity<ApiRequest> answer(ResponseEntity.BodyBuilder answer, Told told) {
        ApiRequest request = ApiRequest.of(told, sources);
        var tagged = answer.eTag(tags.of(request));
        return (OPEN.contains(told.state()) ? tagged.header(HttpHeaders.RETRY_AFTER, LOOK_AGAIN) : tagged).body(request);
    }
}
