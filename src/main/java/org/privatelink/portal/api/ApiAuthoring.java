package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.authoring.AuthoringView;

/**
 * Interactive authoring of a sandbox.
 *
 * @param starting whether it was asked for here a short time ago and is not on yet
 * @param earliestEnd the portal's own reckoning; missing when it is off or was turned on elsewhere
 * @param enabledBy who turned it on last through this portal
 */
@Schema(name = "Authoring")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiAuthoring(
        String status,
        boolean starting,
        @Nullable Instant earliestEnd,
        @Nullable String enabledBy,
        @Nullable Instant enabledAt,
        @Nullable String purpose) {

    static ApiAuthoring of(AuthoringView view) {
        Activity last = view.enabled();
        String purpose = last == null ? "" : last.facts().getOrDefault("purpose", "");
        return new ApiAuthoring(
                view.state().key(),
                view.starting(),
                view.earliestEnd(),
                last == null ? null : last.personName(),
                last == null ? null : last.begunAt(),
                purpose.isEmpty() ? null : purpose);
    }
}
