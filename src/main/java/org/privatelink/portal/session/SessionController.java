package org.privatelink.portal.session;

import org.privatelink.portal.page.SeeOther;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.view.RedirectView;

/** How long the present sign-in lasts. Asking by hand is doing something, so that it lasts longer. */
@Controller
class SessionController {

    @GetMapping("/session")
    String look() {
        return "session/session";
    }

    @PostMapping("/session")
    RedirectView stay() {
        return SeeOther.to("/session");
    }
}
