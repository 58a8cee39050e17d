package org.privatelink.portal.simulator.identity;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The provider's sign-in page; Spring Security takes what it sends. */
@Controller
class SignInController {

    @GetMapping("/sign-in")
    String signIn(Model model) {
        model.addAttribute("people", Person.values());
        return "simulator/sign-in";
    }
}
