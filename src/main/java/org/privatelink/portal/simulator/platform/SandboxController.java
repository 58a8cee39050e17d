package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/data/foundation/sandbox-management")
class SandboxController {

    private final Sandboxes sandboxes;

    SandboxController(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @GetMapping({"", "/", "/sandboxes"})
    Map<String, Object> sandboxes(HttpServletRequest request) {
        List<Sandbox> all = sandboxes.all();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("sandboxes", all);
        answer.put("_page", Map.of("limit", 20, "count", all.size()));
        answer.put("_links", Map.of("next", template(request)));
        return answer;
    }

    /** As in the guide's sample: a template with a port in the host, even on the last page. */
    private static Map<String, Object> template(HttpServletRequest request) {
        String href = "http://" + request.getServerName() + ":" + request.getServerPort() + request.getRequestURI()
                + "?limit={limit}&offset={offset}";
        return Map.of("href", href, "templated", true);
    }

    @GetMapping("/sandboxes/{name}")
    Sandbox sandbox(@PathVariable String name) {
        return sandboxes
                .find(name)
                .orElseThrow(() ->
                        Refusal.catalogue("SMS", "2074-404", "Sandbox not found", "No sandbox has the name " + name));
    }

    @GetMapping("/sandboxTypes")
    Map<String, Object> types() {
        return Map.of("sandboxTypes", List.of("production", "development"));
    }
}
