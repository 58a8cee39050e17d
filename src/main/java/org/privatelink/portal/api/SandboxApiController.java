package org.privatelink.portal.api;

import org.privatelink.portal.account.Person;
import org.privatelink.portal.sandbox.Sandboxes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SandboxApiController {

    private final Sandboxes sandboxes;

    SandboxApiController(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @GetMapping("/api/v1/sandboxes")
    ApiSandbox.Page listSandboxes(Person person) {
        return new ApiSandbox.Page(sandboxes.usable(person).stream()
                .map(ApiSandbox::of)
                .toList());
    }
}
