package org.privatelink.portal.account;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInController {

    private final CurrentPerson current;
    private final Providers providers;

    SignInController(CurrentPerson current, Providers providers) {
        this.current = current;
        this.providers = providers;
    }

    @GetMapping("/sign-in")
    String signIn(@RequestParam(required = false) @Nullable String failed, Model model) {
        if (current.get().isPresent()) {
            return "redirect:/";
        }
        return page(failed != null, false, model);
    }

    /** Where the provider sends people after their sign-out. */
    @GetMapping("/signed-out")
    String signedOut(Model model) {
        if (current.get().isPresent()) {
            return "redirect:/";
        }
        return page(false, true, model);
    }

    private String page(boolean failed, boolean signedOut, Model model) {
        model.addAttribute("failed", failed);
        model.addAttribute("signedOut", signedOut);
        model.addAttribute("away", providers.isMissing(AccountConfiguration.REGISTRATION));
        return "account/sign-in";
    }
}
