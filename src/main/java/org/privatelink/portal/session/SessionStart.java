package org.privatelink.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.provider.AzureTokens;
import org.privatelink.portal.provider.OneProvider;
import org.privatelink.portal.session.SessionProperties.WithoutAuthTime;
import org.privatelink.portal.signin.SignInFilter;
import org.privatelink.portal.signin.SignIns;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;

/** Each sign-in begins a session's life anew under a new id. Nothing of another person's session stays in it. */
class SessionStart implements SessionAuthenticationStrategy {

    private static final Instant NEVER = Instant.EPOCH;

    private final SessionAuthenticationStrategy newId = new ChangeSessionIdAuthenticationStrategy();
    private final CurrentPerson current;
    private final AzureTokens azure;
    private final SignIns signIns;
    private final AccountAnnouncer announcer;
    private final SessionProperties properties;
    private final Clock clock;

    SessionStart(
            CurrentPerson current,
            AzureTokens azure,
            SignIns signIns,
            AccountAnnouncer announcer,
            SessionProperties properties,
            Clock clock) {
        this.current = current;
        this.azure = azure;
        this.signIns = signIns;
        this.announcer = announcer;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void onAuthentication(Authentication signedIn, HttpServletRequest request, HttpServletResponse response) {
        announce(signedIn, request);
        String comes = current.of(signedIn).map(Person::id).orElse("");
        if (current.get().filter(there -> !there.id().equals(comes)).isPresent()) {
            leave(request);
        }
        String before = request.getSession().getId();
        newId.onAuthentication(signedIn, request, response);
        HttpSession session = request.getSession();
        azure.follow(before, session.getId());
        session.setMaxInactiveInterval((int) properties.idle().toSeconds());
        Instant now = clock.instant();
        new SessionLife(now, now, proved(signedIn, session, now)).keepIn(session);
    }

    /** First of all: Spring Security's own news of it comes when the session is as good as written. */
    private void announce(Authentication signedIn, HttpServletRequest request) {
        try {
            announcer.came(signedIn);
        } catch (RuntimeException refused) {
            undo(request);
            throw refused;
        }
    }

    /** The session goes even where the sign-in cannot be struck out: without it that one is worth nothing. */
    private void undo(HttpServletRequest request) {
        Optional<String> signIn = SignInFilter.id(request);
        request.getSession().invalidate();
        signIn.ifPresent(signIns::end);
    }

    /** All but the sign-in that has just begun. */
    private static void leave(HttpServletRequest request) {
        Object signIn = request.getSession().getAttribute(SignInFilter.SIGN_IN);
        request.getSession().invalidate();
        request.getSession().setAttribute(SignInFilter.SIGN_IN, signIn);
    }

    /** A provider that does not say when may have let somebody in whom it has known since the morning. */
    private Instant proved(Authentication signedIn, HttpSession session, Instant now) {
        boolean asked = session.getAttribute(OneProvider.AGAIN) != null;
        boolean trusted = properties.stepUpWithoutAuthTime() == WithoutAuthTime.TRUST;
        return AuthTime.told(signedIn, properties, now).orElse(asked && trusted ? now : NEVER);
    }
}
