package org.privatelink.portal.sandbox;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the portal goes by what Platform said of sandboxes.
 *
 * @param listFresh a list of sandboxes that was read longer ago than this is read anew
 * @param rightFresh how long somebody in whose name Platform is called is believed to be allowed to see the sources of a
 *     sandbox; one that Platform refused is asked for again after half a minute
 * @param grace how long beyond these what Platform said last to a person serves on, for looking only, while it gives no
 *     other answer; a refusal ends it at once
 */
@Validated
@ConfigurationProperties("portal.sandbox")
record SandboxProperties(
        @DefaultValue("1m") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration listFresh,
        @DefaultValue("5m") @DurationMin(millis = 1) @DurationMax(hours = 1) Duration rightFresh,
        @DefaultValue("1h") @DurationMin @DurationMax(hours = 12) Duration grace) {}
