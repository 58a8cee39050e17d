package org.privatelink.portal.connection;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.AlreadySubmitted;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.connection.ConnectionClient.Version;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Kept;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.page.Typed;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.LiveSources;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A new connection: source and kind, fields, check page. Secrets are asked for last, on the check page, so that they
 * need not be kept between two pages anywhere. What looks odd stops it until the person says so all the same.
 */
@Controller
class ConnectionCreateController {

    private static final int USUAL_MINUTES = 60;
    /** Steps of the check page, where secrets may have been typed. */
    private static final Set<String> SECRETS_ASKED = Set.of("authoring", "resolve", "create");

    private final ConnectionService service;
    private final Endpoints endpoints;
    private final AuthoringService authoring;
    private final ConnectionRules rules;
    private final ConnectionWarnings warnings;
    private final EndpointView.Maker endpointViews;
    private final LiveSources live;
    private final Sources sources;
    private final Reads reads;
    private final Texts texts;

    ConnectionCreateController(
            ConnectionService service,
            Endpoints endpoints,
            AuthoringService authoring,
            ConnectionRules rules,
            ConnectionWarnings warnings,
            EndpointView.Maker endpointViews,
            LiveSources live,
            Sources sources,
            Reads reads,
            Texts texts) {
        this.service = service;
        this.endpoints = endpoints;
        this.authoring = authoring;
        this.rules = rules;
        this.warnings = warnings;
        this.endpointViews = endpointViews;
        this.live = live;
        this.sources = sources;
        this.reads = reads;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/connections/new")
    String begin(Sandbox sandbox, Typed query, Kept kept, Model model) {
        ConnectionForm form = form(sandbox, kept.isEmpty() ? query : new Typed(kept.fields()));
        return SECRETS_ASKED.contains(kept.value("step"))
                ? checkPageUnlessWrong(sandbox, form, FormView::emptied, model)
                : fields(sandbox, form, form.view(), model);
    }

    @PostMapping(path = "/s/{sandbox}/connections/new", params = "step=edit")
    String edit(Sandbox sandbox, Typed typed, Model model) {
        ConnectionForm form = form(sandbox, typed);
        return fields(sandbox, form, form.view(), model);
    }

    @PostMapping(path = "/s/{sandbox}/connections/new", params = "step=check")
    String check(Sandbox sandbox, Typed typed, Model model) {
        ConnectionForm form = form(sandbox, typed);
        return checkPageUnlessWrong(sandbox, form, view -> view, model);
    }

    /** Turns authoring on from the check page, and comes back to it with everything that was typed. */
    @PostMapping(path = "/s/{sandbox}/connections/new", params = "step=authoring")
    String switchOnAuthoring(
            Sandbox sandbox,
            Typed typed,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            Model model) {
        ConnectionForm form = form(sandbox, typed);
        if (form.credentials().source() != null && !rules.checkOpen(form).hasErrors()) {
            try {
                authoring.switchOn(sandbox, USUAL_MINUTES, "", submission, person);
            } catch (PlatformException told) {
                model.addAttribute("failure", Failure.of(told));
            } catch (AlreadySubmitted | OutcomeLost asked) {
                // It was asked for; the check page shows what has become of it.
            }
        }
        return checkPageUnlessWrong(sandbox, form, view -> view, model);
    }

    /** Asks Platform which endpoint would serve it, and creates nothing. */
    @PostMapping(path = "/s/{sandbox}/connections/new", params = "step=resolve")
    Object resolve(Sandbox sandbox, Typed typed, Model model) {
        ConnectionForm form = form(sandbox, typed);
        return ifComplete(sandbox, form, model, view -> {
            if (form.usePrivateLink()) {
                warnings.look(sandbox.name(), form.credentials(), form.source()).show(model, endpointViews);
            }
            return checkPage(sandbox, form, view.emptied(), model);
        });
    }

    @PostMapping(path = "/s/{sandbox}/connections/new", params = "step=create")
    Object create(
            Sandbox sandbox,
            Typed typed,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        ConnectionForm form = form(sandbox, typed);
        String confirmed = typed.fields().getOrDefault("confirm", "");
        return ifComplete(sandbox, form, model, view -> {
            try {
                return send(sandbox, form, view, confirmed, submission, person, model, next);
            } catch (PlatformException told) {
                Failure failure = Failure.of(told);
                model.addAttribute("failure", failure);
                response.setStatus(failure.status());
                view.reject("", texts.get("connection.problem.refused"));
                return checkPage(sandbox, form, view, model);
            }
        });
    }

    private Object send(
            Sandbox sandbox,
            ConnectionForm form,
            FormView view,
            String confirmed,
            String submission,
            Person person,
            Model model,
            RedirectAttributes next) {
        if (form.usePrivateLink() && !authoring.view(sandbox).state().isOn()) {
            view.reject("", texts.get("connection.problem.authoring"));
            return checkPage(sandbox, form, view, model);
        }
        Warnings found = warn(sandbox, form, model);
        if (!found.areConfirmedBy(confirmed)) {
            return checkPage(sandbox, form, view.emptied(), model);
        }
        Version created = service.create(sandbox, form, submission, person);
        created(form, found).on(next);
        return SeeOther.to("/s/{sandbox}/connections/{id}", sandbox.name(), created.id());
    }

    private Warnings warn(Sandbox sandbox, ConnectionForm form, Model model) {
        if (!form.usePrivateLink()) {
            Warnings found = warnings.ofCredentials(form.credentials());
            model.addAttribute("warnings", found);
            return found;
        }
        Look look = warnings.look(sandbox.name(), form.credentials(), form.source());
        look.warn(model);
        return look.warnings();
    }

    /** What stopped nobody is told afterwards. */
    private static Flash created(ConnectionForm form, Warnings found) {
        return found.notes().isEmpty()
                ? Flash.positive("connection.created.flash", form.name())
                : Flash.positive("connection.created.noted", form.name(), found.notes());
    }

    private ConnectionForm form(Sandbox sandbox, Typed typed) {
        Source source = live.find(sandbox.name(), typed.fields().getOrDefault("source", "")).orElse(null);
        return ConnectionForm.of(CredentialForm.of(source, typed.fields()), typed.fields());
    }

    /** Goes on when everything is there and nothing of it is wrong; else back to the page where it is typed. */
    private Object ifComplete(Sandbox sandbox, ConnectionForm form, Model model, Function<FormView, Object> next) {
        if (form.credentials().source() == null) {
            return fields(sandbox, form, form.view(), model);
        }
        FormView view = rules.checkOpen(form);
        if (view.hasErrors()) {
            return fields(sandbox, form, view, model);
        }
        rules.checkSecrets(form, view);
        return view.hasErrors() ? checkPage(sandbox, form, view, model) : next.apply(view);
    }

    private String fields(Sandbox sandbox, ConnectionForm form, FormView view, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("sources", sources.all());
        model.addAttribute("source", form.credentials().source());
        model.addAttribute("kind", form.credentials().kind());
        model.addAttribute("form", view);
        return form.credentials().source() == null ? "connection/source" : "connection/new";
    }

    private String checkPageUnlessWrong(
            Sandbox sandbox, ConnectionForm form, UnaryOperator<FormView> shown, Model model) {
        if (form.credentials().source() == null) {
            return fields(sandbox, form, form.view(), model);
        }
        FormView view = rules.checkOpen(form);
        return view.hasErrors()
                ? fields(sandbox, form, view, model)
                : checkPage(sandbox, form, shown.apply(view), model);
    }

    private String checkPage(Sandbox sandbox, ConnectionForm form, FormView view, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("source", form.source());
        model.addAttribute("kind", form.kind());
        model.addAttribute("form", view);
        model.addAttribute("submission", UUID.randomUUID().toString());
        List<Endpoint> known = null;
        if (form.usePrivateLink()) {
            var status = reads.start(() -> authoring.view(sandbox));
            known = reads.start(() -> endpoints.listOfSource(sandbox.name(), form.source().specId())).outcome().value();
            model.addAttribute("authoring", status.outcome().value());
        }
        guess(form, known, model);
        model.addAttribute("curls", service.curlsOfCreate(sandbox, form));
        return "connection/check";
    }

    /** As far as everything but the secrets tells; a look at the secrets has told it all. */
    private void guess(ConnectionForm form, @Nullable List<Endpoint> known, Model model) {
        if (!model.containsAttribute("warnings")) {
            model.addAttribute("warnings", warnings.ofOpenFields(form, known));
        }
        if (known != null && !model.containsAttribute("match")) {
            model.addAttribute("match", Match.of(form, known));
        }
    }
}
