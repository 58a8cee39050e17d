package org.privatelink.portal.connection;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.activity.Submission;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.platform.PlatformException.Refused;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deleting a connection: first the flows that run on it, which Platform wants gone before. */
@Controller
class ConnectionDeleteController {

    private final ConnectionService service;
    private final ConnectionClient client;
    private final ActivityService activities;
    private final ConnectionView.Maker views;
    private final Reads reads;

    ConnectionDeleteController(
            ConnectionService service,
            ConnectionClient client,
            ActivityService activities,
            ConnectionView.Maker views,
            Reads reads) {
        this.service = service;
        this.client = client;
        this.activities = activities;
        this.views = views;
        this.reads = reads;
    }

    @GetMapping("/s/{sandbox}/connections/{id}/delete")
    String confirm(Sandbox sandbox, @PathVariable String id, Model model) {
        Connection connection = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        return page(sandbox, connection, model);
    }

    @PostMapping("/s/{sandbox}/connections/{id}/delete")
    Object delete(
            Sandbox sandbox,
            @PathVariable String id,
            @RequestParam @Pattern(regexp = Intent.SUBMISSION) String submission,
            Person person,
            Model model,
            RedirectAttributes next) {
        activities.refuseTwice(new Submission(Act.CONNECTION_DELETE, sandbox.name(), person, submission));
        Connection connection = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        try {
            service.delete(sandbox, connection, submission, person);
        } catch (Refused inUse) {
            model.addAttribute("failure", Failure.of(inUse));
            return new ModelAndView(page(sandbox, connection, model), model.asMap(), HttpStatus.CONFLICT);
        }
        afterwards(sandbox, connection).on(next);
        return SeeOther.to("/s/{sandbox}/connections", sandbox.name());
    }

    /** It was deleted; that a look afterwards fails does not change that. */
    private Flash afterwards(Sandbox sandbox, Connection connection) {
        Optional<Connection> left =
                reads.start(() -> client.find(sandbox.name(), connection.id())).outcome().value();
        if (left == null) {
            return Flash.notice("connection.deleted.unseen", connection.label());
        }
        return left.isEmpty()
                ? Flash.positive("connection.deleted", connection.label())
                : Flash.notice("connection.deleting", connection.label());
    }

    private String page(Sandbox sandbox, Connection connection, Model model) {
        Outcome<List<Flow>> flows =
                reads.start(() -> client.flowsUsing(sandbox.name(), connection.id())).outcome();
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("view", views.view(connection));
        model.addAttribute("flows", flows.value());
        model.addAttribute("flowsFailure", flows.failure() == null ? null : Failure.of(flows.failure()));
        model.addAttribute("submission", UUID.randomUUID().toString());
        model.addAttribute("curls", client.curlsOfDelete(sandbox.name(), connection.id()));
        return "connection/delete";
    }
}
