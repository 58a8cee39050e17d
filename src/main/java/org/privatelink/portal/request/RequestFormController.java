package org.privatelink.portal.request;

import jakarta.validation.constraints.Size;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.azure.AzureResourceId;

import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointService;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.privatelink.portal.watch.AllowanceService;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A new endpoint: source, fields, check page, sent. Between the pages the form itself carries what was typed. */
@Controller
class RequestFormController {

    private final EndpointService service;
    private final Endpoints client;
    private final AllowanceService allowances;
    private final RequestRules rules;
    private final EndpointView.Maker views;
    private final Sources sources;
    private final Reads reads;
    private final Texts texts;

    RequestFormController(
            EndpointService service,
            Endpoints client,
            AllowanceService allowances,
            RequestRules rules,
            EndpointView.Maker views,
            Sources sources,
            Reads reads,
            Texts texts) {
        this.service = service;
        this.client = client;
        this.allowances = allowances;
        this.rules = rules;
        this.views = views;
        this.sources = sources;
        this.reads = reads;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/endpoints/new")
    String begin(Sandbox sandbox, RequestForm form, Model model) {
        var allowance = reads.start(() -> allowances.of(sandbox));
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("allowance", allowance.outcome().value());
        return sources.find(form.source())
                .map(source -> fields(form, source, FormView.of(form.values()), model))
                .orElseGet(() -> chooseSource(model));
    }

    @PostMapping(path = "/s/{sandbox}/endpoints/new", params = "step=fill")
    String fill(Sandbox sandbox, RequestForm form, Model model) {
        model.addAttribute("sandbox", sandbox);
        Optional<Source> source = sources.find(form.source());
        if (source.isEmpty()) {
            return chooseSource(model);
        }
        RequestForm filled = withPasted(form, source.get());
        FormView view = FormView.of(filled.values());
        rejectPasted(filled, source.get(), view);
        if (form.resourceId().isEmpty()) {
            view.reject("resourceId", texts.get("endpoint.problem.resourceId.form"));
        }
        return fields(filled, source.get(), view, model);
    }

    /** A pasted id of the right kind fills the fields, whatever stood in them. */
    private static RequestForm withPasted(RequestForm form, Source source) {
        return AzureResourceId.parse(form.resourceId())
                .filter(id -> id.type() == source.resourceType())
                .map(form::filledFrom)
                .orElse(form);
    }

    /** What is still in the box was of no use: say so rather than pass over it. */
    private void rejectPasted(RequestForm filled, Source source, FormView view) {
        if (AzureResourceId.parse(filled.resourceId()).isPresent()) {
            view.reject("resourceId", texts.get("endpoint.problem.resourceId.type", source.resourceType().path()));
        } else if (!filled.resourceId().isEmpty()) {
            view.reject("resourceId", texts.get("endpoint.problem.resourceId.form"));
        }
    }

    @PostMapping(path = "/s/{sandbox}/endpoints/new", params = "step=edit")
    String edit(Sandbox sandbox, RequestForm form, Model model) {
        model.addAttribute("sandbox", sandbox);
        return sources.find(form.source())
                .map(source -> fields(form, source, FormView.of(form.values()), model))
                .orElseGet(() -> chooseSource(model));
    }

    @PostMapping(path = "/s/{sandbox}/endpoints/new", params = "step=check")
    String check(Sandbox sandbox, RequestForm typed, Model model) {
        model.addAttribute("sandbox", sandbox);
        Optional<Source> source = sources.find(typed.source());
        if (source.isEmpty()) {
            return chooseSource(model);
        }
        RequestForm form = withPasted(typed, source.get());
        FormView view = rules.check(form, source.get());
        rejectPasted(form, source.get(), view);
        return view.hasErrors()
                ? fields(form, source.get(), view, model)
                : checkPage(sandbox, form, source.get(), view, UUID.randomUUID().toString(), model);
    }

    @PostMapping(path = "/s/{sandbox}/endpoints/new", params = "step=send")
    Object send(
            Sandbox sandbox,
            RequestForm form,
            @RequestParam @Size(min = 1, max = 64) String submission,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        model.addAttribute("sandbox", sandbox);
        Optional<Source> source = sources.find(form.source());
        if (source.isEmpty()) {
            return chooseSource(model);
        }
        FormView view = rules.check(form, source.get());
        if (view.hasErrors()) {
            return fields(form, source.get(), view, model);
        }
        try {
            Endpoint created = service.create(
                    sandbox.name(), form.wanted(source.get()), form.purpose(), submission, person);
            Flash.positive("endpoint.created", created.label()).on(next);
            return SeeOther.to("/s/{sandbox}/endpoints/{id}", sandbox.name(), created.id());
        } catch (PlatformException told) {
            Failure failure = Failure.of(told);
            model.addAttribute("failure", failure);
            response.setStatus(failure.status());
            return checkPage(sandbox, form, source.get(), view, UUID.randomUUID().toString(), model);
        }
    }

    private String chooseSource(Model model) {
        model.addAttribute("sources", sources.all());
        return "endpoint/source";
    }

    private String fields(RequestForm form, Source source, FormView view, Model model) {
        model.addAttribute("source", source);
        model.addAttribute("form", view);
        return "endpoint/new";
    }

    private String checkPage(
            Sandbox sandbox, RequestForm form, Source source, FormView view, String submission, Model model) {
        var allowance = reads.start(() -> allowances.of(sandbox));
        var existing = reads.start(() -> client.listOfSource(sandbox.name(), source.specId()));
        List<Endpoint> known = existing.outcome().value();
        List<EndpointView> twins = (known == null ? List.<Endpoint>of() : known).stream()
                .filter(endpoint -> endpoint.leadsTo(form.target(source.specId())))
                .map(endpoint -> views.view(endpoint, null))
                .toList();
        model.addAttribute("twinsUnknown", known == null);
        model.addAttribute("allowance", allowance.outcome().value());
        model.addAttribute("twins", twins);
        model.addAttribute("source", source);
        model.addAttribute("hosts", form.hosts());
        model.addAttribute("form", view);
        model.addAttribute("submission", submission);
        return "endpoint/check";
    }
}
