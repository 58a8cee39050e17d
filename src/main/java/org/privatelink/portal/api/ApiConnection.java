package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.ConnectionDesk.Told;
import org.privatelink.portal.connection.Reach;
import org.privatelink.portal.connection.SeenConnection;

/**
 * A base connection, without its secrets.
 *
 * @param host to which it leads, where that can be read off it
 * @param auth missing in lists
 */
@Schema(name = "Connection")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiConnection(
        String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable SpecRef connectionSpec,
        @Nullable String state,
        boolean usePrivateLink,
        @Nullable String privateEndpointId,
        @Nullable String host,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String createdBy,
        @Nullable Auth auth) {

    /**
     * @param params those that are known to be no secrets
     * @param hidden names of all others
     */
    @Schema(name = "ToldAuth")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Auth(@Nullable String specName, Map<String, String> params, List<String> hidden) {}

    /**
     * @param asOf when Platform was last read as a whole
     * @param problem why it could not be read since
     * @param next where the list goes on
     */
    @Schema(name = "Connections")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<ApiConnection> items, Instant asOf, @Nullable Problem problem, @Nullable String next) {}

    /** What came of a create. */
    @Schema(name = "Created")
    record Created(String id) {}

    /** @param result false when Platform could not reach the source, or not sign in there */
    @Schema(name = "TestResult")
    record Tested(boolean result) {}

    static ApiConnection of(SeenConnection seen) {
        return new ApiConnection(
                seen.id(),
                seen.name(),
                seen.description(),
                new SpecRef(seen.specId(), null),
                seen.state(),
                seen.privateLink(),
                seen.endpointId(),
                seen.host(),
                seen.createdAt(),
                seen.updatedAt(),
                seen.createdBy(),
                null);
    }

    static ApiConnection of(Told told) {
        Connection connection = told.connection();
        Connection.Spec spec = connection.connectionSpec();
        return new ApiConnection(
                connection.id(),
                connection.name(),
                connection.description(),
                spec == null ? null : new SpecRef(spec.id(), spec.version()),
                connection.state(),
                connection.usesPrivateLink(),
                connection.endpointId(),
                connection.reach().map(Reach::host).orElse(null),
                connection.created(),
                connection.updated(),
                connection.createdBy(),
                auth(told));
    }

    private static Auth auth(Told told) {
        Connection.Auth auth = told.connection().auth();
        Map<String, String> open = new java.util.TreeMap<>();
        told.params().forEach((name, value) -> {
            if (value != null) {
                open.put(name, value);
            }
        });
        List<String> hidden = told.params().keySet().stream().filter(name -> !open.containsKey(name)).sorted().toList();
        return new Auth(auth == null ? null : auth.specName(), open, hidden);
    }
}
