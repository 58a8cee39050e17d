package org.privatelink.portal.api;

import java.net.URI;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of things. */
final class Places {

    private Places() {}

    static URI of(String path, Sandbox sandbox, String id) {
        return UriComponentsBuilder.fromPath(path).encode().buildAndExpand(sandbox.name(), id).toUri();
    }
}
