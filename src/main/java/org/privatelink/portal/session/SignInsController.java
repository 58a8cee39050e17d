package org.privatelink.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.signin.OpenSignIns;
import org.privatelink.portal.signin.SignInFilter;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Where a person is signed in, and the end of all of it but here. */
@Controller
class SignInsController {

    private final OpenSignIns signIns;
    private final SessionProperties limits;

    SignInsController(OpenSignIns signIns, SessionProperties limits) {
        this.signIns = signIns;
        this.limits = limits;
    }

    @GetMapping("/sign-ins")
    String list(HttpServletRequest request, Model model) {
        model.addAttribute("signIns", signIns.own(request, limits.life()));
        model.addAttribute("present", SignInFilter.id(request).orElse(""));
        return "session/sign-ins";
    }

    @PostMapping("/sign-ins")
    RedirectView endElsewhere(HttpServletRequest request, Person person, RedirectAttributes next) {
        int ended = signIns.endOwnElsewhere(request, person);
        Flash told = ended > 0 ? Flash.positive("session.elsewhere.ended") : Flash.notice("session.elsewhere.none");
        told.on(next);
        return SeeOther.to("/sign-ins");
    }
}
