package org.privatelink.portal;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the portal ends.
 *
 * @param drain how long it goes on answering after {@code /actuator/health/readiness} is off, so that balancers notice
 */
@Validated
@ConfigurationProperties("portal.shutdown")
record ShutdownProperties(@DefaultValue("2s") @NotNull Duration drain) {}
