package org.privatelink.portal.simulator.inbox;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes notices from anybody and shows them. */
@Controller
class InboxController {

    private static final int LARGEST = 64 * 1024;

    private final Inbox inbox;
    private final Clock clock;
    private final JsonMapper json;

    InboxController(Inbox inbox, Clock clock, JsonMapper json) {
        this.inbox = inbox;
        this.clock = clock;
        this.json = json;
    }

    @PostMapping(path = "/inbox/{channel}", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String take(@PathVariable String channel, HttpServletRequest request) throws IOException {
        JsonNode body = body(request.getInputStream().readNBytes(LARGEST + 1));
        inbox.add(new Notice(clock.instant(), channel, request.getContentType(), headers(request), body));
        return "ok";
    }

    private JsonNode body(byte[] content) {
        if (content.length > LARGEST) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        try {
            JsonNode body = json.readTree(content);
            if (!body.isMissingNode()) {
                return body;
            }
        } catch (JacksonException e) {
            // Answered below, as an empty body.
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            if (name.regionMatches(true, 0, "X-", 0, 2)) {
                headers.put(name, String.join(", ", Collections.list(request.getHeaders(name))));
            }
        }
        return headers;
    }

    @GetMapping("/inbox")
    String show(Model model) {
        List<Notice> newestFirst = new ArrayList<>(inbox.all());
        Collections.reverse(newestFirst);
        model.addAttribute("notices", newestFirst);
        return "simulator/inbox";
    }
}
