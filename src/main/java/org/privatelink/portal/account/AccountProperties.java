package org.privatelink.portal.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.validation.annotation.Validated;

/**
 * How people sign in, beside the OAuth2 registration {@code ims}.
 *
 * @param rolesClaim claim of the ID token or the user-info answer that names a person's roles; a list, or one text
 *     with commas or spaces between
 * @param personClaim claim of ID tokens and of access tokens that tells people apart; where the two name a person by
 *     different {@code sub}, as Entra's do, another that is the same in both, such as {@code oid}: four eyes rest on it
 * @param roles values of that claim that make a person an engineer, admin or support
 * @param groupsClaim claim that names a person's groups, told in the same way as the roles
 * @param sandboxes names of the sandboxes that the people of a group may use, by group; {@code *} for all. Without any
 *     group everybody may use every sandbox; else who is in none of them may use none
 * @param issuer expected {@code iss} of ID tokens; for providers such as Adobe IMS, whose discovery document is
 *     elsewhere than the issuer says
 * @param apiAudience what the {@code aud} of an access token must name for the API to take it; without it the API takes
 *     none. {@code *} stands for every access token that the provider gives out, for whatever it was meant
 * @param rolesMaxAge how old the roles of somebody at work may get before they are read anew at the provider; a role
 *     that was taken away is gone about so long after
 * @param rolesGrace how long beyond that people keep their roles while the provider gives no answer; then they are out
 * @param tokenKey key under which people's tokens are kept in the database, and from which the seal of forms is derived:
 *     32 random bytes in Base64, the same for all instances; whoever is signed in when it changes has to sign in again
 * @param endSessionUri where signing out ends the provider's session too; only needed without discovery
 * @param clockSkew how far the provider's clock and the portal's may be apart: tokens are taken so much earlier and later
 */
@Validated
@ConfigurationProperties("portal.account")
public record AccountProperties(
        @DefaultValue("roles") @NotBlank String rolesClaim,
        @DefaultValue("sub") @NotBlank String personClaim,
        @Valid @DefaultValue Roles roles,
        @DefaultValue("groups") @NotBlank String groupsClaim,
        @DefaultValue Map<@NotBlank String, @NotEmpty Set<@NotBlank String>> sandboxes,
        @Nullable String issuer,
        @DefaultValue("") String apiAudience,
        @DefaultValue("4m") @DurationMin(seconds = 10) @DurationMax(hours = 1) Duration rolesMaxAge,
        @DefaultValue("10m") @DurationMin @DurationMax(hours = 12) Duration rolesGrace,
        @DefaultValue("") String tokenKey,
        @Nullable URI endSessionUri,
        @DefaultValue("60s") @NotNull Duration clockSkew) {

    /** Those that all these groups may use together. */
    Set<String> sandboxesOf(Collection<String> groups) {
        return sandboxes.isEmpty()
                ? Set.of(Person.EVERY_SANDBOX)
                : groups.stream()
                        .flatMap(group -> sandboxes.getOrDefault(group, Set.of()).stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    public static final String ANY_AUDIENCE = "*";

    private static final int KEY_BYTES = 32;

    /** What is unfit about the key. It is checked here, not by binding, whose messages would show it. */
    public static List<String> problems(Environment settings) {
        return isKey(settings.getProperty("portal.account.token-key", ""))
                ? List.of()
                : List.of("missing: portal.account.token-key (32 random bytes in Base64, as of: openssl rand -base64 32)");
    }

    /** Whether a text is a key; said without showing it. */
    static boolean isKey(String text) {
        try {
            return Base64.getDecoder().decode(text).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "AccountProperties[hidden]";
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
