package org.privatelink.portal.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.PayloadTooLargeException;

/** Refuses, before anybody acts on it or looks for a session, what cannot be read as a form. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 9)
class RefusalFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            request.getParameterMap();
        } catch (InvalidParameterException unfit) {
            response.sendError(unfit.getErrorCode());
            return;
        } catch (PayloadTooLargeException tooLarge) {
            response.sendError(tooLarge.getStatusCode().value());
            return;
        }
        chain.doFilter(request, response);
    }
}
