package org.privatelink.portal.watch;

import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

@Controller
class DriftController {

    private final Drifts drifts;

    DriftController(Drifts drifts) {
        this.drifts = drifts;
    }

    @PostMapping("/s/{sandbox}/drifts/{id}/handled")
    RedirectView handled(Sandbox sandbox, @PathVariable String id, Person person, RedirectAttributes next) {
        drifts.handle(sandbox.name(), id, person);
        Flash.positive("watch.drift.handled").on(next);
        return SeeOther.to("/s/{sandbox}", sandbox.name());
    }
}
