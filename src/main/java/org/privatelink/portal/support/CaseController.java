package org.privatelink.portal.support;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Dependants;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.support.CaseSheets.Reader;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What somebody outside has to know of a connection or an endpoint: as a page to copy from, or as bare text. */
@Controller
class CaseController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final DiagnosisService service;
    private final CaseSheets sheets;
    private final Endpoints endpoints;
    private final Watched watched;
    private final Dependants dependants;
    private final Reads reads;
    private final Clock clock;

    CaseController(
            DiagnosisService service,
            CaseSheets sheets,
            Endpoints endpoints,
            Watched watched,
            Dependants dependants,
            Reads reads,
            Clock clock) {
        this.service = service;
        this.sheets = sheets;
        this.endpoints = endpoints;
        this.watched = watched;
        this.dependants = dependants;
        this.reads = reads;
        this.clock = clock;
    }

    @GetMapping("/s/{sandbox}/connections/{id}/case")
    Object connection(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String format,
            @RequestParam(name = "for", defaultValue = "") String reader,
            Model model) {
        Circumstances seen = service.look(sandbox, id);
        Diagnosis diagnosis = Diagnosis.of(sandbox.name(), id, seen);
        model.addAttribute("kind", "connections");
        return answer(
                sandbox, id, format, reader, each -> sheets.connection(sandbox, id, seen, diagnosis, each), model);
    }

    @GetMapping("/s/{sandbox}/endpoints/{id}/case")
    Object endpoint(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String format,
            @RequestParam(name = "for", defaultValue = "") String reader,
            Model model) {
        Reading<Function<Endpoint, WhatBreaks>> around = reads.start(() -> dependants.around(sandbox.name(), id));
        Outcome<Optional<Endpoint>> found =
                reads.<Optional<Endpoint>>start(() -> endpoints.find(sandbox.name(), id)).outcome();
        Known known = watched.known(sandbox.name(), id).orElse(null);
        if (known == null && found.failure() != null) {
            throw found.failure();
        }
        Boolean present = found.value() == null ? null : found.value().isPresent();
        Endpoint endpoint = Optional.ofNullable(found.value())
                .flatMap(each -> each)
                .or(() -> Optional.ofNullable(known).map(Known::endpoint))
                .orElseThrow(NoSuchThing::new);
        @Nullable Function<Endpoint, WhatBreaks> breaks = around.outcome().value();
        WhatBreaks sorted = breaks == null ? null : breaks.apply(endpoint);
        model.addAttribute("kind", "endpoints");
        return answer(
                sandbox,
                id,
                format,
                reader,
                each -> sheets.endpoint(sandbox, endpoint, present, known, sorted, clock.instant(), each),
                model);
    }

    private static Object answer(
            Sandbox sandbox, String id, String format, String reader, Function<Reader, String> write, Model model) {
        if (format.equals("text")) {
            Reader wanted = reader.equals(Reader.MICROSOFT.key()) ? Reader.MICROSOFT : Reader.ADOBE;
            return ResponseEntity.ok().contentType(TEXT).body(write.apply(wanted));
        }
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("id", id);
        model.addAttribute("adobe", write.apply(Reader.ADOBE));
        model.addAttribute("microsoft", write.apply(Reader.MICROSOFT));
        return "support/case";
    }
}
