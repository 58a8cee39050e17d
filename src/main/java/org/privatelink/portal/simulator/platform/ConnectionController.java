package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Base connections in the Flow Service API (contract 3.1). */
@RestController
@RequestMapping("/data/foundation/flowservice/connections")
class ConnectionController {

    private final Connections connections;
    private final Body body;
    private final int pageSize;

    ConnectionController(Connections connections, Body body, SimulatorProperties properties) {
        this.connections = connections;
        this.body = body;
        this.pageSize = properties.pageSize();
    }

    @GetMapping({"", "/"})
    Map<String, Object> list(HttpServletRequest request) {
        Query query = Query.of(request, Query.PAGED_LIST);
        return query.page("/connections", connections.select(Caller.of(request).sandbox(), query), pageSize);
    }

    @PostMapping({"", "/"})
    ResponseEntity<Map<String, Object>> create(
            @RequestBody(required = false) byte @Nullable [] content, HttpServletRequest request) {
        Connection connection = connections.create(body.object(content), Caller.of(request));
        URI location = URI.create("/data/foundation/flowservice/connections/" + connection.id());
        return ResponseEntity.created(location).body(idAndEtag(connection));
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable String id, HttpServletRequest request) {
        return Map.of(
                "items",
                List.of(connections.get(Caller.of(request).sandbox(), id).item()));
    }

    @PatchMapping({"/{id}", "/{id}/"})
    Map<String, Object> update(
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody(required = false) byte @Nullable [] content,
            HttpServletRequest request) {
        return idAndEtag(connections.update(id, ifMatch, body.array(content), Caller.of(request)));
    }

    @DeleteMapping({"/{id}", "/{id}/"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, HttpServletRequest request) {
        connections.delete(Caller.of(request).sandbox(), id);
    }

    @GetMapping("/{id}/test")
    Map<String, Object> test(@PathVariable String id, HttpServletRequest request) {
        Connection connection = connections.reach(Caller.of(request).sandbox(), id);
        return Map.of("result", !connection.isRefused());
    }

    @GetMapping("/{id}/explore")
    Object explore(@PathVariable String id, HttpServletRequest request) {
        Connection connection = connections.reach(Caller.of(request).sandbox(), id);
        return Exploration.of(connection.spec(), request).answer();
    }

    private static Map<String, Object> idAndEtag(Connection connection) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", connection.id());
        answer.put("etag", connection.etag());
        return answer;
    }
}
