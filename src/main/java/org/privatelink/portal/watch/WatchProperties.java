package org.privatelink.portal.watch;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How Platform is watched, and how many endpoints an organisation may have: Adobe documents 10 and 1; no API tells the
 * real figure.
 *
 * @param enabled whether this portal looks by itself; people can make it look all the same
 * @param tick pause between two looks at the portal's own database for what is due and what has changed
 * @param often pause between two looks at a sandbox where something is under way, and after the first fault
 * @param seldom pause between two looks at any other sandbox
 * @param longestPause the pause doubles with each fault in a row, up to this
 * @param lease a portal that has not come back with an answer after this long has lost its turn
 * @param atOnce sandboxes looked at side by side
 * @param checkNowPause shortest time between two looks at a sandbox that people ask for, by the button or by opening a
 *     list: what was seen within it is new enough to be shown at once
 * @param patience how long a page waits for such a look; then it shows what was seen before, with its age
 * @param mostStreams open pages that one portal tells of changes; the others show them when they are reloaded
 * @param productionAllowance over all production sandboxes together
 * @param developmentAllowance over all development sandboxes together
 */
@Validated
@ConfigurationProperties("portal.watch")
record WatchProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration tick,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration often,
        @DefaultValue("5m") @DurationMin(millis = 10) Duration seldom,
        @DefaultValue("30m") @DurationMin(millis = 10) Duration longestPause,
        @DefaultValue("3m") @DurationMin(seconds = 1) Duration lease,
        @DefaultValue("4") @Min(1) int atOnce,
        @DefaultValue("10s") @DurationMin Duration checkNowPause,
        @DefaultValue("1500ms") @DurationMin Duration patience,
        @DefaultValue("500") @Min(0) int mostStreams,
        @DefaultValue("10") @Min(0) int productionAllowance,
        @DefaultValue("1") @Min(0) int developmentAllowance) {

    /** A sandbox not looked at with success for this long is not counted as known. */
    Duration stale() {
        return seldom.multipliedBy(3);
    }
}
