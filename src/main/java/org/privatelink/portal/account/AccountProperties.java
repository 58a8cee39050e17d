package org.privatelink.portal.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.EnumMap;
import java.util.Set;
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
 * @param issuer expected {@code iss} of ID tokens; for providers such as Adobe IMS, whose discovery document is
 *     elsewhere than the issuer says
 * @param apiAudience what the {@code aud} of an access token must name for the API to take it; without it the API takes
 *     every access token that the provider gives out, for whatever it was meant
 * @param endSessionUri where signing out ends the provider's session too; only needed without discovery
 * @param clockSkew how far the provider's clock and the portal's may be apart: tokens are taken so much earlier and later
 */
@Validated
@ConfigurationProperties("portal.account")
record AccountProperties(
        @DefaultValue("roles") @NotBlank String rolesClaim,
        @Valid @DefaultValue Roles roles,
        @Nullable String issuer,
        @DefaultValue("") String apiAudience,
        @Nullable URI endSessionUri,
        @DefaultValue("60s") @NotNull Duration clockSkew) {

    record Roles(
            @DefaultValue("engineer") @NotEmpty Set<String> engineer,
            @DefaultValue("admin") @NotEmpty Set<String> admin,
            @DefaultValue("support") @NotEmpty Set<String> support) {

        Map<Role, Set<String>> byRole() {
            return new EnumMap<>(Map.of(Role.ENGINEER, engineer, Role.ADMIN, admin, Role.SUPPORT, support));
        }
    }
}
