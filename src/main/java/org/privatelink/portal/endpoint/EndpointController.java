package org.privatelink.portal.endpoint;

import static org.privatelink.portal.page.Export.column;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Life.Looked;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.endpoint.Watched.Query;
import org.privatelink.portal.page.Export;
import org.privatelink.portal.page.Export.Column;
import org.privatelink.portal.page.Export.Format;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.page.NotYetRead;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of endpoints: what the watcher saw, as new as it can be. */
@Controller
class EndpointController {

    private final Watched watched;
    private final EndpointClient client;
    private final Sources sources;
    private final EndpointView.Maker views;
    private final Lives lives;
    private final Texts texts;
    private final Export<Known> export;

    EndpointController(
            Watched watched,
            EndpointClient client,
            Sources sources,
            EndpointView.Maker views,
            Lives lives,
            Texts texts) {
        this.watched = watched;
        this.client = client;
        this.sources = sources;
        this.views = views;
        this.lives = lives;
        this.texts = texts;
        this.export = new Export<>("endpoints", columns());
    }

    private List<Column<Known>> columns() {
        return List.of(
                column("id", known -> known.endpoint().id()),
                column("name", known -> known.endpoint().name()),
                column("state", known -> known.endpoint().state()),
                column("stateSince", Known::since),
                column("source", known -> sources.titleOf(known.endpoint().specId())),
                column("connectionSpec.id", known -> known.endpoint().specId()),
                column("subscriptionId", known -> known.endpoint().subscriptionId()),
                column("resourceGroupName", known -> known.endpoint().resourceGroupName()),
                column("resourceName", known -> known.endpoint().resourceName()),
                column("fqdns", known -> String.join(" ", known.endpoint().fqdns())),
                column("connections", Known::connections),
                column("lastSeenAt", Known::lastSeenAt));
    }

    /** @param waiting how long it has been pending, in words; null when it is not */
    record Row(EndpointView view, @Nullable String waiting) {}

    @GetMapping("/s/{sandbox}/endpoints")
    String list(
            Sandbox sandbox,
            EndpointFilter filter,
            @RequestParam Map<String, String> query,
            Model model,
            HttpServletResponse response) {
        Failure failure = watched.freshen(sandbox.name()).orElse(null);
        Looked looked = lives.looked(sandbox.name());
        boolean seen = looked.checked().last() != null;
        if (failure != null) {
            failure.show(model, response);
            model.addAttribute("status", failure.status());
        }
        if (failure != null && !seen) {
            return "page/error";
        }
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("seen", seen);
        model.addAttribute("looked", looked);
        model.addAttribute("version", lives.version(sandbox.name(), "endpoints"));
        model.addAttribute("filter", filter);
        addList(filter.query(sandbox.name(), sources), query, filter, model);
        model.addAttribute("sourceOptions", sourceOptions());
        model.addAttribute("stateOptions", stateOptions());
        model.addAttribute("connectionOptions", connectionOptions());
        return "endpoint/list";
    }

    /** All that the list shows, over all its pages, as a file. */
    @GetMapping(path = "/s/{sandbox}/endpoints", params = "format")
    void export(
            Sandbox sandbox,
            EndpointFilter filter,
            @RequestParam String format,
            @RequestParam Map<String, String> query,
            HttpServletResponse response) {
        Format wanted = Format.of(format);
        watched.freshen(sandbox.name());
        if (watched.checked(sandbox.name()).last() == null) {
            throw new NotYetRead();
        }
        Query matching = filter.query(sandbox.name(), sources);
        Order order = Order.of(query, Watched.COLUMNS, "state");
        export.write(wanted, sandbox.name(), reader -> watched.forEach(matching, order, reader), response);
    }

    private void addList(Query wanted, Map<String, String> query, EndpointFilter filter, Model model) {
        Listing<Row> list = Listing.read(
                "/s/" + wanted.sandbox() + "/endpoints",
                query,
                Watched.COLUMNS,
                "state",
                watched.count(wanted),
                (order, offset, limit) ->
                        watched.page(wanted, order, offset, limit).stream().map(this::row).toList());
        chips(list, filter);
        model.addAttribute("list", list);
        model.addAttribute("curls", client.curlsOfList(wanted.sandbox(), wanted.specId()));
        model.addAttribute("nothingYet", list.total() == 0 && watched.count(Query.all(wanted.sandbox())) == 0);
    }

    private Row row(Known known) {
        return new Row(views.view(known.endpoint(), known.connections()), lives.waiting(known));
    }

    private void chips(Listing<Row> list, EndpointFilter filter) {
        if (!filter.q().isEmpty()) {
            list.chip("q", texts.get("endpoint.filter.text"), filter.q());
        }
        sources.find(filter.source())
                .ifPresent(source -> list.chip("source", texts.get("endpoint.source"), source.title()));
        if (!filter.state().isEmpty()) {
            list.chip("state", texts.get("endpoint.state"), stateWord(EndpointState.of(filter.state())));
        }
        if (filter.linked() != null) {
            list.chip(
                    "connections",
                    texts.get("endpoint.connections"),
                    texts.get("endpoint.filter.connections." + filter.connections()));
        }
    }

    private List<Option> sourceOptions() {
        List<Option> options = new ArrayList<>(List.of(all()));
        sources.all().forEach(source -> options.add(new Option(source.key(), source.title(), null)));
        return options;
    }

    private List<Option> stateOptions() {
        List<Option> options = new ArrayList<>(List.of(all()));
        Arrays.stream(EndpointState.values())
                .forEach(state -> options.add(new Option(state.key(), stateWord(state), null)));
        return options;
    }

    private List<Option> connectionOptions() {
        return List.of(
                all(),
                new Option(EndpointFilter.LINKED, texts.get("endpoint.filter.connections.linked"), null),
                new Option(EndpointFilter.NONE, texts.get("endpoint.filter.connections.none"), null));
    }

    private Option all() {
        return new Option("", texts.get("endpoint.filter.all"), null);
    }

    private String stateWord(EndpointState state) {
        return texts.get("endpoint.state.word." + state.key());
    }
}
