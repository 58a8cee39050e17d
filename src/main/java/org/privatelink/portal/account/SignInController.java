package org.privatelink.portal.account;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInController {

    private final CurrentPerson current;

    SignInController(CurrentPerson current) {
        this.current = current;
    }

    @GetMapping("/sign-in")
    String signIn(
            @RequestParam(required = false) String failed,
            @RequestParam(name = "signed-out", required = false) String signedOut,
            Model model) {
        if (current.get().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("failed", failed != null);
        model.addAttribute("signedOut", signedOut != null);
        return "account/sign-in";
    }
}
