package org.privatelink.portal.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.LocalPath;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Forms of the portal's own pages that come after their session has ended, so that their token is worth nothing. They
 * are not carried out: what may be kept of them comes back after the sign-in. What another site sends is refused.
 */
@Component
class LateForms implements AccessDeniedHandler {

    /** Header with which our own script asks to keep a form at the end of a session: it is never carried out. */
    static final String KEEP = "X-Portal-Keep";

    private final AccessDeniedHandler refusal;
    private final Drafts drafts;
    private final CurrentPerson current;

    LateForms(Drafts drafts, CurrentPerson current, AccountAnnouncer announcer) {
        this.refusal = announcer.refusing(new AccessDeniedHandlerImpl());
        this.drafts = drafts;
        this.current = current;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException, ServletException {
        Optional<Person> person = current.get();
        if (!(why instanceof CsrfException) || !isOfOurPages(request)) {
            refusal.handle(request, response, why);
        } else if (person.isEmpty()) {
            keep(drafts.of(request, sender(request)), request);
            response.sendRedirect("/sign-in?late");
        } else {
            giveBack(request, response, person.get(), why);
        }
    }

    /** Signed in anew meanwhile, in another window. */
    private void giveBack(
            HttpServletRequest request, HttpServletResponse response, Person person, AccessDeniedException why)
            throws IOException, ServletException {
        keep(drafts.of(request, sender(request)), request);
        Optional<Draft> own = drafts.find(request.getSession(), person).filter(draft -> !draft.fields().isEmpty());
        if (own.isPresent()) {
            drafts.show(own.get(), request, response);
        } else {
            request.getSession().removeAttribute(Draft.ATTRIBUTE);
            refusal.handle(request, response, why);
        }
    }

    private void keep(Draft draft, HttpServletRequest request) {
        boolean stranger = current.get().isEmpty();
        if (stranger && draft.owner().isEmpty()) {
            // Headers are anybody's to set: without a seal it may come from nowhere, and would fill the table of sessions.
            return;
        }
        HttpSession session = request.getSession();
        session.setAttribute(Draft.ATTRIBUTE, draft);
        if (stranger) {
            session.setMaxInactiveInterval((int) Draft.LIFE.toSeconds());
        }
    }

    /** Browsers tell where a form comes from, and no page can make them tell otherwise. */
    private static boolean isOfOurPages(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return HttpMethod.POST.matches(request.getMethod())
                && (site == null
                        ? origin != null && origin.endsWith("://" + request.getHeader(HttpHeaders.HOST))
                        : site.equals("same-origin"));
    }

    /** The page from which it was sent. */
    private static String sender(HttpServletRequest request) {
        String referer = request.getHeader(HttpHeaders.REFERER);
        return referer == null ? "/" : LocalPath.orHome(path(referer));
    }

    private static String path(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }

    /** Takes what the script wants kept, before anybody could carry it out. */
    class Keeper extends OncePerRequestFilter {
        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getHeader(KEEP) == null) {
                chain.doFilter(request, response);
            } else if (isOfOurPages(request)) {
                keep(drafts.of(request, "/"), request);
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            } else {
                refusal.handle(request, response, new CsrfException("Sent by a page of another site"));
            }
        }
    }
}
