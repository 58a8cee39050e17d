package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.request.RequestDesk;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;

/**
 * What is asked for. What an endpoint or a request is read as may be sent as it is: members that only tell are left out
 * of account, by these names and no others.
 */
@Schema(name = "EndpointWanted")
@JsonIgnoreProperties({
    "id", "sandbox", "state", "status", "actor", "since", "connections", "ourApproval", "timeline", "version",
    "requestedBy", "requestedAt", "decidedBy", "decidedAt", "comment", "endpointId", "activityId", "message", "requestId"
})
record WantedBody(
        @Nullable String name,
        @Nullable String source,
        @Nullable SpecRef connectionSpec,
        @Nullable String subscriptionId,
        @Nullable String resourceGroupName,
        @Nullable String resourceName,
        @Nullable List<@Nullable String> fqdns,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable String owner,
        @Nullable Boolean anyway)
        implements Body {

    @Override
    public Body wish() {
        return new WantedBody(
                name,
                source,
                connectionSpec,
                subscriptionId,
                resourceGroupName,
                resourceName,
                fqdns,
                reason,
                ticket,
                owner,
                null);
    }

    /** The specification says more than our short name. */
    Optional<Source> source(Sources sources) {
        return connectionSpec != null ? sources.ofSpec(text(connectionSpec.id())) : sources.find(text(source));
    }

    RequestDesk.Wanted wanted() {
        List<String> hosts = fqdns == null ? List.of() : fqdns.stream().filter(Objects::nonNull).toList();
        return new RequestDesk.Wanted(
                text(name),
                text(subscriptionId),
                text(resourceGroupName),
                text(resourceName),
                hosts,
                text(reason),
                text(ticket),
                text(owner));
    }

    static String text(@Nullable String said) {
        return said == null ? "" : said;
    }
}
