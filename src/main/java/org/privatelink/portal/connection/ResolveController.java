package org.privatelink.portal.connection;

import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Typed;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.CredentialRules;
import org.privatelink.portal.source.LiveSources;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Which endpoint would serve a connection with these credentials. They go to Platform once and nowhere else. */
@Controller
class ResolveController {

    private final ConnectionWarnings warnings;
    private final EndpointView.Maker endpointViews;
    private final LiveSources live;
    private final Sources sources;
    private final CredentialRules rules;

    ResolveController(
            ConnectionWarnings warnings,
            EndpointView.Maker endpointViews,
            LiveSources live,
            Sources sources,
            CredentialRules rules) {
        this.warnings = warnings;
        this.endpointViews = endpointViews;
        this.live = live;
        this.sources = sources;
        this.rules = rules;
    }

    @GetMapping("/s/{sandbox}/endpoints/resolve")
    String ask(Sandbox sandbox, Typed query, Model model) {
        CredentialForm form = form(sandbox, query);
        return page(sandbox, form, form.view(), model);
    }

    @PostMapping("/s/{sandbox}/endpoints/resolve")
    String resolve(Sandbox sandbox, Typed typed, Model model) {
        CredentialForm form = form(sandbox, typed);
        Source source = form.source();
        if (source == null) {
            return page(sandbox, form, form.view(), model);
        }
        FormView view = rules.check(form);
        if (!view.hasErrors()) {
            warnings.look(sandbox.name(), form, source).show(model, endpointViews);
        }
        return page(sandbox, form, view.emptied(), model);
    }

    private CredentialForm form(Sandbox sandbox, Typed typed) {
        Source source = live.find(sandbox.name(), typed.fields().getOrDefault("source", "")).orElse(null);
        return CredentialForm.of(source, typed.fields());
    }

    private String page(Sandbox sandbox, CredentialForm form, FormView view, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("sources", sources.all());
        model.addAttribute("source", form.source());
        model.addAttribute("kind", form.kind());
        model.addAttribute("form", view);
        return "connection/resolve";
    }
}
