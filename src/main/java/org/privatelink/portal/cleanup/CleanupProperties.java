package org.privatelink.portal.cleanup;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When something counts as left over.
 *
 * @param pendingDays an endpoint that waits longer for its approval in Azure, in days
 */
@Validated
@ConfigurationProperties("portal.cleanup")
record CleanupProperties(@DefaultValue("7") @Min(1) @Max(CleanupProperties.LONGEST) int pendingDays) {

    static final int LONGEST = 3_650;

    /** As asked for in a page's address; anything else than a number of days is as if nothing had been asked. */
    int days(String asked) {
        int days = asked.matches("\\d{1,4}") ? Integer.parseInt(asked) : 0;
        return days >= 1 && days <= LONGEST ? days : pendingDays;
    }
}
