package org.privatelink.portal.platform;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the portal reaches Adobe Experience Platform.
 *
 * @param baseUrl gateway of the Platform APIs, without a path; Adobe's is {@code https://platform.adobe.io}
 * @param orgId organisation, sent as {@code x-gw-ims-org-id}; the suffix {@code @AdobeOrg} belongs to it
 * @param apiKey client id of the server-to-server credential, sent as {@code x-api-key}
 * @param actAs in whose name Platform is called for what people do: {@code service}, the server-to-server credential's,
 *     or {@code person}, that of whoever does it; background work is always the credential's
 * @param connectTimeout longest wait for a connection
 * @param answerTimeout longest wait for the answer of one attempt to begin or to go on; and longest duration of what is
 *     asked of the people's provider, a renewed token and what it tells of the person together
 * @param deadline longest duration of a call with all its attempts; {@code portal.edge.deadline} may leave less
 * @param slowDeadline longest duration of what makes Platform work at the source: creating, testing, exploring; these
 *     are sent once; {@code portal.edge.deadline} may leave less
 * @param maxAnswerSize larger answers are refused
 * @param maxConnections calls to Platform under way at a time, and connections for them
 * @param callWait how long a call waits for another to end, when so many are under way; then it is refused
 * @param circuit when Platform is left in peace because it does not answer; and people's provider, of whose last calls half
 *     as many tell anything
 * @param retry how reads are tried again; writes never are
 * @param token how the server-to-server token is fetched
 */
@Validated
@ConfigurationProperties("portal.platform")
public record PlatformProperties(
        @NotNull URI baseUrl,
        @NotBlank @Pattern(regexp = "[!-?A-~]+@AdobeOrg", message = "must end with @AdobeOrg") String orgId,
        @NotBlank @Pattern(regexp = "[!-~]+", message = "must be one word of plain letters, digits and signs") String apiKey,
        @DefaultValue("service") ActAs actAs,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("12s") Duration answerTimeout,
        @DefaultValue("30s") Duration deadline,
        @DefaultValue("30s") Duration slowDeadline,
        @DefaultValue("16MB") DataSize maxAnswerSize,
        @DefaultValue("100") @Min(1) int maxConnections,
        @DefaultValue("500ms") @DurationMin @DurationMax(seconds = 5) Duration callWait,
        @Valid @DefaultValue Circuit circuit,
        @Valid @DefaultValue Retry retry,
        @Valid @DefaultValue Token token) {

    /** In whose name Platform is called. */
    public enum ActAs {
        SERVICE,
        PERSON
    }

    /**
     * Judged are the single attempts of calls, but those of creating, testing and exploring: they depend on the source.
     *
     * @param faults per cent of attempts without an answer, with a fault at Platform's side, or slow, from which on
     *     nothing is sent
     * @param fewest attempts that tell anything
     * @param window the attempts of this long count
     * @param slow an attempt is when it takes longer
     * @param pause until Platform is tried again, by one call of the portal's own
     */
    public record Circuit(
            @DefaultValue("50") @Min(1) @Max(100) int faults,
            @DefaultValue("5") @Min(1) int fewest,
            @DefaultValue("30s") @DurationMin(seconds = 1) Duration window,
            @DefaultValue("10s") @DurationMin(millis = 1) Duration slow,
            @DefaultValue("10s") @DurationMin(millis = 1) Duration pause) {}

    Gate.Limits limits() {
        return limits(circuit.fewest(), circuit.window());
    }

    /** Of the people's provider less is asked, and a person waits for each answer: half as much tells something. */
    Gate.Limits limitsOfProviders() {
        return limits(Math.max(1, circuit.fewest() / 2), null);
    }

    private Gate.Limits limits(int fewest, @Nullable Duration window) {
        return new Gate.Limits(
                maxConnections, callWait, circuit.faults(), fewest, window, circuit.slow(), circuit.pause());
    }

    /**
     * @param attempts how often a read is sent at most; once more when its token was refused
     * @param firstWait wait before the second attempt; doubles with each, and varies by half at random
     * @param maxWait a {@code Retry-After} longer than this is not waited for but told to the person
     */
    public record Retry(
            @DefaultValue("3") @Min(1) @Max(5) int attempts,
            @DefaultValue("250ms") Duration firstWait,
            @DefaultValue("5s") Duration maxWait) {}

    /**
     * @param renewBefore a token with less life left than this is renewed
     * @param scopeSeparator what joins the scopes of registration {@code platform}; Adobe's token endpoint takes a comma
     */
    public record Token(@DefaultValue("5m") Duration renewBefore, @DefaultValue(",") String scopeSeparator) {}
}
