package org.privatelink.portal.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses, before anybody acts on it, what a page of another site has a browser send, and what cannot be read as a form. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RefusalFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isFromElsewhere(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        try {
            request.getParameterMap();
        } catch (InvalidParameterException unfit) {
            response.sendError(unfit.getErrorCode());
            return;
        }
        chain.doFilter(request, response);
    }

    /** Second to the token in each form. Programs and old browsers do not say from where they come. */
    private static boolean isFromElsewhere(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        return site != null && !SAFE.contains(request.getMethod()) && !OWN.contains(site);
    }
}
