package org.privatelink.portal.endpoint;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Watched.Checked;
import org.privatelink.portal.page.Badge;

/**
 * Where an endpoint stands, on both tracks, and how it came there.
 *
 * @param stateKey last part of message keys; {@code gone} when Platform no longer has it
 * @param track our side of the approval; null when it was requested outside this portal
 * @param since when the present state was first seen; null when it was not seen yet
 * @param span how long that is, in words
 * @param lastSeenAt when Platform last listed it; null when it was not seen yet
 * @param decided what was decided in Azure from here and Platform has not noticed yet; null when there is no such thing
 * @param steps oldest first
 */
public record Life(
        String endpointId,
        String stateKey,
        Badge badge,
        OurApproval.@Nullable Track track,
        @Nullable Instant since,
        @Nullable String span,
        @Nullable Instant lastSeenAt,
        @Nullable Moment decided,
        List<Step> steps) {

    /** @param later how long after the step before it, in words; null for the first */
    public record Step(Moment moment, @Nullable String later) {}

    /**
     * When the sandbox was looked at.
     *
     * @param ago how long since the last look, in words; null when there was none
     * @param ahead how long until the next; null when it is due
     */
    public record Looked(Checked checked, @Nullable String ago, @Nullable String ahead) {}

    public boolean isGone() {
        return stateKey.equals("gone");
    }
}
