package org.privatelink.portal.activity;

import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What became of one act: the page to which a lost answer and a form sent twice lead. */
@Controller
class ActController {

    private final ActivityRepository activities;

    ActController(ActivityRepository activities) {
        this.activities = activities;
    }

    @GetMapping("/s/{sandbox}/acts/{id}")
    Object act(Sandbox sandbox, @PathVariable String id, Model model) {
        Activity act = activities.find(id)
                .filter(found -> found.sandbox().equals(sandbox.name()))
                .orElseThrow(NoSuchThing::new);
        if (act.act().isOwn()) {
            String page = act.act() == Act.DRIFT_HANDLE ? "/s/{sandbox}/endpoints/{id}" : "/s/{sandbox}/requests/{id}";
            return SeeOther.to(page, sandbox.name(), act.subjectId());
        }
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("act", act);
        return "activity/act";
    }
}
