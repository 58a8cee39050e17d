package org.privatelink.portal.simulator.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** OpenID Connect's {@code prompt=login} and {@code max_age}, which Spring Authorization Server does not know. */
class SignInAgain extends OncePerRequestFilter {

    private static final String SIGNED_IN_AT = "signed-in-at";
    private static final String ASKED = "asked-to-sign-in-again";

    private final String path;
    private final Clock clock;

    /** @param path of the authorization endpoint */
    SignInAgain(String path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        if (session != null && path.equals(request.getRequestURI()) && isAsked(request, session)) {
            session.setAttribute(ASKED, request.getParameter("state"));
            session.removeAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        }
        chain.doFilter(request, response);
    }

    /** The same request comes back after the sign-in. */
    private boolean isAsked(HttpServletRequest request, HttpSession session) {
        String state = request.getParameter("state");
        boolean done = state != null && state.equals(session.getAttribute(ASKED));
        return !done && (isPrompted(request.getParameter("prompt")) || isTooOld(request.getParameter("max_age"), session));
    }

    private static boolean isPrompted(@Nullable String prompt) {
        return prompt != null && Arrays.asList(prompt.split(" ")).contains("login");
    }

    private boolean isTooOld(@Nullable String maxAge, HttpSession session) {
        return maxAge != null
                && maxAge.matches("\\d{1,9}")
                && session.getAttribute(SIGNED_IN_AT) instanceof Instant at
                && Duration.between(at, clock.instant()).toSeconds() > Long.parseLong(maxAge);
    }

    /** Notes when somebody signs in. */
    class Noting extends SavedRequestAwareAuthenticationSuccessHandler {
        @Override
        public void onAuthenticationSuccess(
                HttpServletRequest request, HttpServletResponse response, Authentication signedIn)
                throws ServletException, IOException {
            request.getSession().setAttribute(SIGNED_IN_AT, clock.instant());
            super.onAuthenticationSuccess(request, response, signedIn);
        }
    }
}
