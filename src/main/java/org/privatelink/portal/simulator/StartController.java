package org.privatelink.portal.simulator;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Says what is to be found here. */
@Controller
class StartController {

    private static final String COMMAND = """
        curl %s/simulator/decisions -H 'Content-Type: application/json' \\
          -d '{"endpoint":"<its id at Platform>","decision":"APPROVE"}'\
        """;

    private static final String TROUBLE = """
        curl -X PUT %s/simulator/faults -H 'Content-Type: application/json' \\
          -d '[{"path":"/data/.*","kind":"HANG"}]'\
        """;

    @GetMapping("/")
    String start(HttpServletRequest request, Model model) {
        String url = ServletUriComponentsBuilder.fromContextPath(request).toUriString();
        model.addAttribute("command", COMMAND.formatted(url));
        model.addAttribute("trouble", TROUBLE.formatted(url));
        model.addAttribute("kinds", Fault.Kind.values());
        return "simulator/start";
    }
}
