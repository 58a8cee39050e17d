package org.privatelink.portal.page;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.database.DatabaseFaults;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around the session, which is in the database too: when that cannot be read or written, the answer is a page for
 * nobody in particular. What never depends on who asks does not look for a session at all.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class DatabaseFilter extends OncePerRequestFilter {

    private static final String SESSION = SessionRepositoryFilter.SESSION_REPOSITORY_ATTR + ".CURRENT_SESSION";

    private final DatabaseFaults faults;
    private final String theme;

    DatabaseFilter(DatabaseFaults faults, Choices choices) {
        this.faults = faults;
        this.theme = choices.cookie(ThemeController.THEME);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/api/v1/");
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(isForAnybody(request) ? new Anybodys(request, theme) : request, response);
        } catch (IOException | ServletException | RuntimeException thrown) {
            if (response.isCommitted()
                    || request.getDispatcherType() == DispatcherType.ERROR
                    || !faults.tell(thrown)) {
                throw thrown;
            }
            request.removeAttribute(SESSION);
            Failure.database().send(request, response);
        }
    }

    private static boolean isForAnybody(HttpServletRequest request) {
        boolean afterwards = request.getDispatcherType() == DispatcherType.ERROR
                && Failure.sent(request).filter(Failure.database()::equals).isPresent();
        return afterwards || ForAnybody.is(request);
    }

    /** Without the cookie that leads to a session. */
    private static final class Anybodys extends HttpServletRequestWrapper {

        private final String theme;

        Anybodys(HttpServletRequest request, String theme) {
            super(request);
            this.theme = theme;
        }

        @Override
        public Cookie @Nullable [] getCookies() {
            Cookie[] all = super.getCookies();
            return all == null
                    ? null
                    : Arrays.stream(all)
                            .filter(cookie -> cookie.getName().equals(theme))
                            .toArray(Cookie[]::new);
        }
    }
}
