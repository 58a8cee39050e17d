package org.privatelink.portal.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.Optional;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.SeeOther;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where everybody begins: the last sandbox again, or a choice. */
@Controller
class HomeController {

    private final Sandboxes sandboxes;
    private final LastSandbox last;

    HomeController(Sandboxes sandboxes, LastSandbox last) {
        this.sandboxes = sandboxes;
        this.last = last;
    }

    @GetMapping("/")
    Object home(
            @RequestParam(defaultValue = "false") boolean choose, Person person, Model model, HttpServletRequest request) {
        Optional<Sandbox> before = choose ? Optional.empty() : last.find(person, request);
        if (before.isPresent()) {
            return SeeOther.to("/s/{sandbox}", before.get().name());
        }
        model.addAttribute(
                "sandboxes",
                sandboxes.of(person).stream()
                        .sorted(Comparator.comparing(Sandbox::isProduction).reversed().thenComparing(Sandbox::name))
                        .toList());
        model.addAttribute("closed", !sandboxes.all().isEmpty());
        return "sandbox/choose";
    }
}
