package org.privatelink.portal.sandbox;

import java.util.Comparator;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.SeeOther;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where everybody begins: the last sandbox again, or a choice. */
@Controller
class HomeController {

    private final Sandboxes sandboxes;

    HomeController(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @GetMapping("/")
    Object home(
            @CookieValue(name = LastSandbox.COOKIE, defaultValue = "") String last,
            @RequestParam(defaultValue = "false") boolean choose,
            Person person,
            Model model) {
        if (!choose && !last.isEmpty() && sandboxes.find(last, person).isPresent()) {
            return SeeOther.to("/s/{sandbox}", last);
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
