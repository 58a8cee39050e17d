package org.privatelink.portal.watch;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many endpoints an organisation may have. Adobe documents 10 and 1; no API tells the real figure.
 *
 * @param productionAllowance over all production sandboxes together
 * @param developmentAllowance over all development sandboxes together
 */
@Validated
@ConfigurationProperties("portal.watch")
record WatchProperties(
        @DefaultValue("10") @Min(0) int productionAllowance, @DefaultValue("1") @Min(0) int developmentAllowance) {}
