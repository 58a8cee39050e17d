package org.privatelink.portal.activity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How acts without an outcome are settled.
 *
 * @param lookEvery pause between two looks at Platform
 * @param presumeLostAfter an act with no word after this long is taken as lost; longer than any call may take
 * @param giveUpAfter an act that is still not seen this long after it began did not happen
 * @param stopLookingAfter an act of which no look could tell anything this long after it began is left to people
 */
@ConfigurationProperties("portal.activity")
record ActivityProperties(
        @DefaultValue("5s") Duration lookEvery,
        @DefaultValue("4m") Duration presumeLostAfter,
        @DefaultValue("5m") Duration giveUpAfter,
        @DefaultValue("2h") Duration stopLookingAfter) {}
