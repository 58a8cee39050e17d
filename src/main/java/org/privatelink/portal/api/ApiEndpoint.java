package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Life;
import org.privatelink.portal.endpoint.Life.Step;
import org.privatelink.portal.endpoint.OurApproval.Track;
import org.privatelink.portal.endpoint.Purpose;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;

/**
 * A private endpoint: what Platform records of it, and what the portal knows beside it.
 *
 * @param state as Platform writes it
 * @param status the same in one spelling
 * @param actor who has to act next
 * @param since when this state was first seen
 */
@Schema(name = "Endpoint")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiEndpoint(
        String id,
        @Nullable String name,
        @Nullable String subscriptionId,
        @Nullable String resourceGroupName,
        @Nullable String resourceName,
        List<String> fqdns,
        @Nullable SpecRef connectionSpec,
        @Nullable String state,
        @Nullable String source,
        String status,
        @Nullable Long connections,
        @Nullable String actor,
        @Nullable Instant since,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable String owner,
        @Nullable Approval ourApproval,
        @Nullable List<Event> timeline) {

    /** Our side of the approval; missing for what was asked for outside this portal. */
    @Schema(name = "OurApproval")
    record Approval(String requestId, String text) {
        static @Nullable Approval of(@Nullable Track track) {
            return track == null ? null : new Approval(track.requestId(), track.sentence());
        }
    }

    /** @param observed true when this is when the portal noticed it, false when it happened then */
    @Schema(name = "Event")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(Instant at, String event, boolean observed, @Nullable String person, @Nullable String note) {
        static Event of(Step step) {
            var moment = step.moment();
            return new Event(moment.at(), moment.key(), moment.seen(), moment.person(), moment.note());
        }
    }

    /**
     * @param asOf when Platform was last read
     * @param problem why it could not be read since
     * @param next where the list goes on
     */
    @Schema(name = "Endpoints")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(
            List<ApiEndpoint> items, Instant asOf, @Nullable Problem problem, @Nullable String next) {}

    /** As lists have it. */
    static ApiEndpoint of(Endpoint endpoint, Sources sources, @Nullable Long connections) {
        return of(endpoint, sources, connections, null, null, null);
    }

    static ApiEndpoint of(
            Endpoint endpoint,
            Sources sources,
            @Nullable Long connections,
            @Nullable Life life,
            @Nullable Purpose purpose,
            @Nullable String actor) {
        Endpoint.Spec spec = endpoint.connectionSpec();
        return new ApiEndpoint(
                endpoint.id(),
                endpoint.name(),
                endpoint.subscriptionId(),
                endpoint.resourceGroupName(),
                endpoint.resourceName(),
                endpoint.fqdns(),
                spec == null ? null : new SpecRef(spec.id(), spec.version()),
                endpoint.state(),
                sources.ofSpec(endpoint.specId()).map(Source::key).orElse(null),
                endpoint.status().key(),
                connections,
                actor,
                life == null ? null : life.since(),
                purpose == null ? null : purpose.reason(),
                purpose == null ? null : purpose.ticket(),
                purpose == null ? null : purpose.owner(),
                life == null ? null : Approval.of(life.track()),
                life == null ? null : life.steps().stream().map(Event::of).toList());
    }
}
