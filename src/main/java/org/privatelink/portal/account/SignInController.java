package org.privatelink.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.LocalPath;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInController {

    private static final List<String> LATE = List.of("account.sign-in.late", "account.sign-in.late.more");

    private final CurrentPerson current;

    SignInController(CurrentPerson current) {
        this.current = current;
    }

    @GetMapping("/sign-in")
    String signIn(
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String late,
            HttpServletRequest request,
            Model model) {
        if (current.get().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("failed", failed != null);
        model.addAttribute("told", late == null ? ending(request) : LATE);
        return "account/sign-in";
    }

    private static List<String> ending(HttpServletRequest request) {
        return SignInFilter.ending(request).map(ending -> "account.sign-in.ending." + ending.key()).stream().toList();
    }

    /** Where the provider sends people after their sign-out, and a page its reader when the session has ended. */
    @GetMapping("/signed-out")
    String signedOut(
            @RequestParam(required = false) @Nullable String expired,
            @RequestParam(name = OneProvider.RETURN, required = false) @Nullable String back,
            Model model) {
        if (current.get().isPresent()) {
            return "redirect:/";
        }
        model.addAttribute("failed", false);
        model.addAttribute(
                "told",
                expired == null
                        ? List.of("account.sign-in.signed-out")
                        : List.of("account.sign-in.expired", "account.sign-in.expired.more"));
        model.addAttribute("back", back == null ? null : LocalPath.orHome(back));
        return "account/sign-in";
    }
}
