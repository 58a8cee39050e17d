package org.privatelink.portal.simulator.azure;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.platform.Decision;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The private endpoint connections of a storage account, a PostgreSQL server or a private link service. */
@RestController
@RequestMapping(TargetResource.CONNECTIONS)
class LinkConnectionController {

    private final LinkConnections connections;
    private final Operations operations;
    private final JsonMapper json;

    LinkConnectionController(LinkConnections connections, Operations operations, JsonMapper json) {
        this.connections = connections;
        this.operations = operations;
        this.json = json;
    }

    @GetMapping({"", "/"})
    Map<String, Object> list(@PathVariable Map<String, String> path, HttpServletRequest request) {
        TargetResource resource = TargetResource.of(path);
        resource.allow(ArmCaller.of(request), Rights.READ, "read");
        List<Map<String, Object>> all =
                connections.of(resource).stream().map(LinkConnection::wire).toList();
        return Map.of("value", all);
    }

    @GetMapping("/{connection}")
    Map<String, Object> one(@PathVariable Map<String, String> path, HttpServletRequest request) {
        TargetResource resource = TargetResource.of(path);
        resource.allow(ArmCaller.of(request), Rights.READ, "read");
        return connections.get(resource, path.get("connection")).wire();
    }

    @PutMapping("/{connection}")
    ResponseEntity<?> decide(
            @PathVariable Map<String, String> path,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        TargetResource resource = TargetResource.of(path);
        resource.allow(ArmCaller.of(request), Rights.DECIDE, "write");
        LinkConnection connection = connections.get(resource, path.get("connection"));
        WantedState wanted = WantedState.read(json, body);
        connections.decide(resource, connection, wanted.decision(), wanted.description());
        return resource.changesLater()
                ? operations.begin(resource, connection).accepted(request)
                : ResponseEntity.ok(connections.get(resource, connection.name()).wire());
    }

    @DeleteMapping("/{connection}")
    ResponseEntity<?> remove(@PathVariable Map<String, String> path, HttpServletRequest request) {
        TargetResource resource = TargetResource.of(path);
        resource.allow(ArmCaller.of(request), Rights.DECIDE, "delete");
        LinkConnection connection = connections.get(resource, path.get("connection"));
        connections.decide(resource, connection, Decision.DISCONNECT, null);
        return resource.changesLater()
                ? operations.begin(resource, connection).accepted(request)
                : ResponseEntity.ok().build();
    }
}
