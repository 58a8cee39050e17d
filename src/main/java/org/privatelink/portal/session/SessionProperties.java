package org.privatelink.portal.session;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.privatelink.portal.signin.OpenSignIns.Life;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long people stay signed in.
 *
 * @param idle a session ends when nothing was done in it for so long; what open pages ask for by themselves is nothing
 * @param absolute a session ends so long after the sign-in, whatever is done in it
 * @param warning how long before either end an open page warns
 * @param stepUp what decides or destroys needs a sign-in at the provider that is not older than this
 */
@Validated
@ConfigurationProperties("portal.account.session")
record SessionProperties(
        @DefaultValue("30m") @DurationMin(minutes = 1) Duration idle,
        @DefaultValue("10h") @DurationMin(minutes = 1) Duration absolute,
        @DefaultValue("2m") @DurationMin(seconds = 20) Duration warning,
        @DefaultValue("15m") @DurationMin(minutes = 1) Duration stepUp) {

    Life life() {
        return new Life(idle, absolute);
    }

    @AssertTrue(message = "idle must be longer than warning, and absolute not shorter than idle")
    boolean isInOrder() {
        return idle.compareTo(warning) > 0 && absolute.compareTo(idle) >= 0;
    }
}
