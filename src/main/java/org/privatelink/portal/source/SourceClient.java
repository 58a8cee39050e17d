package org.privatelink.portal.source;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.Service;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Adobe's own description of a source. */
@Component
public class SourceClient {

    private final PlatformClient platform;

    SourceClient(PlatformClient platform) {
        this.platform = platform;
    }

    /** A connection specification, with the authentication kinds that Platform really knows. */
    public record ConnectionSpec(String id, @Nullable String name, List<AuthSpec> authSpec) {

        public ConnectionSpec(String id, @Nullable String name, @Nullable List<AuthSpec> authSpec) {
            this.id = id;
            this.name = name;
            this.authSpec = authSpec == null ? List.of() : authSpec.stream().filter(Objects::nonNull).toList();
        }
    }

    /** @param spec JSON schema of the parameters; whatever Platform sends */
    public record AuthSpec(@Nullable String name, @Nullable String type, @Nullable JsonNode spec) {}

    public Optional<ConnectionSpec> connectionSpec(String sandbox, String specId) {
        return platform.get(Service.FLOW_SERVICE, sandbox, "/connectionSpecs/{id}", specId).first(ConnectionSpec.class);
    }
}
