package org.privatelink.portal.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.api.Cursor.Part;
import org.privatelink.portal.connection.ConnectionDesk;
import org.privatelink.portal.connection.ConnectionDesk.Told;
import org.privatelink.portal.connection.ConnectionQuery;
import org.privatelink.portal.connection.Connections;
import org.privatelink.portal.connection.Freshness;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looking at connections. */
@RestController
@RequestMapping("/api/v1/sandboxes/{sandbox}/connections")
class ConnectionApiController {

    private final Connections connections;
    private final ConnectionDesk desk;
    private final Sources sources;
    private final Problems problems;

    ConnectionApiController(Connections connections, ConnectionDesk desk, Sources sources, Problems problems) {
        this.connections = connections;
        this.desk = desk;
        this.sources = sources;
        this.problems = problems;
    }

    /** From the portal's copy, in the order of their ids. */
    @GetMapping
    ResponseEntity<ApiConnection.Page> listConnections(
            Sandbox sandbox,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String endpoint,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(defaultValue = "50") @Min(1) @Max(Cursor.MOST) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        Cursor list = new Cursor(String.join("\n", "connections", sandbox.name(), text, source, endpoint, "" + all));
        String after = list.position(cursor);
        Freshness age = connections.look(sandbox.name());
        if (age.readAt() == null) {
            throw new Refusal(ProblemKind.NOT_READY);
        }
        ConnectionQuery query = query(sandbox, text, source, endpoint, all);
        Part<SeenConnection> part =
                list.part(connections.after(query, after, limit + 1), limit, SeenConnection::id);
        List<ApiConnection> items = part.items().stream().map(ApiConnection::of).toList();
        Problem stale = age.failure() == null ? null : problems.of(Failure.of(age.failure()));
        return Cursor.answer(new ApiConnection.Page(items, age.readAt(), stale, part.next()), part.next());
    }

    /** A source that is not in the catalogue has no connections. */
    private ConnectionQuery query(Sandbox sandbox, String text, String source, String endpoint, boolean all) {
        ConnectionQuery query = ConnectionQuery.in(sandbox.name())
                .withText(text)
                .ofSource(source.isEmpty() ? "" : sources.find(source).map(Source::specId).orElse(source))
                .ofEndpoints(endpoint.isEmpty() ? List.of() : List.of(endpoint));
        return all || !endpoint.isEmpty() ? query : query.onlyPrivate();
    }

    /** The version is Platform's. */
    @GetMapping("/{id}")
    ResponseEntity<ApiConnection> readConnection(Sandbox sandbox, @PathVariable String id) {
        Told told = desk.find(sandbox, id).orElseThrow(NoSuchThing::new);
        String etag = told.connection().etag();
        ApiConnection body = ApiConnection.of(told);
        return etag == null || etag.isBlank()
                ? ResponseEntity.ok(body)
                : ResponseEntity.ok().eTag(etag).body(body);
    }
}
