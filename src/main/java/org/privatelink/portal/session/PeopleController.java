package org.privatelink.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.signin.OpenSignIn;
import org.privatelink.portal.signin.OpenSignIns;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Who is signed in, for admins, who can sign out one of them, or all. */
@Controller
class PeopleController {

    private static final Map<String, Comparator<PersonView>> COLUMNS = Map.of(
            "name", Comparator.comparing(PersonView::name, String.CASE_INSENSITIVE_ORDER).thenComparing(PersonView::id),
            "since", Comparator.comparing(PersonView::begunAt).thenComparing(PersonView::id),
            "used", Comparator.comparing(PersonView::usedAt).thenComparing(PersonView::id));

    private final OpenSignIns signIns;
    private final SessionProperties limits;

    PeopleController(OpenSignIns signIns, SessionProperties limits) {
        this.signIns = signIns;
        this.limits = limits;
    }

    @GetMapping("/people")
    String list(@RequestParam Map<String, String> query, HttpServletRequest request, Model model) {
        List<PersonView> people = PersonView.of(signIns.all(limits.life()));
        model.addAttribute("list", Listing.of("/people", query, people, COLUMNS, "name"));
        model.addAttribute("self", self(request));
        return "session/people";
    }

    private String self(HttpServletRequest request) {
        return signIns.own(request, limits.life()).stream().map(OpenSignIn::personId).findFirst().orElse("");
    }

    /** @param person the provider's {@code sub} */
    @PostMapping(path = "/people", params = "person")
    RedirectView end(
            @RequestParam String person, HttpServletRequest request, Person admin, RedirectAttributes next) {
        return told(signIns.endOf(person, request, admin), "session.people.ended", next);
    }

    @PostMapping(path = "/people", params = "everybody")
    RedirectView endAll(HttpServletRequest request, Person admin, RedirectAttributes next) {
        return told(signIns.endAll(request, admin), "session.people.ended.all", next);
    }

    private static RedirectView told(int ended, String done, RedirectAttributes next) {
        (ended == 0 ? Flash.notice("session.people.none") : Flash.positive(done)).on(next);
        return SeeOther.to("/people");
    }
}
