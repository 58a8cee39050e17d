package org.privatelink.portal.connection;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Kept;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.page.Typed;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.Conflict;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Sources;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Replacing a connection's credentials: the whole set, typed anew and sent once. Nothing that Platform gave back is
 * sent to it as a secret, and no secret is sent for a version that the person has not seen.
 */
@Controller
class CredentialsReplaceController {

    private static final String PATH = "/s/{sandbox}/connections/{id}/credentials";

    private final ConnectionService service;
    private final ConnectionClient client;
    private final ActivityService activities;
    private final ConnectionRules rules;
    private final AuthoringGate gate;
    private final Sources sources;
    private final Reads reads;
    private final Texts texts;

    CredentialsReplaceController(
            ConnectionService service,
            ConnectionClient client,
            ActivityService activities,
            ConnectionRules rules,
            AuthoringGate gate,
            Sources sources,
            Reads reads,
            Texts texts) {
        this.service = service;
        this.client = client;
        this.activities = activities;
        this.rules = rules;
        this.gate = gate;
        this.sources = sources;
        this.reads = reads;
        this.texts = texts;
    }

    /** Of the address only the kind is taken: what else stands in it stands in logs and histories too. */
    @GetMapping(PATH)
    String begin(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String kind,
            Kept kept,
            Model model) {
        Connection connection = find(sandbox, id);
        if (!kept.isEmpty()) {
            return form(connection, kept.fields())
                    .map(form -> page(sandbox, connection, form, form.view().emptied(), model))
                    .orElseGet(() -> page(sandbox, connection, Optional.empty(), model));
        }
        return page(sandbox, connection, form(connection, CredentialsReplaceForm.begin(connection, kind)), model);
    }

    @PostMapping(path = PATH, params = "step=look")
    String look(Sandbox sandbox, @PathVariable String id, Typed typed, Model model) {
        Connection connection = find(sandbox, id);
        return page(sandbox, connection, form(connection, typed.fields()), model);
    }

    @PostMapping(path = PATH, params = "step=authoring")
    String switchOnAuthoring(
            Sandbox sandbox,
            @PathVariable String id,
            Typed typed,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            Model model) {
        Connection connection = find(sandbox, id);
        gate.switchOn(sandbox, submission, person, model);
        return page(sandbox, connection, form(connection, typed.fields()), model);
    }

    @PostMapping(path = PATH, params = "step=replace")
    Object replace(
            Sandbox sandbox,
            @PathVariable String id,
            Typed typed,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        Outcome<Optional<Connection>> read = reads.start(() -> client.find(sandbox.name(), id)).outcome();
        if (read.failure() != null) {
            return unreadable(sandbox, id, typed, read.failure(), model, response);
        }
        Connection connection = read.value().orElseThrow(NoSuchThing::new);
        activities.refuseTwice(new Submission(Act.CONNECTION_CREDENTIALS, sandbox.name(), person, submission));
        CredentialsReplaceForm form = form(connection, typed.fields()).orElse(null);
        if (form == null || !connection.isVersioned()) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return page(sandbox, connection, Optional.ofNullable(form), model);
        }
        if (!form.etag().equals(connection.etag())) {
            response.setStatus(HttpStatus.CONFLICT.value());
            return conflict(sandbox, connection, form, false, model);
        }
        FormView view = rules.checkReplacement(form);
        return view.hasErrors()
                ? page(sandbox, connection, form, view, model)
                : send(sandbox, connection, form, submission, person, model, response, next);
    }

    private Object send(
            Sandbox sandbox,
            Connection connection,
            CredentialsReplaceForm form,
            String submission,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        try {
            if (gate.isShut(sandbox, connection)) {
                return page(sandbox, connection, form, problem(form, "connection.edit.authoring"), model);
            }
            service.replaceCredentials(sandbox, connection, form, submission, person);
            Flash.positive("connection.credentials.done", connection.label()).on(next);
            return SeeOther.to("/s/{sandbox}/connections/{id}", sandbox.name(), connection.id());
        } catch (Conflict told) {
            response.setStatus(Failure.of(told).status());
            return refusedAsOld(sandbox, connection, form, told, model);
        } catch (PlatformException told) {
            Failure.of(told).show(model, response);
            return page(sandbox, connection, form, problem(form, "connection.credentials.refused"), model);
        }
    }

    /** What was typed is not lost because Platform does not answer for a moment; the secrets have to be typed again. */
    private String unreadable(
            Sandbox sandbox, String id, Typed typed, PlatformException told, Model model, HttpServletResponse response) {
        CredentialsReplaceForm form = CredentialsReplaceForm.again(sources, typed.fields()).orElseThrow(() -> told);
        Failure.of(told).show(model, response);
        model.addAttribute("gated", false);
        model.addAttribute("versioned", true);
        model.addAttribute("source", sources.titleOf(Objects.requireNonNull(form.credentials().source()).specId()));
        return page(sandbox, id, form.seen() == null ? id : form.seen().name(), form, form.view().emptied(), model);
    }

    private String refusedAsOld(
            Sandbox sandbox, Connection connection, CredentialsReplaceForm form, Conflict told, Model model) {
        Connection newer = reads.start(() -> client.find(sandbox.name(), connection.id()).orElse(null)).outcome().value();
        if (newer == null) {
            model.addAttribute("failure", Failure.of(told));
            return page(sandbox, connection, form, problem(form, "connection.conflict.unread"), model);
        }
        return conflict(sandbox, newer, form, true, model);
    }

    private String conflict(
            Sandbox sandbox, Connection newer, CredentialsReplaceForm form, boolean sent, Model model) {
        model.addAttribute("conflict", VersionConflict.of(form.seen(), newer, Map.of(), sent));
        CredentialsReplaceForm again = form.over(newer);
        return page(sandbox, newer, again, problem(again, "connection.conflict.credentials"), model);
    }

    private FormView problem(CredentialsReplaceForm form, String key) {
        return form.view().reject("", texts.get(key));
    }

    private Optional<CredentialsReplaceForm> form(Connection connection, Map<String, String> typed) {
        return CredentialsReplaceForm.of(sources, connection, typed);
    }

    private Connection find(Sandbox sandbox, String id) {
        return client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
    }

    private String page(Sandbox sandbox, Connection connection, Optional<CredentialsReplaceForm> form, Model model) {
        return form.map(known -> page(sandbox, connection, known, known.view(), model))
                .orElseGet(() -> page(sandbox, connection, null, FormView.of(Map.of()), model));
    }

    private String page(
            Sandbox sandbox,
            Connection connection,
            @Nullable CredentialsReplaceForm form,
            FormView view,
            Model model) {
        gate.show(sandbox, connection, model);
        model.addAttribute("versioned", connection.isVersioned());
        model.addAttribute("specName", connection.specName());
        model.addAttribute("source", sources.titleOf(connection.specId()));
        if (form != null) {
            model.addAttribute("dropped", form.dropped(connection));
            model.addAttribute("curls", client.curlsOfChange(
                    sandbox.name(), connection, "/auth/params", form.credentials().example()));
        }
        return page(sandbox, connection.id(), connection.label(), form, view, model);
    }

    private static String page(
            Sandbox sandbox, String id, String name, @Nullable CredentialsReplaceForm form, FormView view, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("id", id);
        model.addAttribute("name", name);
        model.addAttribute("kind", form == null ? null : form.credentials().kind());
        model.addAttribute("kinds", form == null ? null : form.kinds());
        model.addAttribute("form", view);
        model.addAttribute("submission", UUID.randomUUID().toString());
        return "connection/credentials";
    }
}
