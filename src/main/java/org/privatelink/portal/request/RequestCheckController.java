package org.privatelink.portal.request;

import java.util.Map;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.NewEndpoint;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A draft to look at once more: duplicates and allowance before anything leaves it. */
@Controller
class RequestCheckController {

    private final RequestService service;
    private final RequestSender sender;
    private final Existing.Finder existing;
    private final RequestView.Maker views;
    private final Endpoints endpoints;
    private final RequestProperties properties;
    private final Texts texts;

    RequestCheckController(
            RequestService service,
            RequestSender sender,
            Existing.Finder existing,
            RequestView.Maker views,
            Endpoints endpoints,
            RequestProperties properties,
            Texts texts) {
        this.service = service;
        this.sender = sender;
        this.existing = existing;
        this.views = views;
        this.endpoints = endpoints;
        this.properties = properties;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/requests/{id}/check")
    Object check(Sandbox sandbox, @PathVariable String id, Person person, Model model) {
        Followed followed = own(sandbox, id, person);
        return followed.request().isDraft()
                ? page(sandbox, followed, FormView.of(Map.of()), person, model)
                : SeeOther.to("/s/{sandbox}/requests/{id}", sandbox.name(), id);
    }

    @PostMapping(path = "/s/{sandbox}/requests/{id}/check", params = "step=send")
    Object send(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "false") boolean twice,
            Person person,
            Model model,
            RedirectAttributes next) {
        Followed followed = own(sandbox, id, person);
        SetUpRequest draft = followed.request();
        // Sent twice, or decided meanwhile: the page of the request tells.
        if (draft.isDraft()) {
            RequestView view = views.view(followed);
            if (view.source() == null) {
                throw new NoSuchThing();
            }
            if (!twice && existing.around(sandbox, draft, view.source(), person).isTwice()) {
                FormView form = FormView.of(Map.of()).reject("twice", texts.get("request.problem.twice"));
                return page(sandbox, followed, form, person, model);
            }
            raise(draft, version, person, next);
        }
        return after(sandbox, id, person);
    }

    private void raise(SetUpRequest draft, int version, Person person, RedirectAttributes next) {
        if (!service.raise(draft, version, person)) {
            Flash.notice("request.moved").on(next);
        } else if (properties.approvalRequired()) {
            Flash.positive("request.raised").on(next);
        } else {
            sender.send(draft.id());
        }
    }

    private Object after(Sandbox sandbox, String id, Person person) {
        Followed now = own(sandbox, id, person);
        return now.endpointId() == null
                ? SeeOther.to("/s/{sandbox}/requests/{id}", sandbox.name(), id)
                : SeeOther.to("/s/{sandbox}/endpoints/{id}", sandbox.name(), now.endpointId());
    }

    @PostMapping(path = "/s/{sandbox}/requests/{id}/check", params = "step=discard")
    Object discard(Sandbox sandbox, @PathVariable String id, Person person, RedirectAttributes next) {
        if (service.discard(own(sandbox, id, person).request(), person)) {
            Flash.positive("request.discarded").on(next);
        }
        return SeeOther.to("/s/{sandbox}/requests", sandbox.name());
    }

    private Followed own(Sandbox sandbox, String id, Person person) {
        return service.find(sandbox.name(), id, person)
                .filter(followed -> followed.request().isOf(person))
                .orElseThrow(NoSuchThing::new);
    }

    private String page(Sandbox sandbox, Followed followed, FormView form, Person person, Model model) {
        RequestView view = views.view(followed);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("view", view);
        model.addAttribute("form", form);
        model.addAttribute(
                "existing",
                view.source() == null ? null : existing.around(sandbox, followed.request(), view.source(), person));
        model.addAttribute("approvalRequired", properties.approvalRequired());
        if (view.source() != null) {
            NewEndpoint wanted = view.request().asked().wanted(view.source());
            model.addAttribute("curls", Map.of("request.curl.create", endpoints.curlOfCreate(sandbox.name(), wanted)));
        }
        return "request/check";
    }
}
