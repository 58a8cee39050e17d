package org.privatelink.portal.request;

import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.NotPermitted;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** What happens to a request that was raised: the second person's decision, and what its requester may still do. */
@Controller
class RequestDecisionController {

    private final RequestService service;
    private final RequestSender sender;
    private final RequestRules rules;
    private final RequestPage page;

    RequestDecisionController(
            RequestService service, RequestSender sender, RequestRules rules, RequestPage page) {
        this.service = service;
        this.sender = sender;
        this.rules = rules;
        this.page = page;
    }

    /** @param version of the request that the person saw */
    record Decided(int version, @Nullable String decision, @Nullable String comment, @Nullable Boolean matched) {

        Decided {
            decision = decision == null ? "" : decision;
            comment = comment == null ? "" : comment.strip();
            matched = Boolean.TRUE.equals(matched);
        }

        boolean isApproval() {
            return decision.equals("approve");
        }
    }

    @PostMapping("/s/{sandbox}/requests/{id}/decision")
    Object decide(
            Sandbox sandbox,
            @PathVariable String id,
            Decided decided,
            Person person,
            Model model,
            RedirectAttributes next) {
        Followed followed = find(sandbox, id, person);
        if (followed.request().isOf(person)) {
            throw new NotPermitted();
        }
        if (followed.state() == RequestState.REQUESTED) {
            FormView form = rules.checkDecision(decided, followed.request().version());
            if (form.hasErrors()) {
                page.show(sandbox, followed, form, person, model);
                return "request/detail";
            }
        }
        boolean first = service.decide(
                followed.request(), decided.version(), decided.isApproval(), decided.comment(), person);
        if (!first) {
            // The same decision of the same person once more, as by a double click, is no news.
            if (!find(sandbox, id, person).request().isDecided(decided.version(), decided.isApproval(), person)) {
                Flash.notice("request.moved").on(next);
            }
        } else if (decided.isApproval()) {
            sender.send(id);
            outcome(find(sandbox, id, person)).on(next);
        } else {
            Flash.positive("request.rejected", followed.request().asked().name()).on(next);
        }
        return back(sandbox, id);
    }

    @PostMapping("/s/{sandbox}/requests/{id}/withdraw")
    RedirectView withdraw(Sandbox sandbox, @PathVariable String id, Person person, RedirectAttributes next) {
        boolean done = service.withdraw(find(sandbox, id, person).request(), person);
        (done ? Flash.positive("request.withdrawn") : Flash.notice("request.moved")).on(next);
        return back(sandbox, id);
    }

    @PostMapping("/s/{sandbox}/requests/{id}/remind")
    RedirectView remind(Sandbox sandbox, @PathVariable String id, Person person, RedirectAttributes next) {
        boolean done = service.remind(find(sandbox, id, person).request(), person);
        (done ? Flash.positive("request.reminded") : Flash.notice("request.reminded.already")).on(next);
        return back(sandbox, id);
    }

    @PostMapping("/s/{sandbox}/requests/{id}/send")
    RedirectView sendAgain(Sandbox sandbox, @PathVariable String id, Person person, RedirectAttributes next) {
        Followed failed = find(sandbox, id, person);
        if (failed.state() == RequestState.FAILED && failed.sending() != null && sender.hasAppeared(failed.sending())) {
            Flash.negative("request.appeared", failed.request().asked().name()).on(next);
        } else if (service.sendAgain(failed, person)) {
            sender.send(id);
            outcome(find(sandbox, id, person)).on(next);
        } else {
            Flash.notice("request.moved").on(next);
        }
        return back(sandbox, id);
    }

    /** The page says the same and more, and goes on saying it. */
    private static Flash outcome(Followed followed) {
        String name = followed.request().asked().name();
        return switch (followed.state()) {
            case CREATED -> Flash.positive("request.sent.created", name);
            case FAILED -> Flash.negative("request.sent.failed", name);
            default -> Flash.notice("request.sent.open", name);
        };
    }

    private Followed find(Sandbox sandbox, String id, Person person) {
        return service.find(sandbox.name(), id, person)
                .filter(followed -> !followed.request().isDraft())
                .orElseThrow(NoSuchThing::new);
    }

    private static RedirectView back(Sandbox sandbox, String id) {
        return SeeOther.to("/s/{sandbox}/requests/{id}", sandbox.name(), id);
    }
}
