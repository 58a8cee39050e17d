package org.privatelink.portal.endpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Reading;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of endpoints. */
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
    private final Sources sources;
    private final Reads reads;
    private final EndpointView.Maker views;
    private final Lives lives;
    private final Texts texts;

    EndpointController(
            EndpointClient client,
            Dependants dependants,
            Sources sources,
            Reads reads,
            EndpointView.Maker views,
            Lives lives,
            Texts texts) {
        this.client = client;
        this.dependants = dependants;
        this.sources = sources;
        this.reads = reads;
        this.views = views;
        this.lives = lives;
        this.texts = texts;
    }

    @GetMapping("/s/{sandbox}/endpoints")
    String list(Sandbox sandbox, EndpointFilter filter, @RequestParam Map<String, String> query, Model model) {
        long version = lives.version(sandbox.name(), "endpoints");
        Source source = sources.find(filter.source()).orElse(null);
        Reading<Map<String, Use>> uses = reads.start(() -> dependants.uses(sandbox.name()));
        List<Endpoint> found =
                source == null ? client.list(sandbox.name()) : client.listOfSource(sandbox.name(), source.specId());
        Map<String, Use> linked = uses.outcome().value();
        List<EndpointView> matching = found.stream()
                .filter(filter::matches)
                .map(endpoint -> views.view(
                        endpoint, linked == null ? null : linked.getOrDefault(endpoint.id(), new Use(0, null)).count()))
                .toList();
        Listing<EndpointView> list = Listing.of(
                "/s/" + sandbox.name() + "/endpoints", query, matching, COLUMNS, "state");
        chips(list, filter, source);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("version", version);
        model.addAttribute("looked", lives.looked(sandbox.name()));
        model.addAttribute("waiting", lives.waiting(sandbox.name()));
        model.addAttribute("list", list);
        model.addAttribute("filter", filter);
        model.addAttribute("nothingYet", found.isEmpty() && source == null);
        model.addAttribute("sourceOptions", sourceOptions());
        model.addAttribute("stateOptions", stateOptions());
        return "endpoint/list";
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
