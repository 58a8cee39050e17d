package org.privatelink.portal.limit;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often the portal may be asked: each a number a minute, which may also come at once. Each portal counts for itself.
 *
 * @param strangers requests of one address by whoever is not signed in, signing in among them, and as many
 *     bad tokens; a company may have one address for all
 * @param changes forms sent in one session
 * @param checks looks at Platform that one session asks for by "check now"
 * @param looks looks into sources and exports of the audit log by one person: each is a row of that log
 * @param calls calls of the API by one token's subject
 * @param remembered addresses, sessions and subjects counted at a time; those that were not heard of longest are forgotten
 */
@Validated
@ConfigurationProperties("portal.limit")
record LimitProperties(
        @DefaultValue("1200") @Positive int strangers,
        @DefaultValue("240") @Positive int changes,
        @DefaultValue("30") @Positive int checks,
        @DefaultValue("240") @Positive int looks,
        @DefaultValue("1200") @Positive int calls,
        @DefaultValue("50000") @Positive int remembered) {}
