package org.privatelink.portal.connection;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.connection.ConnectionClient.Change;
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
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Renaming and describing a connection. A change is about the version that the person saw: when there is a newer one,
 * both are shown and the person decides.
 */
@Controller
class ConnectionEditController {

    private static final String PATH = "/s/{sandbox}/connections/{id}/edit";

    private final ConnectionService service;
    private final ConnectionClient client;
    private final ActivityService activities;
    private final ConnectionRules rules;
    private final AuthoringGate gate;
    private final Reads reads;
    private final Texts texts;

    ConnectionEditController(
            ConnectionService service,
            ConnectionClient client,
            ActivityService activities,
            ConnectionRules rules,
            AuthoringGate gate,
            Reads reads,
            Texts texts) {
        this.service = service;
        this.client = client;
        this.activities = activities;
        this.rules = rules;
        this.gate = gate;
        this.reads = reads;
        this.texts = texts;
    }

    @GetMapping(PATH)
    String begin(Sandbox sandbox, @PathVariable String id, Kept kept, Model model) {
        Connection connection = find(sandbox, id);
        ConnectionEditForm form =
                kept.isEmpty() ? ConnectionEditForm.of(connection) : ConnectionEditForm.of(kept.fields());
        return page(sandbox, connection, form.view(), model);
    }

    @PostMapping(path = PATH, params = "step=look")
    String look(Sandbox sandbox, @PathVariable String id, Typed typed, Model model) {
        return page(sandbox, find(sandbox, id), ConnectionEditForm.of(typed.fields()).view(), model);
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
        return page(sandbox, connection, ConnectionEditForm.of(typed.fields()).view(), model);
    }

    @PostMapping(path = PATH, params = "step=save")
    Object save(
            Sandbox sandbox,
            @PathVariable String id,
            Typed typed,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        ConnectionEditForm form = ConnectionEditForm.of(typed.fields());
        Outcome<Optional<Connection>> read = reads.start(() -> client.find(sandbox.name(), id)).outcome();
        if (read.failure() != null) {
            return unreadable(sandbox, id, form, read.failure(), model, response);
        }
        Connection connection = read.value().orElseThrow(NoSuchThing::new);
        activities.refuseTwice(new Submission(Act.CONNECTION_CHANGE, sandbox.name(), person, submission));
        FormView view = rules.checkChange(form, form.base(connection));
        if (view.hasErrors()) {
            return page(sandbox, connection, view, model);
        }
        List<Change> changes = form.changes(form.base(connection));
        if (changes.isEmpty()) {
            Flash.informative("connection.edit.same", connection.label()).on(next);
            return SeeOther.to("/s/{sandbox}/connections/{id}", sandbox.name(), id);
        }
        return send(sandbox, connection, form, changes, submission, person, model, response, next);
    }

    private Object send(
            Sandbox sandbox,
            Connection connection,
            ConnectionEditForm form,
            List<Change> changes,
            String submission,
            Person person,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        FormView view = form.view();
        try {
            if (gate.isShut(sandbox, connection)) {
                return page(sandbox, connection, view.reject("", texts.get("connection.edit.authoring")), model);
            }
            service.change(sandbox, connection, form, changes, submission, person);
            Flash.positive("connection.edit.done", form.name().isEmpty() ? connection.id() : form.name()).on(next);
            return SeeOther.to("/s/{sandbox}/connections/{id}", sandbox.name(), connection.id());
        } catch (Conflict newer) {
            return conflict(sandbox, connection, form, newer, model, response);
        } catch (PlatformException told) {
            Failure.of(told).show(model, response);
            return page(sandbox, connection, view.reject("", texts.get("connection.edit.refused")), model);
        }
    }

    /** Platform's version, read again, beside what was typed, which from now on is about that version. */
    private String conflict(
            Sandbox sandbox,
            Connection connection,
            ConnectionEditForm form,
            Conflict told,
            Model model,
            HttpServletResponse response) {
        Connection newer = reads.start(() -> client.find(sandbox.name(), connection.id()).orElse(null)).outcome().value();
        if (newer == null) {
            Failure.of(told).show(model, response);
            return page(sandbox, connection, form.view().reject("", texts.get("connection.conflict.unread")), model);
        }
        if (Connection.version(newer.etag()).equals(form.etag())) {
            // Platform has some other reason, which it tells.
            Failure.of(told).show(model, response);
            return page(sandbox, connection, form.view().reject("", texts.get("connection.edit.refused")), model);
        }
        response.setStatus(Failure.of(told).status());
        model.addAttribute("conflict", VersionConflict.of(form.seen(), newer, form.mine(), true));
        return page(sandbox, newer, form.over(newer).view().reject("", texts.get("connection.conflict.edit")), model);
    }

    /** What was typed is not lost because Platform does not answer for a moment. */
    private String unreadable(
            Sandbox sandbox,
            String id,
            ConnectionEditForm form,
            PlatformException told,
            Model model,
            HttpServletResponse response) {
        Failure.of(told).show(model, response);
        model.addAttribute("gated", false);
        return page(sandbox, id, form.seen() == null ? id : form.seen().name(), form.view(), model);
    }

    private Connection find(Sandbox sandbox, String id) {
        return client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
    }

    private String page(Sandbox sandbox, Connection connection, FormView form, Model model) {
        gate.show(sandbox, connection, model);
        model.addAttribute("unversioned", !connection.isVersioned());
        model.addAttribute("curls", client.curlsOfChange(sandbox.name(), connection, "/name", "<name>"));
        return page(sandbox, connection.id(), connection.label(), form, model);
    }

    private String page(Sandbox sandbox, String id, String name, FormView form, Model model) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("id", id);
        model.addAttribute("name", name);
        model.addAttribute("form", form);
        model.addAttribute("submission", UUID.randomUUID().toString());
        return "connection/edit";
    }
}
