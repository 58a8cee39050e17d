package org.privatelink.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.SignIns.Ending;
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
    String signIn(@RequestParam(required = false) @Nullable String failed, HttpServletRequest request, Model model) {
        if (current.get().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("failed", failed != null);
        model.addAttribute("ending", SignInFilter.ending(request).map(Ending::key).orElse(null));
        model.addAttribute("signedOut", false);
        return "account/sign-in";
    }

    /** Where the provider sends people after their sign-out. */
    @GetMapping("/signed-out")
    String signedOut(Model model) {
        if (current.get().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("failed", false);
        model.addAttribute("signedOut", true);
        return "account/sign-in";
    }
}
