package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/data/foundation/flowservice/flows")
class FlowController {

    private final Flows flows;
    private final int pageSize;

    FlowController(Flows flows, SimulatorProperties properties) {
        this.flows = flows;
        this.pageSize = properties.pageSize();
    }

    @GetMapping
    Map<String, Object> list(HttpServletRequest request) {
        Query query = Query.of(request, Query.PAGED_LIST);
        return query.page("/flows", query.select(flows.in(Caller.of(request).sandbox())), pageSize);
    }

    @GetMapping("/{id}")
    Map<String, Object> one(@PathVariable String id, HttpServletRequest request) {
        return Map.of("items", List.of(flows.get(Caller.of(request).sandbox(), id)));
    }
}
