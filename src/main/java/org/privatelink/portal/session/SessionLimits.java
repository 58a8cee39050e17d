package org.privatelink.portal.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.signin.SignInFilter;
import org.privatelink.portal.signin.SignIns;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session that is over before anybody reads who is signed in, and notes what is done in the others. */
class SessionLimits extends OncePerRequestFilter {

    /** Header that the portal's own scripts send with what nobody asked for by hand. */
    static final String BACKGROUND = "X-Portal-Background";

    private static final String SIGNED_IN = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

    private final SessionProperties properties;
    private final SignIns signIns;
    private final AccountAnnouncer announcer;
    private final Clock clock;

    SessionLimits(SessionProperties properties, SignIns signIns, AccountAnnouncer announcer, Clock clock) {
        this.properties = properties;
        this.signIns = signIns;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Style sheets and scripts belong to nobody: no session is read for them. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && session.getAttribute(SIGNED_IN) != null) {
            judge(session, request);
        }
        chain.doFilter(request, response);
    }

    private void judge(HttpSession session, HttpServletRequest request) {
        Instant now = clock.instant();
        SessionLife life = SessionLife.of(session).orElse(null);
        if (life == null || life.isOver(properties, now)) {
            announcer.ended(person(session), "expired");
            SignInFilter.id(request).ifPresent(signIns::end);
            session.invalidate();
        } else if (!isInBackground(request)) {
            SessionLife.use(session, now);
        }
    }

    private static @Nullable Authentication person(HttpSession session) {
        return session.getAttribute(SIGNED_IN) instanceof SecurityContext context ? context.getAuthentication() : null;
    }

    /** A browser sends no headers of ours with a stream of events. */
    private static boolean isInBackground(HttpServletRequest request) {
        return request.getHeader(BACKGROUND) != null
                || String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }
}
