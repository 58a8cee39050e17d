package org.privatelink.portal.support;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How far a search goes.
 *
 * @param shown of each kind of things, how many a search shows; how many there are is told
 * @param patience how long a search waits for connections that are being read anew; then it shows what was read last
 * @param asked in how many sandboxes, side by side, Platform itself is asked for an id that the portal does not know
 */
@Validated
@ConfigurationProperties("portal.support")
record SupportProperties(
        @DefaultValue("20") @Min(1) @Max(100) int shown,
        @DefaultValue("300ms") @DurationMin Duration patience,
        @DefaultValue("12") @Min(0) @Max(75) int asked) {}
