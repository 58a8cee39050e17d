package org.privatelink.portal.guide;

import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Ways to a connection: all of a person that are under way, and one with its tasks. */
@Controller
class GuideController {

    private static final int MOST = 10;

    private final Ways ways;
    private final Texts texts;

    GuideController(Ways ways, Texts texts) {
        this.ways = ways;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/guide")
    String begin(Sandbox sandbox, Person person, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("ways", ways.under(sandbox, person, MOST));
        return "guide/list";
    }

    @GetMapping("/s/{sandbox}/requests/{id}/guide")
    String ofRequest(Sandbox sandbox, @PathVariable String id, Person person, Model model) {
        return page(sandbox, ways.ofRequest(sandbox, id, person).orElseThrow(NoSuchThing::new), model);
    }

    @GetMapping("/s/{sandbox}/endpoints/{id}/guide")
    String ofEndpoint(Sandbox sandbox, @PathVariable String id, Model model) {
        return page(sandbox, ways.ofEndpoint(sandbox, id).orElseThrow(NoSuchThing::new), model);
    }

    private String page(Sandbox sandbox, Way way, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("way", way);
        model.addAttribute("next", way.next().orElse(null));
        model.addAttribute("badges", way.tasks().stream().map(this::badge).toList());
        return "guide/way";
    }

    private Badge badge(Task task) {
        String label = texts.get("guide.state." + task.stateKey());
        return switch (task.state()) {
            case DONE -> new Badge("positive", "approved", label);
            case NEXT -> new Badge("waiting", "waiting", label);
            case WAITING -> new Badge("pending", "pending", label);
            case LATER -> new Badge("neutral", "off", label);
            case BROKEN -> new Badge("negative", "rejected", label);
            case UNREADABLE -> new Badge("neutral", "unknown", label);
        };
    }
}
