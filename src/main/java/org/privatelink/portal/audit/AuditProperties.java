package org.privatelink.portal.audit;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many refusals and failures of one kind are rows of their own; what comes beyond is counted in one more.
 *
 * @param mostOfAPerson rows a minute of one person
 * @param mostOfStrangers rows a minute of all together who are not signed in
 */
@Validated
@ConfigurationProperties("portal.audit")
record AuditProperties(@DefaultValue("20") @Min(1) int mostOfAPerson, @DefaultValue("5") @Min(1) int mostOfStrangers) {}
