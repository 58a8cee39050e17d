package org.privatelink.portal.connection;

import static org.privatelink.portal.page.Export.column;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.authoring.AuthoringService;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.page.Export;
import org.privatelink.portal.page.Export.Column;
import org.privatelink.portal.page.Export.Format;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.NotYetRead;
import org.privatelink.portal.page.Option;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.Reads.Outcome;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Looking at connections, and testing one. */
@Controller
class ConnectionController {

    private static final Set<String> COLUMNS = Set.of("name", "source", "host", "endpoint", "created");
    private static final String NEWEST_FIRST = "-created";

    private final ConnectionClient client;
    private final Connections connections;
    private final AuthoringService authoring;
    private final Sources sources;
    private final Reads reads;
    private final ConnectionView.Maker views;
    private final Texts texts;
    private final Export<SeenConnection> export;

    ConnectionController(
            ConnectionClient client,
            Connections connections,
            AuthoringService authoring,
            Sources sources,
            Reads reads,
            ConnectionView.Maker views,
            Texts texts) {
        this.client = client;
        this.connections = connections;
        this.authoring = authoring;
        this.sources = sources;
        this.reads = reads;
        this.views = views;
        this.texts = texts;
        this.export = new Export<>("connections", columns());
    }

    private List<Column<SeenConnection>> columns() {
        return List.of(
                column("id", SeenConnection::id),
                column("name", SeenConnection::name),
                column("description", SeenConnection::description),
                column("source", each -> sources.titleOf(each.specId())),
                column("connectionSpec.id", SeenConnection::specId),
                column("auth.specName", SeenConnection::specName),
                column("state", SeenConnection::state),
                column("usePrivateLink", SeenConnection::privateLink),
                column("privateEndpointId", SeenConnection::endpointId),
                column("host", SeenConnection::host),
                column("createdAt", SeenConnection::createdAt),
                column("updatedAt", SeenConnection::updatedAt),
                column("createdBy", SeenConnection::createdBy));
    }

    /** A connection of the list, with the title of its source. */
    record Row(SeenConnection connection, String source) {}

    @GetMapping("/s/{sandbox}/connections")
    String list(
            Sandbox sandbox,
            ConnectionFilter filter,
            @RequestParam Map<String, String> query,
            Model model,
            HttpServletResponse response) {
        Optional<Source> source = sources.find(filter.source());
        Freshness age = connections.look(sandbox.name());
        ConnectionQuery wanted = filter.query(sandbox.name(), source);
        Listing<Row> list = Listing.read(
                "/s/" + sandbox.name() + "/connections",
                query,
                COLUMNS,
                NEWEST_FIRST,
                connections.count(wanted),
                (order, offset, limit) -> connections.page(wanted, order, offset, limit).stream()
                        .map(each -> new Row(each, sources.titleOf(each.specId())))
                        .toList());
        chips(list, filter, source);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("list", list);
        model.addAttribute("filter", filter);
        model.addAttribute("age", age);
        if (age.failure() != null) {
            Failure.of(age.failure()).show(model, response);
        }
        model.addAttribute("curls", client.curlsOfList(
                sandbox.name(), wanted.specId(), filter.endpoint(), wanted.privateOnly()));
        model.addAttribute("sourceOptions", sourceOptions());
        model.addAttribute("linkOptions", List.of(
                new Option("", texts.get("connection.filter.private"), null),
                new Option("unresolved", texts.get("connection.filter.unresolved"), null),
                new Option("all", texts.get("connection.filter.all"), null)));
        return "connection/list";
    }

    @GetMapping("/s/{sandbox}/connections/{id}")
    String detail(Sandbox sandbox, @PathVariable String id, Model model) {
        var connection = reads.start(() -> client.find(sandbox.name(), id));
        var flows = reads.start(() -> client.flowsUsing(sandbox.name(), id));
        var status = reads.start(() -> authoring.view(sandbox));
        Connection found = connection.get().orElseThrow(NoSuchThing::new);
        Outcome<List<Flow>> using = flows.outcome();
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("view", views.view(found));
        model.addAttribute("flows", using.value());
        model.addAttribute("flowsFailure", using.failure() == null ? null : Failure.of(using.failure()));
        model.addAttribute("authoring", status.outcome().value());
        model.addAttribute("curls", client.curlsOf(sandbox.name(), id));
        return "connection/detail";
    }

    /** Asks Platform to try the connection. Changes nothing there, but costs it work: a button, not a link. */
    @PostMapping("/s/{sandbox}/connections/{id}/test")
    RedirectView test(Sandbox sandbox, @PathVariable String id, Person person, RedirectAttributes next) {
        Connection connection = client.find(sandbox.name(), id).orElseThrow(NoSuchThing::new);
        result(sandbox, connection, person).on(next);
        return SeeOther.to("/s/{sandbox}/connections/{id}", sandbox.name(), id);
    }

    private Flash result(Sandbox sandbox, Connection connection, Person person) {
        try {
            AuthoringView status = connection.usesPrivateLink() ? authoring.view(sandbox) : null;
            if (status != null && !status.state().isOn()) {
                return Flash.notice("connection.test.authoring");
            }
            return connections.test(sandbox.name(), connection, person)
                    ? Flash.positive("connection.test.passed", connection.label())
                    : Flash.negative("connection.test.failed", connection.label());
        } catch (PlatformException told) {
            String said = Objects.requireNonNullElse(told.problem().text(), texts.get("connection.test.silent"));
            return Flash.negative("connection.test.refused", connection.label(), said)
                    .withRequestId(told.problem().requestId());
        }
    }

    /** All that the list shows, over all its pages, as a file. */
    @GetMapping(path = "/s/{sandbox}/connections", params = "format")
    void export(
            Sandbox sandbox,
            ConnectionFilter filter,
            @RequestParam String format,
            @RequestParam Map<String, String> query,
            HttpServletResponse response) {
        Format wanted = Format.of(format);
        if (connections.look(sandbox.name()).readAt() == null) {
            throw new NotYetRead();
        }
        ConnectionQuery matching = filter.query(sandbox.name(), sources.find(filter.source()));
        Order order = Order.of(query, COLUMNS, NEWEST_FIRST);
        export.write(wanted, sandbox.name(), reader -> connections.forEach(matching, order, reader), response);
    }

    private void chips(Listing<Row> list, ConnectionFilter filter, Optional<Source> source) {
        if (!filter.q().isEmpty()) {
            list.chip("q", texts.get("connection.filter.text"), filter.q());
        }
        source.ifPresent(chosen -> list.chip("source", texts.get("connection.source"), chosen.title()));
        if (!filter.endpoint().isEmpty()) {
            list.chip("endpoint", texts.get("connection.endpoint"), filter.endpoint());
        }
        if (!filter.link().isEmpty()) {
            list.chip("link", texts.get("connection.filter.link"), texts.get(linkText(filter.link())));
        }
        if (!filter.host().isEmpty()) {
            list.chip("host", texts.get("connection.host"), filter.host());
        }
        if (!filter.otherHost().isEmpty()) {
            list.chip("otherHost", texts.get("connection.filter.otherHost"), filter.otherHost());
        }
    }

    private static String linkText(String link) {
        return link.equals("all") ? "connection.filter.all" : "connection.filter.unresolved";
    }

    private List<Option> sourceOptions() {
        List<Option> options = new ArrayList<>(List.of(new Option("", texts.get("connection.filter.any"), null)));
        sources.all().forEach(source -> options.add(new Option(source.key(), source.title(), null)));
        return options;
    }
}
