package org.privatelink.portal.request;

import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Kept;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.WhileSilent;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.privatelink.portal.watch.AllowanceService;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asking for an endpoint: choose a source, fill in, and the portal keeps a draft. Also changing what was asked for. */
@Controller
class RequestFormController {

    private static final String ID = "[ -~]{1,512}";

    private final RequestService service;
    private final RequestRules rules;
    private final RequestCopies copies;
    private final Existing.Finder existing;
    private final AllowanceService allowances;
    private final Sources sources;
    private final Reads reads;
    private final Texts texts;

    RequestFormController(
            RequestService service,
            RequestRules rules,
            RequestCopies copies,
            Existing.Finder existing,
            AllowanceService allowances,
            Sources sources,
            Reads reads,
            Texts texts) {
        this.service = service;
        this.rules = rules;
        this.copies = copies;
        this.existing = existing;
        this.allowances = allowances;
        this.sources = sources;
        this.reads = reads;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/endpoints/new")
    String begin(Sandbox sandbox, RequestForm typed, Kept kept, Model model) {
        RequestForm form = kept.isEmpty() ? typed : RequestForm.of(kept);
        var allowance = reads.start(() -> allowances.of(sandbox));
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("allowance", allowance.outcome().value());
        return sources.find(form.source())
                .map(source -> fields(sandbox, null, form, FormView.of(form.values()), model))
                .orElseGet(() -> chooseSource(model));
    }

    /** The same again, with what became of the first beside it. */
    @GetMapping(path = "/s/{sandbox}/endpoints/new", params = "copyRequest")
    String copyRequest(
            Sandbox sandbox, @RequestParam @Pattern(regexp = ID) String copyRequest, Person person, Model model) {
        return copy(sandbox, copies.ofRequest(sandbox.name(), copyRequest, person), model);
    }

    @GetMapping(path = "/s/{sandbox}/endpoints/new", params = {"copyEndpoint", "!copyRequest"})
    String copyEndpoint(
            Sandbox sandbox, @RequestParam @Pattern(regexp = ID) String copyEndpoint, Person person, Model model) {
        return copy(sandbox, copies.ofEndpoint(sandbox.name(), copyEndpoint, person), model);
    }

    private String copy(Sandbox sandbox, Optional<RequestCopies.Copy> found, Model model) {
        RequestCopies.Copy copy = found.orElseThrow(NoSuchThing::new);
        model.addAttribute("copy", copy);
        model.addAttribute("sandbox", sandbox);
        return sources.find(copy.asked().source())
                .map(source -> fields(sandbox, null, copy.asked(), FormView.of(copy.asked().values()), model))
                .orElseGet(() -> chooseSource(model));
    }

    @WhileSilent
    @PostMapping(path = "/s/{sandbox}/endpoints/new", params = "step=fill")
    String fill(Sandbox sandbox, RequestForm form, Model model) {
        return filled(sandbox, null, form, model);
    }

    @WhileSilent
    @PostMapping(path = "/s/{sandbox}/endpoints/new", params = "step=check")
    Object check(Sandbox sandbox, RequestForm typed, Person person, Model model) {
        Optional<Source> source = sources.find(typed.source());
        model.addAttribute("sandbox", sandbox);
        if (source.isEmpty()) {
            return chooseSource(model);
        }
        RequestForm form = withPasted(typed, source.get());
        FormView view = checked(form, source.get());
        return view.hasErrors()
                ? fields(sandbox, null, form, view, model)
                : checkPage(sandbox, service.draft(sandbox.name(), form, person));
    }

    @GetMapping("/s/{sandbox}/requests/{id}/edit")
    Object edit(Sandbox sandbox, @PathVariable String id, Person person, Kept kept, Model model) {
        SetUpRequest request = own(sandbox, id, person);
        if (!isOpen(request)) {
            return SeeOther.to("/s/{sandbox}/requests/{id}", sandbox.name(), id);
        }
        RequestForm form = kept.isEmpty() ? request.asked() : RequestForm.of(kept);
        String page = fields(sandbox, id, form, FormView.of(form.values()), model);
        if (!kept.isEmpty()) {
            // What was typed is still about the version that was seen then.
            model.addAttribute("version", kept.value("version"));
        }
        return page;
    }

    @WhileSilent
    @PostMapping(path = "/s/{sandbox}/requests/{id}/edit", params = "step=fill")
    String fillAgain(Sandbox sandbox, @PathVariable String id, RequestForm form, Person person, Model model) {
        own(sandbox, id, person);
        return filled(sandbox, id, form, model);
    }

    @WhileSilent
    @PostMapping(path = "/s/{sandbox}/requests/{id}/edit", params = "step=check")
    Object change(
            Sandbox sandbox,
            @PathVariable String id,
            RequestForm typed,
            @RequestParam(defaultValue = "0") int version,
            Person person,
            Model model,
            RedirectAttributes next) {
        SetUpRequest request = own(sandbox, id, person);
        Source source = sources.find(typed.source()).orElseThrow(NoSuchThing::new);
        RequestForm form = withPasted(typed, source);
        FormView view = checked(form, source);
        if (isOpen(request) && version != request.version()) {
            view.reject("", texts.get("request.problem.changed"));
        }
        if (!view.hasErrors() && !request.isDraft() && existing.isTaken(sandbox, request, form, source, person)) {
            view.reject("resourceName", texts.get("request.problem.taken"));
        }
        if (view.hasErrors()) {
            return fields(sandbox, id, form, view, model);
        }
        if (!isOpen(request) || !service.change(request, form, person)) {
            Flash.notice("request.moved").on(next);
            return SeeOther.to("/s/{sandbox}/requests/{id}", sandbox.name(), id);
        }
        if (request.isDraft()) {
            return checkPage(sandbox, id);
        }
        Flash.positive("request.changed").on(next);
        return SeeOther.to("/s/{sandbox}/requests/{id}", sandbox.name(), id);
    }

    private static Object checkPage(Sandbox sandbox, String id) {
        return SeeOther.to("/s/{sandbox}/requests/{id}/check", sandbox.name(), id);
    }

    private SetUpRequest own(Sandbox sandbox, String id, Person person) {
        return service.find(sandbox.name(), id, person)
                .map(Followed::request)
                .filter(request -> request.isOf(person))
                .orElseThrow(NoSuchThing::new);
    }

    private static boolean isOpen(SetUpRequest request) {
        return request.isDraft() || request.state() == RequestState.REQUESTED;
    }

    private String filled(Sandbox sandbox, @Nullable String id, RequestForm form, Model model) {
        model.addAttribute("sandbox", sandbox);
        Optional<Source> source = sources.find(form.source());
        if (source.isEmpty()) {
            return chooseSource(model);
        }
        RequestForm filled = withPasted(form, source.get());
        FormView view = FormView.of(filled.values());
        rejectPasted(filled, source.get(), view);
        if (form.resourceId().isEmpty()) {
            view.reject("resourceId", texts.get("request.problem.resourceId.form"));
        }
        return fields(sandbox, id, filled, view, model);
    }

    /** A pasted id of the right kind fills the fields, whatever stood in them. */
    private static RequestForm withPasted(RequestForm typed, Source source) {
        RequestForm form = typed.fittedTo(source);
        return AzureResourceId.parse(form.resourceId())
                .filter(id -> id.type() == source.resourceType())
                .map(form::filledFrom)
                .orElse(form);
    }

    private FormView checked(RequestForm form, Source source) {
        FormView view = rules.check(form, source);
        rejectPasted(form, source, view);
        return view;
    }

    /** What is still in the box was of no use: say so rather than pass over it. */
    private void rejectPasted(RequestForm filled, Source source, FormView view) {
        if (AzureResourceId.parse(filled.resourceId()).isPresent()) {
            view.reject("resourceId", texts.get("request.problem.resourceId.type", source.resourceType().path()));
        } else if (!filled.resourceId().isEmpty()) {
            view.reject("resourceId", texts.get("request.problem.resourceId.form"));
        }
    }

    private String chooseSource(Model model) {
        model.addAttribute("sources", sources.all());
        return "request/source";
    }

    /** @param id of the request that is changed, null for a new one */
    private String fields(Sandbox sandbox, @Nullable String id, RequestForm form, FormView view, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("id", id);
        SetUpRequest changed = id == null ? null : service.present(id);
        model.addAttribute("version", changed == null ? null : changed.version());
        model.addAttribute("draft", changed != null && changed.isDraft());
        model.addAttribute("source", sources.find(form.source()).orElseThrow(NoSuchThing::new));
        model.addAttribute("form", view);
        return "request/form";
    }
}
