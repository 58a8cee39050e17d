package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/data/foundation/flowservice/connectionSpecs")
class ConnectionSpecController {

    private final JsonMapper json;

    ConnectionSpecController(JsonMapper json) {
        this.json = json;
    }

    @GetMapping
    Map<String, Object> list(HttpServletRequest request) {
        List<ObjectNode> all = ConnectionSpec.all().stream()
                .map(spec -> json.<ObjectNode>valueToTree(spec.wire()))
                .toList();
        return Map.of("items", Query.of(request, Query.LIST_OF_SPECS).select(all));
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable String id) {
        return ConnectionSpec.find(id)
                .map(spec -> Map.<String, Object>of("items", List.of(spec.wire())))
                .orElseThrow(() -> Refusal.noSuch("connection spec", id));
    }
}
