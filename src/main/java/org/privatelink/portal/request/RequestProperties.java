package org.privatelink.portal.request;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests for endpoints are decided.
 *
 * @param approvalRequired whether a second person must agree before Platform is asked
 * @param staleAfter a request that waits longer is marked, and its approvers are told
 * @param overdueAfter a request that waits longer is marked in red, and its approvers are told again
 * @param expireAfter a request that waits longer ends undecided, and its requester is told; drafts are dropped then
 * @param remindPause how long a requester waits between two reminders
 * @param lookEvery pause between two looks for requests that are agreed and not yet sent, or have grown old
 * @param tryAgainAfter pause before an agreed request that could not be set on its way is tried again
 */
@Validated
@ConfigurationProperties("portal.request")
record RequestProperties(
        @DefaultValue("true") boolean approvalRequired,
        @DefaultValue("3d") @DurationMin(hours = 1) Duration staleAfter,
        @DefaultValue("10d") @DurationMin(hours = 1) Duration overdueAfter,
        @DefaultValue("30d") @DurationMin(days = 1) Duration expireAfter,
        @DefaultValue("1d") @DurationMin(minutes = 1) Duration remindPause,
        @DefaultValue("10s") Duration lookEvery,
        @DefaultValue("30s") Duration tryAgainAfter) {

    @AssertTrue(message = "stale-after, overdue-after and expire-after must grow in this order")
    boolean isInOrder() {
        return staleAfter.compareTo(overdueAfter) <= 0 && overdueAfter.compareTo(expireAfter) <= 0;
    }
}
