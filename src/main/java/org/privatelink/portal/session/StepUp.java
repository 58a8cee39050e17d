package org.privatelink.portal.session;

import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Stream;
import org.privatelink.portal.provider.OneProvider;
import org.privatelink.portal.provider.Providers;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * What decides or destroys needs a fresh proof of who is there: whoever signed in longer ago signs in once more at the
 * provider, and comes back. The pages of such forms ask before anything is typed.
 */
final class StepUp extends OncePerRequestFilter {

    private static final String[] PAGES = {
        "/s/*/endpoints/*/delete", "/s/*/endpoints/*/azure", "/s/*/connections/*/delete", "/s/*/connections/*/credentials"
    };
    private static final String[] FORMS = {"/s/*/requests/*/decision", "/sign-ins", "/people"};

    private final RequestMatcher valuable;
    private final Drafts drafts;
    private final SessionProperties properties;
    private final Clock clock;

    StepUp(Drafts drafts, SessionProperties properties, Clock clock) {
        this.drafts = drafts;
        this.properties = properties;
        this.clock = clock;
        var paths = PathPatternRequestMatcher.withDefaults();
        this.valuable = new OrRequestMatcher(Stream.concat(
                        Stream.of(PAGES).map(paths::matcher), Stream.of(FORMS).map(form -> paths.matcher(POST, form)))
                .map(RequestMatcher.class::cast)
                .toList());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpSession session = request.getSession(false);
        boolean proved = SessionLife.of(session)
                .filter(life -> life.isProved(properties, clock.instant()))
                .isPresent();
        if (proved || session == null || !valuable.matches(request)) {
            chain.doFilter(request, response);
            return;
        }
        String page = request.getRequestURI();
        if (POST.matches(request.getMethod())) {
            Draft draft = drafts.of(request, page);
            session.setAttribute(Draft.ATTRIBUTE, draft);
            page = draft.page();
        }
        response.sendRedirect(OneProvider.BEGIN + Providers.PEOPLE + "?" + OneProvider.AGAIN + "&"
                + OneProvider.RETURN + "=" + UriUtils.encode(page, StandardCharsets.UTF_8));
    }
}
