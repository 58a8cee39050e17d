package org.privatelink.portal.session;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.provider.OneProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.RequestCache;

/** Where people arrive after a sign-in: at the form that came too late, at the page they left, or where they were going. */
class SignedIn implements AuthenticationSuccessHandler {

    private static final Logger log = LoggerFactory.getLogger(SignedIn.class);

    private final SavedRequestAwareAuthenticationSuccessHandler where = new SavedRequestAwareAuthenticationSuccessHandler();
    private final CurrentPerson current;
    private final Drafts drafts;
    private final SessionProperties properties;
    private final Clock clock;

    SignedIn(CurrentPerson current, Drafts drafts, SessionProperties properties, RequestCache requests, Clock clock) {
        this.current = current;
        this.drafts = drafts;
        this.properties = properties;
        this.clock = clock;
        where.setRequestCache(requests);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
            throws IOException, ServletException {
        HttpSession session = request.getSession();
        Object back = take(session, OneProvider.RETURN);
        boolean asked = take(session, OneProvider.AGAIN) != null;
        Optional<Draft> late = current.of(signedIn).flatMap(person -> drafts.find(session, person));
        if (asked && !isProved(session)) {
            // To ask once more would be to ask for ever.
            drafts.redirect("/", Flash.negative(why(signedIn)), request, response);
        } else if (late.isPresent()) {
            drafts.show(late.get(), request, response);
        } else if (back != null) {
            response.sendRedirect(back.toString());
        } else {
            where.onAuthenticationSuccess(request, response, signedIn);
        }
    }

    private String why(Authentication signedIn) {
        if (AuthTime.told(signedIn, properties, clock.instant()).isPresent()) {
            return "session.again.old";
        }
        log.warn("The people's provider was asked with max_age and sent no auth_time, so nobody can decide, delete or replace:"
                + " see portal.account.session.step-up-without-auth-time");
        return "session.again.untold";
    }

    private boolean isProved(HttpSession session) {
        return SessionLife.of(session)
                .filter(life -> life.isProved(properties, clock.instant()))
                .isPresent();
    }

    private static @Nullable Object take(HttpSession session, String attribute) {
        Object taken = session.getAttribute(attribute);
        session.removeAttribute(attribute);
        return taken;
    }
}
