package org.privatelink.portal.endpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.privatelink.portal.account.AzureSignIn;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.azure.Handover;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Looking at endpoints. */
@Controller
class EndpointController {

    private static final Map<String, Comparator<EndpointView>> COLUMNS = Map.of(
            "name", Comparator.comparing(EndpointView::name, String.CASE_INSENSITIVE_ORDER).thenComparing(EndpointView::id),
            "source", Comparator.comparing(EndpointView::source).thenComparing(EndpointView::name),
            "resource", Comparator.comparing(view -> Objects.toString(view.endpoint().resourceName(), "")),
            "connections", Comparator.comparing(view -> Objects.requireNonNullElse(view.connections(), 0L)),
            "state", Comparator.<EndpointView, EndpointState>comparing(view -> view.endpoint().status())
                    .thenComparing(EndpointView::name, String.CASE_INSENSITIVE_ORDER));

    private final EndpointClient client;
    private final Dependants dependants;
    private final ActivityService activities;
    private final PurposeRepository purposes;
    private final Sources sources;
    private final Reads reads;
    private final EndpointView.Maker views;
    private final Texts texts;
    private final AzureSignIn azure;

    EndpointController(
            EndpointClient client,
            Dependants dependants,
            ActivityService activities,
            PurposeRepository purposes,
            Sources sources,
            Reads reads,
            EndpointView.Maker views,
            Texts texts,
            AzureSignIn azure) {
        this.client = client;
        this.dependants = dependants;
        this.activities = activities;
        this.purposes = purposes;
        this.sources = sources;
        this.reads = reads;
        this.views = views;
        this.texts = texts;
        this.azure = azure;
    }

    @GetMapping("/s/{sandbox}/endpoints")
    String list(Sandbox sandbox, EndpointFilter filter, @RequestParam Map<String, String> query, Model model) {
        Source source = sources.find(filter.source()).orElse(null);
        Reading<Map<String, Long>> counts = reads.start(() -> dependants.counts(sandbox.name()));
        List<Endpoint> found =
                source == null ? client.list(sandbox.name()) : client.listOfSource(sandbox.name(), source.specId());
        Map<String, Long> linked = counts.outcome().value();
        List<EndpointView> matching = found.stream()
                .filter(filter::matches)
                .map(endpoint -> views.view(
                        endpoint, linked == null ? null : linked.getOrDefault(endpoint.id(), 0L)))
                .toList();
        Listing<EndpointView> list = Listing.of(
                "/s/" + sandbox.name() + "/endpoints", query, matching, COLUMNS, "state");
        chips(list, filter, source);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("list", list);
        model.addAttribute("filter", filter);
        model.addAttribute("nothingYet", found.isEmpty() && source == null);
        model.addAttribute("sourceOptions", sourceOptions());
        model.addAttribute("stateOptions", stateOptions());
        return "endpoint/list";
    }

    @GetMapping("/s/{sandbox}/endpoints/{id}")
    String detail(Sandbox sandbox, @PathVariable String id, Person person, Model model) {
        Reading<Activity> origin =
                reads.start(() -> activities.origin(Act.ENDPOINT_CREATE, sandbox.name(), id).orElse(null));
        Reading<Function<Endpoint, WhatBreaks>> around = reads.start(() -> dependants.around(sandbox.name(), id));
        Endpoint endpoint = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        Outcome<Function<Endpoint, WhatBreaks>> breaks = around.outcome();
        Activity created = origin.get();
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("view", views.view(endpoint, null));
        AzureResourceId resource = views.resourceId(endpoint);
        model.addAttribute("resourceId", resource);
        model.addAttribute("breaks", breaks.value() == null ? null : breaks.value().apply(endpoint));
        model.addAttribute("breaksFailure", breaks.failure() == null ? null : Failure.of(breaks.failure()));
        model.addAttribute("created", created);
        Purpose purpose = created == null ? null : purposes.find(created.id()).orElse(null);
        model.addAttribute("purpose", purpose);
        boolean waits = endpoint.status() == EndpointState.PENDING && resource != null;
        model.addAttribute("decide", waits && person.isAdmin() && azure.isOffered() && resource.isSound());
        if (waits) {
            String ticket = purpose == null ? null : purpose.ticket();
            model.addAttribute("handover", Handover.of(resource, ticket).orElse(null));
        }
        return "endpoint/detail";
    }

    private void chips(Listing<EndpointView> list, EndpointFilter filter, Source source) {
        if (!filter.q().isEmpty()) {
            list.chip("q", texts.get("endpoint.filter.text"), filter.q());
        }
        if (source != null) {
            list.chip("source", texts.get("endpoint.source"), source.title());
        }
        if (!filter.state().isEmpty()) {
            list.chip("state", texts.get("endpoint.state"), stateWord(EndpointState.of(filter.state())));
        }
    }

    private List<Option> sourceOptions() {
        List<Option> options = new ArrayList<>(List.of(new Option("", texts.get("endpoint.filter.all"), null)));
        sources.all().forEach(source -> options.add(new Option(source.key(), source.title(), null)));
        return options;
    }

    private List<Option> stateOptions() {
        List<Option> options = new ArrayList<>(List.of(new Option("", texts.get("endpoint.filter.all"), null)));
        Arrays.stream(EndpointState.values())
                .forEach(state -> options.add(new Option(state.key(), stateWord(state), null)));
        return options;
    }

    private String stateWord(EndpointState state) {
        return texts.get("endpoint.state.word." + state.key());
    }
}
