package org.privatelink.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A slip of the pen in a time must not end everybody's requests. */
class RequestPropertiesTests {

    @EnableConfigurationProperties(RequestProperties.class)
    static class Settings {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void theDefaultsAreSound() {
        runner.run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expire-after=30", "expire-after=-1d", "expire-after=5d", "stale-after=0s", "stale-after=11d",
                "overdue-after=31d", "remind-pause=0s"
            })
    void whatWouldEndThemAtOnceOrOutOfOrderIsRefused(String setting) {
        runner.withPropertyValues("portal.request." + setting).run(context -> assertThat(context).hasFailed());
    }
}
