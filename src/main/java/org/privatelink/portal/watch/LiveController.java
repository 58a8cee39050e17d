package org.privatelink.portal.watch;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.session.PresentSignIns;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.watch.LiveUpdates.Topic;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The stream on which an open page learns that it is old. It says only that: what changed, the page asks for itself. */
@Controller
class LiveController {

    private static final String TOPICS = "endpoints|(endpoint|request)/[^\\s\\p{Cntrl}]{1,512}";
    private static final String A_WHILE = "60";

    private final LiveStreams streams;
    private final PresentSignIns signIns;

    LiveController(LiveStreams streams, PresentSignIns signIns) {
        this.streams = streams;
        this.signIns = signIns;
    }

    @GetMapping("/s/{sandbox}/live")
    ResponseEntity<SseEmitter> listen(
            Sandbox sandbox,
            @RequestParam @Pattern(regexp = TOPICS) String topic,
            @RequestParam(defaultValue = "") String since,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String lastEventId,
            HttpServletRequest request) {
        Long shown = version(lastEventId.isEmpty() ? since : lastEventId);
        return streams.open(
                        new Topic(sandbox.name(), topic), shown, request.getSession().getId(), signIns.id(request), signIns.end(request))
                .map(stream -> ResponseEntity.ok().header("X-Accel-Buffering", "no").body(stream))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, A_WHILE)
                        .build());
    }

    private static @Nullable Long version(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
