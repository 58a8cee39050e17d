package org.privatelink.portal.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.privatelink.portal.account.AccountAnnouncer;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses, before anybody acts on it, what a page of another site has a browser send. */
final class OtherSites extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final AccessDeniedHandler refusal;

    OtherSites(AccountAnnouncer announcer) {
        this.refusal = announcer.refusing(new AccessDeniedHandlerImpl());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isFromElsewhere(request)) {
            refusal.handle(request, response, new CsrfException("Sent by a page of another site"));
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Second to the token in each form. Programs and old browsers do not say from where they come. */
    private static boolean isFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !SAFE.contains(request.getMethod()) && !OWN.contains(site);
    }
}
