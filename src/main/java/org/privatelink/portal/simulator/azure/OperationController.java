package org.privatelink.portal.simulator.azure;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far an operation is, and what came of it. */
@RestController
@RequestMapping("/{s:(?i)subscriptions}/{subscription}/{p:(?i)providers}/{n:(?i)Microsoft\\.DBforPostgreSQL}"
        + "/{l:(?i)locations}/{location}")
class OperationController {

    private final Operations operations;
    private final LinkConnections connections;
    private final Clock clock;

    OperationController(Operations operations, LinkConnections connections, Clock clock) {
        this.operations = operations;
        this.connections = connections;
        this.clock = clock;
    }

    @GetMapping("/{k:(?i)azureAsyncOperation}/{id}")
    ResponseEntity<Map<String, Object>> status(
            @PathVariable String subscription, @PathVariable String id, HttpServletRequest request) {
        Operation operation = allowed(subscription, id, request);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (!operation.isDone(clock.instant())) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(operation.wire(clock.instant()));
    }

    @GetMapping("/{k:(?i)operationResults}/{id}")
    ResponseEntity<?> result(@PathVariable String subscription, @PathVariable String id, HttpServletRequest request) {
        Operation operation = allowed(subscription, id, request);
        if (!operation.isDone(clock.instant())) {
            return operation.accepted(request);
        }
        return connections
                .find(operation.resource(), operation.connection())
                .<ResponseEntity<?>>map(connection -> ResponseEntity.ok(connection.wire()))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    private Operation allowed(String subscription, String id, HttpServletRequest request) {
        ArmCaller.of(request)
                .mustHave(
                        Rights.READ,
                        "Microsoft.DBforPostgreSQL/locations/azureAsyncOperation/read",
                        "/subscriptions/" + subscription);
        return operations.get(subscription, id);
    }
}
