package org.privatelink.portal.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people sign in, beside the OAuth2 registration {@code ims}.
 *
 * @param rolesClaim claim of the ID token or the user-info answer that names a person's roles; a list, or one text
 *     with commas or spaces between
 * @param roles values of that claim that make a person an engineer, admin or support
 * @param groupsClaim claim that names a person's groups, told in the same way as the roles
 * @param sandboxes names of the sandboxes that the people of a group may use, by group; {@code *} for all. Without any
 *     group everybody may use every sandbox; else who is in none of them may use none
 * @param issuer expected {@code iss} of ID tokens; for providers such as Adobe IMS, whose discovery document is
 *     elsewhere than the issuer says
 * @param apiAudience what the {@code aud} of an access token must name for the API to take it; without it the API takes
 *     every access token that the provider gives out, for whatever it was meant
 * @param endSessionUri where signing out ends the provider's session too; only needed without discovery
 */
@Validated
@ConfigurationProperties("portal.account")
record AccountProperties(
        @DefaultValue("roles") @NotBlank String rolesClaim,
        @Valid @DefaultValue Roles roles,
        @DefaultValue("groups") @NotBlank String groupsClaim,
        @DefaultValue Map<@NotBlank String, @NotEmpty Set<@NotBlank String>> sandboxes,
        @Nullable String issuer,
        @DefaultValue("") String apiAudience,
        @Nullable URI endSessionUri,
        @Valid @DefaultValue Session session) {

    /**
     * How long people stay signed in.
     *
     * @param idle a session ends when nothing was done in it for so long; what open pages ask for by themselves is nothing
     * @param absolute a session ends so long after the sign-in, whatever is done in it
     * @param warning how long before either end an open page warns
     * @param stepUp what decides or destroys needs a sign-in at the provider that is not older than this
     */
    record Session(
            @DefaultValue("30m") @DurationMin(minutes = 1) Duration idle,
            @DefaultValue("10h") @DurationMin(minutes = 1) Duration absolute,
            @DefaultValue("2m") @DurationMin(seconds = 20) Duration warning,
            @DefaultValue("15m") @DurationMin(minutes = 1) Duration stepUp) {

        @AssertTrue(message = "idle must be longer than warning, and absolute not shorter than idle")
        boolean isInOrder() {
            return idle.compareTo(warning) > 0 && absolute.compareTo(idle) >= 0;
        }
    }

    /** Those that all these groups may use together. */
    Set<String> sandboxesOf(Collection<String> groups) {
        return sandboxes.isEmpty()
                ? Set.of(Person.EVERY_SANDBOX)
                : groups.stream()
                        .flatMap(group -> sandboxes.getOrDefault(group, Set.of()).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    record Roles(
            @DefaultValue("engineer") @NotEmpty Set<String> engineer,
            @DefaultValue("admin") @NotEmpty Set<String> admin,
            @DefaultValue("support") @NotEmpty Set<String> support) {

        Map<Role, Set<String>> byRole() {
            return new EnumMap<>(Map.of(Role.ENGINEER, engineer, Role.ADMIN, admin, Role.SUPPORT, support));
        }
    }
}
