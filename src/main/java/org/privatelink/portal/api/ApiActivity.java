package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;

/**
 * What somebody did through this portal.
 *
 * @param outcome missing while nothing is known yet; {@code lost} while it is being looked for
 * @param message what Platform or Azure said
 * @param requestId to quote to Adobe
 */
@Schema(name = "Activity")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiActivity(
        String id,
        String act,
        @Nullable String subjectId,
        String subjectName,
        String person,
        Instant begunAt,
        @Nullable String outcome,
        boolean settled,
        @Nullable String message,
        @Nullable String requestId,
        @Nullable Instant notedAt) {

    /** @param next where the list goes on */
    @Schema(name = "Activities")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<ApiActivity> items, @Nullable String next) {}

    static ApiActivity of(Activity activity) {
        return new ApiActivity(
                activity.id(),
                activity.act().key(),
                activity.subjectId(),
                activity.subjectName(),
                activity.personName(),
                activity.begunAt(),
                activity.outcome() == null ? null : activity.outcome().key(),
                activity.isSettled(),
                activity.message(),
                activity.requestId(),
                activity.notedAt());
    }
}
