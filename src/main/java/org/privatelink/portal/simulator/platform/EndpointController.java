package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Connectors API without interactive authoring (contract 1.3). */
@RestController
@RequestMapping("/data/foundation/connectors/privateEndpoints")
class EndpointController {

    private final Endpoints endpoints;
    private final Body body;
    private final Clock clock;
    private final JsonMapper json;

    EndpointController(Endpoints endpoints, Body body, Clock clock, JsonMapper json) {
        this.endpoints = endpoints;
        this.body = body;
        this.clock = clock;
        this.json = json;
    }

    @PostMapping({"", "/"})
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> create(@RequestBody(required = false) byte @Nullable [] content, HttpServletRequest request) {
        PrivateEndpoint endpoint =
                endpoint(body.object(content), Caller.of(request).sandbox());
        endpoints.add(endpoint);
        return endpoint.wireOfCreate();
    }

    private PrivateEndpoint endpoint(ObjectNode wanted, String sandbox) {
        String specId = ConnectionSpec.get(Body.specId(wanted)).id();
        List<String> fqdns = Body.texts(wanted, "fqdns");
        if (specId.equals(ConnectionSpec.SNOWFLAKE) && (fqdns == null || fqdns.isEmpty())) {
            throw Refusal.problem(400, "fqdns must not be empty for Snowflake");
        }
        return PrivateEndpoint.pending(
                sandbox,
                clock.instant(),
                Body.text(wanted, "name"),
                Body.text(wanted, "subscriptionId"),
                Body.text(wanted, "resourceGroupName"),
                Body.text(wanted, "resourceName"),
                fqdns,
                SpecRef.of(specId));
    }

    @GetMapping({"", "/"})
    Map<String, Object> list(HttpServletRequest request) {
        Query query = Query.of(request, Query.LIST_OF_ENDPOINTS);
        List<ObjectNode> all = endpoints.in(Caller.of(request).sandbox()).stream()
                .map(endpoint -> json.<ObjectNode>valueToTree(endpoint.wire()))
                .toList();
        return Map.of("items", query.select(all));
    }

    /** A GET with a body, as documented: the credentials, not an id, say which endpoint is meant. */
    @GetMapping(
            path = {"", "/"},
            params = "op")
    Map<String, Object> resolve(
            @RequestParam String op,
            @RequestBody(required = false) byte @Nullable [] content,
            HttpServletRequest request) {
        if (!op.equals("autoResolve")) {
            throw Refusal.problem(400, "Unknown op");
        }
        ObjectNode wanted = body.object(content);
        Targets targets = Targets.of(wanted.path("auth").path("params"));
        return items(endpoints.resolve(Caller.of(request).sandbox(), Body.specId(wanted), targets));
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable String id, HttpServletRequest request) {
        return items(List.of(endpoints.get(Caller.of(request).sandbox(), id)));
    }

    @DeleteMapping({"/{id}", "/{id}/"})
    void delete(@PathVariable String id, HttpServletRequest request) {
        endpoints.remove(Caller.of(request).sandbox(), id);
    }

    private static Map<String, Object> items(List<PrivateEndpoint> endpoints) {
        return Map.of("items", endpoints.stream().map(PrivateEndpoint::wire).toList());
    }
}
