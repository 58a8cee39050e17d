package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.request.RequestDesk.Told;
import org.privatelink.portal.request.RequestDesk.Wanted;
import org.privatelink.portal.source.Sources;

/**
 * A request for an endpoint.
 *
 * @param state {@code requested}, {@code approved}, {@code sent}, {@code created}, or how it ended
 * @param endpointId of what came of it
 * @param activityId of the act on Platform
 * @param message what Platform said when it did not do it
 */
@Schema(name = "Request")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiRequest(
        String id,
        String name,
        String source,
        @Nullable SpecRef connectionSpec,
        String subscriptionId,
        String resourceGroupName,
        String resourceName,
        List<String> fqdns,
        String reason,
        @Nullable String ticket,
        String owner,
        String state,
        int version,
        String requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String comment,
        @Nullable String endpointId,
        @Nullable String activityId,
        @Nullable String message,
        @Nullable String requestId) {

    /** @param next where the list goes on */
    @Schema(name = "Requests")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<ApiRequest> items, @Nullable String next) {}

    static ApiRequest of(Told told, Sources sources) {
        Wanted wanted = told.wanted();
        Activity sending = told.sending();
        return new ApiRequest(
                told.id(),
                wanted.name(),
                told.source(),
                sources.find(told.source())
                        .map(source -> new SpecRef(source.specId(), source.specVersion()))
                        .orElse(null),
                wanted.subscriptionId(),
                wanted.resourceGroupName(),
                wanted.resourceName(),
                wanted.fqdns(),
                wanted.reason(),
                wanted.ticket().isEmpty() ? null : wanted.ticket(),
                wanted.owner(),
                told.state(),
                told.version(),
                told.requestedBy(),
                told.requestedAt(),
                told.decidedBy(),
                told.decidedAt(),
                told.comment(),
                told.endpointId(),
                sending == null ? null : sending.id(),
                sending == null ? null : sending.message(),
                sending == null ? null : sending.requestId());
    }
}
