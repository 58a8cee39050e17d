package org.privatelink.portal.azure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.privatelink.portal.platform.Gate;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the portal reaches Azure Resource Manager. Used only where OAuth2 registration {@code azure} is configured.
 *
 * @param baseUrl Azure Resource Manager, without a path
 * @param apiVersion the {@code api-version} that is sent, by kind of resource
 * @param connectTimeout longest wait for a connection
 * @param answerTimeout longest duration of one call
 * @param deadline longest duration of reading a list with all its pages, and of following a decision that Azure carries
 *     out in the background
 * @param longestPoll a {@code Retry-After} longer than this is not waited for
 * @param maxAnswerSize larger answers are refused
 * @param maxConnections calls to Azure under way at a time, and connections for them
 * @param callWait how long a call waits for another to end, when so many are under way; then it is refused
 * @param restAfter faults within a minute, and at least half of its calls, after which Azure is left in peace
 * @param rest until Azure is tried again, by whoever comes first
 */
@Validated
@ConfigurationProperties("portal.azure")
record AzureProperties(
        @DefaultValue("https://management.azure.com") @NotNull URI baseUrl,
        @Valid @DefaultValue ApiVersion apiVersion,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("20s") Duration answerTimeout,
        @DefaultValue("30s") Duration deadline,
        @DefaultValue("15s") Duration longestPoll,
        @DefaultValue("2MB") DataSize maxAnswerSize,
        @DefaultValue("20") @Min(1) int maxConnections,
        @DefaultValue("500ms") @DurationMin @DurationMax(seconds = 5) Duration callWait,
        @DefaultValue("6") @Min(1) int restAfter,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration rest) {

    private static final int HALF = 50;

    Gate.Limits limits() {
        return new Gate.Limits(maxConnections, callWait, HALF, restAfter, Duration.ofMinutes(1), answerTimeout, rest);
    }

    /**
     * @param storageAccount for {@code Microsoft.Storage/storageAccounts}
     * @param postgresqlServer for {@code Microsoft.DBforPostgreSQL/flexibleServers}
     * @param privateLinkService for {@code Microsoft.Network/privateLinkServices}
     */
    record ApiVersion(
            @DefaultValue("2024-01-01") @Pattern(regexp = DATE) String storageAccount,
            @DefaultValue("2025-08-01") @Pattern(regexp = DATE) String postgresqlServer,
            @DefaultValue("2025-03-01") @Pattern(regexp = DATE) String privateLinkService) {

        private static final String DATE = "\\d{4}-\\d{2}-\\d{2}(-preview)?";

        String of(ResourceType type) {
            return switch (type) {
                case STORAGE_ACCOUNT -> storageAccount;
                case POSTGRESQL_SERVER -> postgresqlServer;
                case PRIVATE_LINK_SERVICE -> privateLinkService;
            };
        }
    }
}
