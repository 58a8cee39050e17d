package org.privatelink.portal.edge;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What stands before the portal, and how much it lets in.
 *
 * @param proxies addresses or networks ({@code 10.1.2.0/24}) of the proxies before the portal; from them alone
 *     {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port} are believed, and an {@code X-Request-Id}
 * @param names host names by which people and programs reach the portal; a request for another gets 421; without any,
 *     every name will do, and each start warns of it
 * @param mostRequests requests that are worked on at a time; others get 503 and are told to come back; open streams do not count
 * @param arrival how long a request's headers, and then its body, may each take to arrive
 * @param deadline how long all calls to other services that a request leads to may take together, counted from when its
 *     headers and a form's fields have arrived; another body arrives within it
 */
@Validated
@ConfigurationProperties("portal.edge")
record EdgeProperties(
        @DefaultValue Set<String> proxies,
        @DefaultValue Set<String> names,
        @DefaultValue("200") @Min(1) int mostRequests,
        @DefaultValue("20s") @NotNull Duration arrival,
        @DefaultValue("32s") @NotNull @DurationMin(seconds = 15) Duration deadline) {}
