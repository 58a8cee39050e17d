package org.privatelink.portal.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.privatelink.portal.platform.Deadline;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says until when a request has to be answered, counted from when a form was there; a body that is read later, as of a call
 * of the API, is read within that time. An error page has no time of its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class DeadlineFilter extends OncePerRequestFilter {

    private static final String END = DeadlineFilter.class.getName() + ".end";

    private final Duration deadline;

    DeadlineFilter(EdgeProperties properties) {
        this.deadline = properties.deadline();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Deadline.begin(end(request));
        try {
            chain.doFilter(request, response);
        } finally {
            Deadline.end();
        }
    }

    private long end(HttpServletRequest request) {
        if (request.getAttribute(END) instanceof Long known) {
            return known;
        }
        long end = System.nanoTime() + deadline.toNanos();
        request.setAttribute(END, end);
        return end;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
