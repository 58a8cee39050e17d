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
 * @param changes forms sent by one person, in however many sessions
 * @param checks looks at Platform that one person asks for by "check now"
 * @param costly what one person only reads and costs much all the same: looks into sources, searches, lists as files
 * @param calls calls of the API by one token's subject that only read
 * @param writes calls of the API by one token's subject that change or test something
 * @param perAddress how many times as much of each of these may come from one address, whoever is signed in there; a
 *     company may have one address for all
 * @param remembered addresses, people and subjects counted at a time; those that were not heard of longest are forgotten
 */
@Validated
@ConfigurationProperties("portal.limit")
record LimitProperties(
        @DefaultValue("1200") @Positive int strangers,
        @DefaultValue("240") @Positive int changes,
        @DefaultValue("30") @Positive int checks,
        @DefaultValue("60") @Positive int costly,
        @DefaultValue("1200") @Positive int calls,
        @DefaultValue("120") @Positive int writes,
        @DefaultValue("20") @Positive int perAddress,
        @DefaultValue("50000") @Positive int remembered) {}
