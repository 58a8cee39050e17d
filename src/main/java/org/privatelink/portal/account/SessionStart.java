package org.privatelink.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;

/** Each sign-in begins a session's life anew under a new id. Nothing of another person's session stays in it. */
class SessionStart implements SessionAuthenticationStrategy {

    private final SessionAuthenticationStrategy newId = new ChangeSessionIdAuthenticationStrategy();
    private final CurrentPerson current;
    private final AzureTokens azure;
    private final AccountProperties properties;
    private final Clock clock;

    SessionStart(CurrentPerson current, AzureTokens azure, AccountProperties properties, Clock clock) {
        this.current = current;
        this.azure = azure;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void onAuthentication(Authentication signedIn, HttpServletRequest request, HttpServletResponse response) {
        String comes = current.of(signedIn).map(Person::id).orElse("");
        if (current.get().filter(there -> !there.id().equals(comes)).isPresent()) {
            leave(request);
        }
        String before = request.getSession().getId();
        newId.onAuthentication(signedIn, request, response);
        HttpSession session = request.getSession();
        azure.follow(before, session.getId());
        session.setMaxInactiveInterval((int) properties.session().idle().toSeconds());
        Instant now = clock.instant();
        new SessionLife(now, now, proved(signedIn, now)).keepIn(session);
    }

    /** All but the sign-in that has just begun. */
    private static void leave(HttpServletRequest request) {
        Object signIn = request.getSession().getAttribute(SignInFilter.SIGN_IN);
        request.getSession().invalidate();
        request.getSession().setAttribute(SignInFilter.SIGN_IN, signIn);
    }

    /** What the provider says of it counts, unless it says nothing or names a time to come. */
    private static Instant proved(Authentication signedIn, Instant now) {
        Instant told = signedIn.getPrincipal() instanceof OidcUser user ? user.getIdToken().getAuthenticatedAt() : null;
        return told == null || told.isAfter(now) ? now : told;
    }
}
