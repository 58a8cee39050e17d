package org.privatelink.portal.endpoint;

import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deleting an endpoint: first what would break, by name. */
@Controller
class EndpointDeleteController {

    private final EndpointService service;
    private final EndpointClient client;
    private final ActivityService activities;
    private final Dependants dependants;
    private final EndpointView.Maker views;
    private final Reads reads;
    private final Texts texts;

    EndpointDeleteController(
            EndpointService service,
            EndpointClient client,
            ActivityService activities,
            Dependants dependants,
            EndpointView.Maker views,
            Reads reads,
            Texts texts) {
        this.service = service;
        this.client = client;
        this.activities = activities;
        this.dependants = dependants;
        this.views = views;
        this.reads = reads;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/endpoints/{id}/delete")
    String confirm(Sandbox sandbox, @PathVariable String id, Person person, Model model) {
        var around = reads.start(() -> dependants.around(sandbox.name(), id));
        Endpoint endpoint = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        WhatBreaks breaks = around.get().apply(endpoint);
        return page(sandbox, endpoint, breaks, FormView.of(Map.of()), person, model);
    }

    @PostMapping("/s/{sandbox}/endpoints/{id}/delete")
    Object delete(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            @RequestParam(defaultValue = "") String confirmName,
            Person person,
            Model model,
            RedirectAttributes next) {
        activities.refuseTwice(new Submission(Act.ENDPOINT_DELETE, sandbox.name(), person, submission));
        var around = reads.start(() -> dependants.around(sandbox.name(), id));
        Endpoint endpoint = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        WhatBreaks breaks = around.get().apply(endpoint);
        if (!service.isConfirmed(endpoint, breaks, confirmName, person)) {
            FormView form = FormView.of(Map.of("confirmName", confirmName))
                    .reject("confirmName", texts.get("endpoint.problem.confirmName", endpoint.label()));
            return page(sandbox, endpoint, breaks, form, person, model);
        }
        service.delete(sandbox, endpoint, breaks, submission, person);
        afterwards(sandbox, endpoint).on(next);
        return SeeOther.to("/s/{sandbox}/endpoints", sandbox.name());
    }

    /** It was deleted; that a look afterwards fails does not change that. */
    private Flash afterwards(Sandbox sandbox, Endpoint endpoint) {
        Optional<Endpoint> left =
                reads.start(() -> client.find(sandbox.name(), endpoint.id())).outcome().value();
        if (left == null) {
            return Flash.notice("endpoint.deleted.unseen", endpoint.label());
        }
        return left.isEmpty()
                ? Flash.positive("endpoint.deleted", endpoint.label())
                : Flash.notice("endpoint.deleting", endpoint.label());
    }

    private String page(
            Sandbox sandbox, Endpoint endpoint, WhatBreaks breaks, FormView form, Person person, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("view", views.view(endpoint, null));
        model.addAttribute("resourceId", views.resourceId(endpoint));
        model.addAttribute("breaks", breaks);
        model.addAttribute("form", form);
        model.addAttribute("allowed", !breaks.isLinked() || person.isAdmin());
        model.addAttribute("submission", UUID.randomUUID().toString());
        model.addAttribute("curls", client.curlsOfDelete(sandbox.name(), endpoint.id()));
        return "endpoint/delete";
    }
}
