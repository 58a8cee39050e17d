package org.privatelink.portal.simulator.platform;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whatever Platform offers and the simulator does not. */
@RestController
class UnknownPathController {

    @RequestMapping("/data/foundation/**")
    void refuse() {
        throw Refusal.problem(404, "The simulator has no such operation");
    }
}
