package org.privatelink.portal.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.page.LocalPath;
import org.privatelink.portal.provider.OneProvider;
import org.privatelink.portal.provider.Providers;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class SignInController {

    private static final List<String> LATE = List.of("signin.late", "signin.late.more");
    private static final List<String> EXPIRED = List.of("signin.expired", "signin.expired.more");
    private static final List<String> SIGNED_OUT = List.of("signin.signed-out");

    private final CurrentPerson current;
    private final Providers providers;
    private final PeopleProvider people;

    SignInController(CurrentPerson current, Providers providers, PeopleProvider people) {
        this.current = current;
        this.providers = providers;
        this.people = people;
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
        return page(failed != null, late == null ? ending(request) : LATE, model);
    }

    private static List<String> ending(HttpServletRequest request) {
        return SignInFilter.ending(request).map(ending -> "signin.ending." + ending.key()).stream().toList();
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
        model.addAttribute("back", back == null ? null : LocalPath.orHome(back));
        return page(false, expired == null ? SIGNED_OUT : EXPIRED, model);
    }

    private String page(boolean failed, List<String> told, Model model) {
        model.addAttribute("failed", failed);
        model.addAttribute("told", told);
        model.addAttribute("away", providers.isMissing(Providers.PEOPLE) || people.isResting());
        return "signin/sign-in";
    }
}
