package org.privatelink.portal.simulator.azure;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A change that Azure accepted and works on.
 *
 * @param connection name of the connection that it changes
 * @param doneAt epoch milliseconds
 */
record Operation(String id, String subscription, TargetResource resource, String connection, long doneAt) {

    boolean isDone(Instant now) {
        return now.toEpochMilli() >= doneAt;
    }

    Map<String, Object> wire(Instant now) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("name", id);
        wire.put("status", isDone(now) ? "Succeeded" : "InProgress");
        return wire;
    }

    /** The answer to the request that began it, and to those that ask too early for its result. */
    ResponseEntity<?> accepted(HttpServletRequest request) {
        return ResponseEntity.accepted()
                .header("Azure-AsyncOperation", url("azureAsyncOperation", request))
                .header(HttpHeaders.LOCATION, url("operationResults", request))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .build();
    }

    private String url(String kind, HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request)
                .path("/subscriptions/{subscription}/providers/Microsoft.DBforPostgreSQL/locations/westeurope")
                .path("/{kind}/{id}")
                .queryParam("api-version", "{version}")
                .encode()
                .buildAndExpand(subscription, kind, id, request.getParameter("api-version"))
                .toUriString();
    }
}
