package org.privatelink.portal.endpoint;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.provider.AzureSignIn;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.azure.Handover;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One endpoint: as it is; as it was last seen, when Platform does not answer; or that it is no longer there. */
@Controller
class EndpointDetailController {

    private final EndpointClient client;
    private final Dependants dependants;
    private final Watched watched;
    private final ActivityService activities;
    private final PurposeRepository purposes;
    private final Reads reads;
    private final EndpointView.Maker views;
    private final Lives lives;
    private final AzureSignIn azure;

    EndpointDetailController(
            EndpointClient client,
            Dependants dependants,
            Watched watched,
            ActivityService activities,
            PurposeRepository purposes,
            Reads reads,
            EndpointView.Maker views,
            Lives lives,
            AzureSignIn azure) {
        this.client = client;
        this.dependants = dependants;
        this.watched = watched;
        this.activities = activities;
        this.purposes = purposes;
        this.reads = reads;
        this.views = views;
        this.lives = lives;
        this.azure = azure;
    }

    @GetMapping("/s/{sandbox}/endpoints/{id}")
    String detail(Sandbox sandbox, @PathVariable String id, Person person, Model model, HttpServletResponse response) {
        long version = lives.version(sandbox.name(), "endpoint/" + id);
        Reading<Activity> origin =
                reads.start(() -> activities.origin(Act.ENDPOINT_CREATE, sandbox.name(), id).orElse(null));
        Reading<Function<Endpoint, WhatBreaks>> around = reads.start(() -> dependants.around(sandbox.name(), id));
        Outcome<Optional<Endpoint>> found =
                reads.<Optional<Endpoint>>start(() -> client.find(sandbox.name(), id)).outcome();
        Optional<Known> known = watched.known(sandbox.name(), id);
        if (known.isEmpty() && found.failure() != null) {
            throw found.failure();
        }
        Optional<Endpoint> present = found.value() == null ? Optional.empty() : found.value();
        Endpoint endpoint = present.or(() -> known.map(Known::endpoint)).orElseThrow(NoSuchThing::new);
        boolean gone = found.failure() == null && present.isEmpty();
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("version", version);
        model.addAttribute("view", views.view(endpoint, null));
        model.addAttribute("looked", lives.looked(sandbox.name()));
        model.addAttribute("life", gone ? lives.gone(known.orElseThrow()) : lives.of(sandbox.name(), endpoint));
        addBreaks(sandbox, endpoint, around.outcome(), model);
        addSurroundings(endpoint, origin.get(), person, model);
        if (present.isEmpty()) {
            model.addAttribute("decide", false);
        }
        if (found.failure() != null) {
            Failure.of(found.failure()).show(model, response);
        }
        model.addAttribute("curls", client.curlsOf(sandbox.name(), id));
        return "endpoint/detail";
    }

    /** What Platform says now; else what it said last, and why not now. */
    private void addBreaks(
            Sandbox sandbox, Endpoint endpoint, Outcome<Function<Endpoint, WhatBreaks>> breaks, Model model) {
        model.addAttribute(
                "breaks",
                breaks.value() == null
                        ? dependants.lastRead(sandbox.name(), endpoint)
                        : breaks.value().apply(endpoint));
        model.addAttribute("breaksFailure", breaks.failure() == null ? null : Failure.of(breaks.failure()));
    }

    private void addSurroundings(Endpoint endpoint, @Nullable Activity created, Person person, Model model) {
        AzureResourceId resource = views.resourceId(endpoint);
        Purpose purpose = created == null ? null : purposes.find(created.id()).orElse(null);
        model.addAttribute("resourceId", resource);
        model.addAttribute("created", created);
        model.addAttribute("purpose", purpose);
        boolean waits = endpoint.status() == EndpointState.PENDING && resource != null;
        model.addAttribute("decide", waits && person.isAdmin() && azure.isOffered() && resource.isSound());
        if (waits) {
            String ticket = purpose == null ? null : purpose.ticket();
            model.addAttribute("handover", Handover.of(resource, ticket).orElse(null));
        }
    }

    /** The part of the page that changes by itself, from the portal's own database. */
    @GetMapping("/s/{sandbox}/endpoints/{id}/state")
    String state(Sandbox sandbox, @PathVariable String id, Model model) {
        Known known = watched.known(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("life", lives.lastSeen(known));
        model.addAttribute("looked", lives.looked(sandbox.name()));
        return "endpoint/state";
    }
}
