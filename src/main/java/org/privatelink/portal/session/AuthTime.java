package org.privatelink.portal.session;

import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** When somebody last showed the provider who they are, as it says in the ID token: OpenID Connect Core 1.0, 2. */
final class AuthTime {

    private AuthTime() {}

    /** Empty where the provider does not say it, or names a time so far ahead that its clock cannot be the reason. */
    static Optional<Instant> told(Authentication signedIn, SessionProperties limits, Instant now) {
        return Optional.of(signedIn.getPrincipal())
                .filter(OidcUser.class::isInstance)
                .map(user -> ((OidcUser) user).getIdToken().getAuthenticatedAt())
                .filter(told -> told.isBefore(now.plus(limits.stepUp())))
                .map(told -> told.isAfter(now) ? now : told);
    }
}
