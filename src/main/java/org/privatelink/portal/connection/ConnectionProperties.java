package org.privatelink.portal.connection;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the portal reads all connections of a sandbox, for lists and searches.
 *
 * @param fresh somebody who opens a list that was read longer ago than this makes the portal read it anew, for all
 * @param patience how long a page waits for that; then it shows what was read last, and says when that was
 * @param share part of the time, in per cent, that may be spent on reading: what takes long is read the more seldom
 * @param pageSize connections asked for at a time; how many Platform gives is not documented
 * @param lease a portal that has not come back with a page after this long has lost its turn
 */
@Validated
@ConfigurationProperties("portal.connection")
record ConnectionProperties(
        @DefaultValue("10s") @DurationMin Duration fresh,
        @DefaultValue("700ms") @DurationMin Duration patience,
        @DefaultValue("10") @Min(1) @Max(100) int share,
        @DefaultValue("500") @Min(1) @Max(1000) int pageSize,
        @DefaultValue("2m") @DurationMin(seconds = 1) Duration lease) {

    /** How long to wait after a reading that took so long. */
    Duration pauseAfter(Duration took) {
        Duration fair = took.multipliedBy(100 - share).dividedBy(share);
        return fair.compareTo(fresh) > 0 ? fair : fresh;
    }

    /** The pause doubles with each failure in a row, up to 64 times. */
    Duration pauseAfterFailures(int failures) {
        return fresh.multipliedBy(1L << Math.min(failures, 6));
    }
}
