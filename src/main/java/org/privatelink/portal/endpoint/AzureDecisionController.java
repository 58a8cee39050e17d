package org.privatelink.portal.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.provider.AzureSignIn;
import org.privatelink.portal.provider.AzureToken;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.azure.AzureException;
import org.privatelink.portal.azure.AzureException.Kind;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.azure.Candidates;
import org.privatelink.portal.azure.Candidates.Row;
import org.privatelink.portal.azure.Candidates.Sign;
import org.privatelink.portal.azure.Decision;
import org.privatelink.portal.azure.Handover;
import org.privatelink.portal.azure.PrivateEndpointConnection;
import org.privatelink.portal.azure.ResourceType;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Kept;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Approving or rejecting an endpoint on the Azure side: what waits there, which of it fits, and the decision. */
@Controller
class AzureDecisionController {

    private static final String PAGE = "/s/{sandbox}/endpoints/{id}/azure";

    private final EndpointClient client;
    private final AzureDecisions decisions;
    private final AzureSignIn signIn;
    private final ActivityService activities;
    private final PurposeRepository purposes;
    private final OurApproval ours;
    private final EndpointView.Maker views;
    private final Texts texts;

    /** An endpoint with what is needed to find its Azure side. */
    private record Target(Endpoint endpoint, EndpointView view, @Nullable AzureResourceId resource) {

        boolean isSound() {
            return resource != null && resource.isSound();
        }

        boolean isWaiting() {
            return endpoint.status() == EndpointState.PENDING;
        }
    }

    /** A private endpoint connection in words. */
    record RowView(PrivateEndpointConnection connection, Badge badge, List<Sign> signs, boolean candidate) {}

    AzureDecisionController(
            EndpointClient client,
            AzureDecisions decisions,
            AzureSignIn signIn,
            ActivityService activities,
            PurposeRepository purposes,
            OurApproval ours,
            EndpointView.Maker views,
            Texts texts) {
        this.client = client;
        this.decisions = decisions;
        this.signIn = signIn;
        this.activities = activities;
        this.purposes = purposes;
        this.ours = ours;
        this.views = views;
        this.texts = texts;
    }

    @GetMapping(PAGE)
    String look(
            Sandbox sandbox,
            @PathVariable String id,
            Kept kept,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Target target = target(sandbox, id);
        Purpose purpose = show(sandbox, target, model);
        String description = Handover.description(purpose == null ? null : purpose.ticket());
        String chosen = "";
        Optional<AzureToken> token = signIn.token(request);
        if (target.isSound() && token.isPresent()) {
            try {
                Candidates candidates = candidates(token.get(), target, model);
                chosen = candidates.only().map(PrivateEndpointConnection::name).orElse("");
            } catch (AzureException told) {
                tell(told, request, response, model);
            }
        }
        FormView form = FormView.of(
                kept.isEmpty() ? Map.of("connection", chosen, "description", description) : kept.fields());
        return page(sandbox, target, form, request, model);
    }

    @PostMapping(PAGE)
    Object decide(
            Sandbox sandbox,
            @PathVariable String id,
            AzureDecisionForm form,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        activities.refuseTwice(new Submission(Act.AZURE_APPROVE, sandbox.name(), person, submission));
        Target target = target(sandbox, id);
        AzureToken token = signIn.token(request).orElse(null);
        if (token == null || !target.isSound() || !target.isWaiting()) {
            Flash.negative(token == null ? "azure.ended" : "azure.not-waiting").on(next);
            return SeeOther.to(PAGE, sandbox.name(), id);
        }
        show(sandbox, target, model);
        FormView view = FormView.of(form.values());
        try {
            Candidates candidates = candidates(token, target, model);
            Decision decision = check(form, candidates, view);
            if (decision != null && !view.hasErrors()) {
                Row chosen = candidates.find(form.connection()).orElseThrow();
                decisions.decide(
                        token,
                        sandbox.name(),
                        target.endpoint(),
                        target.resource(),
                        chosen.connection(),
                        decision,
                        form.description(),
                        submission,
                        person);
                String done = decision == Decision.APPROVE ? "azure.approved" : "azure.rejected";
                Flash.positive(done, target.endpoint().label()).on(next);
                return SeeOther.to("/s/{sandbox}/endpoints/{id}", sandbox.name(), id);
            }
        } catch (AzureException told) {
            tell(told, request, response, model);
        } catch (OutcomeLost lost) {
            if (lost.getCause() instanceof AzureException told && told.kind() == Kind.STILL_WORKING) {
                Flash.notice("azure.still-working").on(next);
            }
            return SeeOther.to("/s/{sandbox}/acts/{id}", sandbox.name(), lost.open().id());
        }
        return page(sandbox, target, view, request, model);
    }

