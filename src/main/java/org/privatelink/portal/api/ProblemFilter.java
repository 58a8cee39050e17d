package org.privatelink.portal.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whatever refuses a call of the API, before any of its controllers or after: the answer is a problem, not a page. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ProblemFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(ProblemFilter.class);

    private final Problems problems;

    ProblemFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/api/v1/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, new Telling(response));
        } catch (Exception unexpected) {
            log.error("The API failed at {}", request.getMethod(), unexpected);
            if (!response.isCommitted()) {
                response.resetBuffer();
                tell(response, HttpStatus.INTERNAL_SERVER_ERROR.value());
            }
        }
    }

    private void tell(HttpServletResponse response, int status) throws IOException {
        problems.write(problems.of(status), response);
    }

    private class Telling extends HttpServletResponseWrapper {

        Telling(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) throws IOException {
            resetBuffer();
            tell((HttpServletResponse) getResponse(), status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status);
        }
    }
}
