package org.privatelink.portal.simulator.azure;

import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whatever Resource Manager offers and the simulator does not. */
@RestController
class UnknownResourceController {

    @RequestMapping("/{s:(?i)subscriptions}/**")
    void refuse() {
        throw new ArmRefusal(404, "NotFound", "The simulator has no such resource or operation.");
    }
}
