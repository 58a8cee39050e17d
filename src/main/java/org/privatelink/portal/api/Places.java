package org.privatelink.portal.api;

import java.net.URI;
import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of things. */
final class Places {

    private Places() {}

    static URI of(String path, String sandbox, String id) {
        return UriComponentsBuilder.fromPath(path).encode().buildAndExpand(sandbox, id).toUri();
    }
}
