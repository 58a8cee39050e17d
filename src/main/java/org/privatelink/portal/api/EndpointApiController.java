package org.privatelink.portal.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.api.Cursor.Part;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.endpoint.Dependants;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointService;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.Lives;
import org.privatelink.portal.endpoint.Purposes;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.endpoint.Watched.Checked;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.endpoint.Watched.Query;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/sandboxes/{sandbox}/endpoints")
class EndpointApiController {

    /** Azure's owner takes minutes at best. */
    private static final String LOOK_AGAIN = "30";

    private final Endpoints endpoints;
    private final EndpointService service;
    private final Dependants dependants;
    private final Lives lives;
    private final Purposes purposes;
    private final Sources sources;
    private final Reads reads;
    private final Tags tags;
    private final Texts texts;
    private final Watched watched;
    private final Problems problems;

    EndpointApiController(
            Endpoints endpoints,
            EndpointService service,
            Dependants dependants,
            Lives lives,
            Purposes purposes,
            Sources sources,
            Reads reads,
            Tags tags,
            Texts texts,
            Watched watched,
            Problems problems) {
        this.endpoints = endpoints;
        this.service = service;
        this.dependants = dependants;
        this.lives = lives;
        this.purposes = purposes;
        this.sources = sources;
        this.reads = reads;
        this.tags = tags;
        this.texts = texts;
        this.watched = watched;
        this.problems = problems;
    }

    /** As last seen, in the order of their ids. */
    @GetMapping
    ResponseEntity<ApiEndpoint.Page> listEndpoints(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(required = false) @Nullable Boolean linked,
            @RequestParam(defaultValue = "50") @Min(1) @Max(Cursor.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Cursor list = new Cursor(String.join("\n", "endpoints", sandbox.name(), text, source, status, "" + linked));
        String after = list.position(cursor);
        Query query = new Query(sandbox.name(), text, specId(source), state(status), linked);
        Failure waitedFor = watched.freshen(sandbox.name()).orElse(null);
        Checked checked = watched.checked(sandbox.name());
        Failure failure = waitedFor == null && checked.failing() != null ? Failure.noted(checked.failing()) : waitedFor;
        Instant asOf = checked.last();
        if (asOf == null) {
            throw failure == null ? new Refusal(ProblemKind.NOT_READY) : new NeverRead(failure);
        }
        Part<Known> part = list.part(watched.after(query, after, limit + 1), limit, known -> known.endpoint().id());
        List<ApiEndpoint> items = part.items().stream()
                .map(known -> ApiEndpoint.of(known.endpoint(), sources, known.connections()))
                .toList();
        Problem stale = failure == null ? null : problems.of(failure);
        return Cursor.answer(new ApiEndpoint.Page(items, asOf, stale, part.next()), part.next());
    }

    private @Nullable String specId(String source) {
        return source.isEmpty() ? null : sources.find(source).map(Source::specId).orElse(source);
    }

    private static @Nullable EndpointState state(String status) {
        return status.isEmpty()
                ? null
                : Arrays.stream(EndpointState.values())
                        .filter(each -> each.key().equals(status))
                        .findFirst()
                        .orElseThrow(() -> new Refusal(
                                ProblemKind.BAD_REQUEST, new FieldError("status", null, "api.field.form")));
    }

    @GetMapping("/{id}")
    ResponseEntity<ApiEndpoint> readEndpoint(Sandbox sandbox, @PathVariable String id) {
        Endpoint endpoint = endpoints.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        ApiEndpoint told = ApiEndpoint.of(
                endpoint,
                sources,
                null,
                lives.of(sandbox.name(), endpoint),
                purposes.of(sandbox.name(), id).orElse(null),
                texts.get("endpoint.state.actor." + endpoint.status().key()));
        var answer = ResponseEntity.ok().eTag(tags.of(told));
        boolean waits = endpoint.status() == EndpointState.PENDING;
        return (waits ? answer.header(HttpHeaders.RETRY_AFTER, LOOK_AGAIN) : answer).body(told);
    }

    /** @param confirmName the endpoint's name, where connections stand on it */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteEndpoint(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String confirmName,
            Person person) {
        var around = reads.start(() -> dependants.around(sandbox.name(), id));
        Endpoint endpoint = endpoints.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        WhatBreaks breaks = around.get().apply(endpoint);
        if (!service.isConfirmed(endpoint, breaks, confirmName, person)) {
            throw new Refusal(
                    ProblemKind.IN_USE,
                    new FieldError("confirmName", null, texts.get("endpoint.problem.confirmName", endpoint.label())));
        }
        service.delete(sandbox, endpoint, breaks, UUID.randomUUID().toString(), person);
    }
}
