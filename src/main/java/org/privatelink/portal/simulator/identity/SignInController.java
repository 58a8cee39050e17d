package org.privatelink.portal.simulator.identity;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The sign-in pages of both providers; Spring Security takes what they send. */
@Controller
class SignInController {

    @GetMapping("/sign-in")
    String signIn(Model model) {
        return page("sign-in", "/sign-in", model);
    }

    @GetMapping("/entra/sign-in")
    String signInToAzure(Model model) {
        return page("entra", "/entra/sign-in", model);
    }

    /** @param words first part of the keys of what the two do not say alike */
    private static String page(String words, String action, Model model) {
        model.addAttribute("words", words);
        model.addAttribute("action", action);
        model.addAttribute("people", Person.values());
        return "simulator/sign-in";
    }
}
