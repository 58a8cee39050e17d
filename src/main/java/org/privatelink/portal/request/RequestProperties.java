package org.privatelink.portal.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
@ConfigurationProperties("portal.request")
record RequestProperties(
        @DefaultValue("true") boolean approvalRequired,
        @DefaultValue("3d") Duration staleAfter,
        @DefaultValue("10d") Duration overdueAfter,
        @DefaultValue("30d") Duration expireAfter,
        @DefaultValue("1d") Duration remindPause,
        @DefaultValue("10s") Duration lookEvery,
        @DefaultValue("30s") Duration tryAgainAfter) {}