    private Target target(Sandbox sandbox, String id) {
        if (!signIn.isOffered()) {
            throw new NoSuchThing();
        }
        Endpoint endpoint = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        return new Target(endpoint, views.view(endpoint, null), views.resourceId(endpoint));
    }

    private Candidates candidates(AzureToken token, Target target, Model model) {
        Candidates found = decisions.candidates(
                token, target.endpoint(), target.resource(), target.view().subResource());
        model.addAttribute("count", found.count());
        model.addAttribute("rows", found.rows().stream().map(this::view).toList());
        return found;
    }

    private RowView view(Row row) {
        String status = row.connection().status();
        return new RowView(
                row.connection(), EndpointState.of(status).badge(status, texts), List.copyOf(row.signs()), row.candidate());
    }

    private @Nullable Decision check(AzureDecisionForm form, Candidates candidates, FormView view) {
        String field = candidates.count() == 0 ? "" : "connection";
        if (form.connection().isEmpty()) {
            view.reject(field, texts.get("azure.problem.connection"));
        } else if (candidates.find(form.connection()).isEmpty()) {
            view.reject(field, texts.get("azure.problem.gone"));
        } else if (candidates.find(form.connection()).filter(Row::candidate).isEmpty()) {
            view.reject(field, texts.get("azure.problem.unfit"));
        }
        Decision decision = Decision.of(form.decision()).orElse(null);
        if (decision == null) {
            view.reject("decision", texts.get("azure.problem.decision"));
        }
        if (!Handover.isDescription(form.description())) {
            view.reject("description", texts.get("azure.problem.description"));
        }
        if (!form.isMatched()) {
            view.reject("matched", texts.get("azure.problem.matched"));
        }
        return decision;
    }

    private void tell(AzureException told, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (told.kind() == Kind.SIGN_IN_AGAIN) {
            signIn.forget(request);
        }
        Duration wait = told.retryAfter();
        Failure failure = new Failure(
                told.kind().status(),
                String.join(".", "azure", told.kind().key()),
                told.problem().requestId(),
                told.problem().text(),
                wait == null ? null : wait.toSeconds());
        model.addAttribute("failure", failure);
        model.addAttribute("missingRight", told.missingRight());
        response.setStatus(failure.status());
    }

    private @Nullable Purpose show(Sandbox sandbox, Target target, Model model) {
        Activity created = activities
                .origin(Act.ENDPOINT_CREATE, sandbox.name(), target.endpoint().id())
                .orElse(null);
        Purpose purpose = created == null ? null : purposes.find(created.id()).orElse(null);
        model.addAttribute("approval", ours.of(sandbox.name(), target.endpoint().id()).orElse(null));
        model.addAttribute("purpose", purpose);
        return purpose;
    }

    private String page(Sandbox sandbox, Target target, FormView form, HttpServletRequest request, Model model) {
        String here = UriComponentsBuilder.fromPath(PAGE)
                .encode()
                .buildAndExpand(sandbox.name(), target.endpoint().id())
                .toUriString();
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("view", target.view());
        model.addAttribute("resource", target.resource());
        model.addAttribute("sound", target.isSound());
        model.addAttribute("waiting", target.isWaiting());
        model.addAttribute(
                "service", target.isSound() && target.resource().type() == ResourceType.PRIVATE_LINK_SERVICE);
        model.addAttribute("signedIn", signIn.token(request).isPresent());
        model.addAttribute("signInUrl", signIn.pathFrom(here));
        model.addAttribute("here", here);
        model.addAttribute("form", form);
        model.addAttribute("decisions", List.of(option(Decision.APPROVE), option(Decision.REJECT)));
        model.addAttribute("submission", UUID.randomUUID().toString());
        return "endpoint/azure";
    }

    private Option option(Decision decision) {
        String key = "azure.decision." + decision.key();
        return new Option(decision.key(), texts.get(key), texts.get(key + ".hint"));
    }
}
