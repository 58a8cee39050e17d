package org.privatelink.portal.support;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.audit.AuditTrail;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.sandbox.LastSandbox;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** The one box. */
@Controller
class SupportController {

    private final SearchService search;
    private final Sandboxes sandboxes;
    private final LastSandbox last;
    private final AuditTrail trail;

    SupportController(SearchService search, Sandboxes sandboxes, LastSandbox last, AuditTrail trail) {
        this.search = search;
        this.sandboxes = sandboxes;
        this.last = last;
        this.trail = trail;
    }

    /** For links that name no sandbox: begins where the person was last. */
    @GetMapping("/support")
    RedirectView anywhere(
            @RequestParam(defaultValue = "") String q, Person person, HttpServletRequest request, RedirectAttributes next) {
        Sandbox sandbox = last.find(person, request)
                .or(() -> sandboxes.usable(person).stream().findFirst())
                .orElseThrow(NoSuchThing::new);
        boolean refused = isRefused(q, next);
        String path = refused || q.isBlank() ? "/s/{sandbox}/support" : "/s/{sandbox}/support?q={q}";
        return SeeOther.to(
                UriComponentsBuilder.fromUriString(path).encode().buildAndExpand(sandbox.name(), q).toUriString());
    }

    @GetMapping("/s/{sandbox}/support")
    Object support(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String q,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        if (isRefused(q, next)) {
            return SeeOther.to("/s/{sandbox}/support", sandbox.name());
        }
        SearchKey key = SearchKey.of(q);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("q", q);
        if (!key.isEmpty()) {
            model.addAttribute("named", person.mayInspect() ? trail.countNaming(key.text(), person) : 0);
            show(search.search(sandbox, key, person), key, model, response);
        }
        return "support/search";
    }

    private static boolean isRefused(String q, RedirectAttributes next) {
        Optional<String> refusal = SearchKey.refusal(q);
        refusal.ifPresent(key -> Flash.notice(key).on(next));
        return refusal.isPresent();
    }

    private static void show(Findings findings, SearchKey key, Model model, HttpServletResponse response) {
        model.addAttribute("found", findings);
        model.addAttribute("key", key);
        if (findings.isBlind()) {
            findings.places().get(0).failure().show(model, response);
        }
    }
}
