package org.privatelink.portal.cleanup;

import static org.privatelink.portal.page.Export.column;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.Freshness;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.page.Export;
import org.privatelink.portal.page.Export.Format;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is left over: how much of each kind, and each kind as a list. */
@Controller
class CleanupController {

    private static final Export<Thing> EXPORT = new Export<>("cleanup", List.of(
            column("kind", thing -> thing.kind().key()),
            column("id", Thing::id),
            column("name", Thing::name),
            column("source", Thing::source),
            column("state", Thing::state),
            column("target", Thing::target),
            column("privateEndpointId", Thing::endpointId),
            column("since", Thing::since),
            column("requestedBy", Thing::person),
            column("owner", Thing::owner),
            column("createdBy", Thing::createdBy),
            column("why", Thing::why)));

    private final CleanupService service;
    private final Connections connections;
    private final Watched watched;
    private final CleanupProperties properties;
    private final Reads reads;

    CleanupController(
            CleanupService service,
            Connections connections,
            Watched watched,
            CleanupProperties properties,
            Reads reads) {
        this.service = service;
        this.connections = connections;
        this.watched = watched;
        this.properties = properties;
        this.reads = reads;
    }

    @GetMapping("/s/{sandbox}/cleanup")
    String show(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String days,
            @RequestParam Map<String, String> query,
            Model model,
            HttpServletResponse response) {
        int pendingDays = properties.days(days);
        var endpoints = reads.start(() -> watched.freshen(sandbox.name()));
        Optional<Kind> chosen = Kind.of(kind);
        boolean wanted = chosen.map(Kind::needsConnections).orElse(true);
        Instant readAt = readAt(wanted ? look(sandbox) : connections.glance(sandbox.name()), model, response);
        endpoints.get().ifPresent(failure -> failure.show(model, response));
        Ground ground = service.ground(sandbox.name(), pendingDays, readAt);
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("ground", ground);
        model.addAttribute("days", pendingDays);
        chosen.ifPresentOrElse(
                one -> addList(sandbox, one, ground, query, model),
                () -> model.addAttribute("counts", counts(ground)));
        return chosen.isPresent() ? "cleanup/list" : "cleanup/kinds";
    }

    /** All of a kind as a file. */
    @GetMapping(path = "/s/{sandbox}/cleanup", params = "format")
    void export(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String days,
            @RequestParam String format,
            @RequestParam Map<String, String> query,
            HttpServletResponse response) {
        Format wanted = Format.of(format);
        Kind chosen = Kind.of(kind).orElseThrow(NoSuchThing::new);
        Freshness age = connections.look(sandbox.name());
        Ground ground = service.ground(sandbox.name(), properties.days(days), age.readAt());
        Order order = Order.of(query, chosen.columns(), chosen.order());
        EXPORT.write(
                wanted, sandbox.name(), reader -> service.forEach(chosen, ground, order, reader), response);
    }

    /** What needs no connections still stands when they cannot be read. */
    private static @Nullable Instant readAt(Freshness age, Model model, HttpServletResponse response) {
        if (age.failure() != null) {
            Failure.of(age.failure()).show(model, response);
        }
        model.addAttribute("age", age);
        return age.readAt();
    }

    private Freshness look(Sandbox sandbox) {
        try {
            return connections.look(sandbox.name());
        } catch (PlatformException neverRead) {
            return new Freshness(null, false, neverRead);
        }
    }

    private Map<Kind, @Nullable Integer> counts(Ground ground) {
        Map<Kind, @Nullable Integer> counts = new LinkedHashMap<>();
        Stream.of(Kind.values()).forEach(kind -> counts.put(kind, service.count(kind, ground)));
        return counts;
    }

    private void addList(Sandbox sandbox, Kind kind, Ground ground, Map<String, String> query, Model model) {
        Integer total = service.count(kind, ground);
        model.addAttribute("kind", kind);
        model.addAttribute("known", total != null);
        model.addAttribute("list", Listing.read(
                "/s/" + sandbox.name() + "/cleanup",
                query,
                kind.columns(),
                kind.order(),
                total == null ? 0 : total,
                (order, offset, limit) -> service.page(kind, ground, order, offset, limit)));
    }
}
