package org.privatelink.portal.endpoint;

import java.util.List;
import java.util.Map;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.AuthenticationKind;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.CredentialRules;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Which endpoint would serve a connection with these credentials. They go to Platform once and nowhere else. */
@Controller
class ResolveController {

    private final EndpointClient client;
    private final EndpointView.Maker views;
    private final Sources sources;
    private final CredentialRules rules;

    ResolveController(EndpointClient client, EndpointView.Maker views, Sources sources, CredentialRules rules) {
        this.client = client;
        this.views = views;
        this.sources = sources;
        this.rules = rules;
    }

    @GetMapping("/s/{sandbox}/endpoints/resolve")
    String ask(Sandbox sandbox, @RequestParam Map<String, String> query, Model model) {
        return page(sandbox, CredentialForm.of(sources, query), null, model);
    }

    @PostMapping("/s/{sandbox}/endpoints/resolve")
    String resolve(Sandbox sandbox, @RequestParam Map<String, String> typed, Model model) {
        CredentialForm form = CredentialForm.of(sources, typed);
        Source source = form.source();
        AuthenticationKind kind = form.kind();
        if (source == null || kind == null) {
            return page(sandbox, form, null, model);
        }
        FormView view = rules.check(form);
        if (!view.hasErrors()) {
            try {
                List<Endpoint> found = client.resolve(
                        sandbox.name(), source, kind.specName(), form.parameters(), form.secrets());
                model.addAttribute("found", found.stream().map(e -> views.view(e, null)).toList());
            } catch (PlatformException told) {
                model.addAttribute("failure", Failure.of(told));
            }
        }
        return page(sandbox, form, view, model);
    }

    private String page(Sandbox sandbox, CredentialForm form, FormView view, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("sources", sources.all());
        model.addAttribute("source", form.source());
        model.addAttribute("kind", form.kind());
        model.addAttribute("form", view == null ? form.view() : view);
        return "endpoint/resolve";
    }
}
