package org.privatelink.portal.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.privatelink.portal.database.DatabaseFaults;
import org.privatelink.portal.page.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whatever refuses a call of the API, before any of its controllers or after: the answer is a problem, not a page. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ProblemFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(ProblemFilter.class);

    private final Problems problems;
    private final DatabaseFaults faults;

    ProblemFilter(Problems problems, DatabaseFaults faults) {
        this.problems = problems;
        this.faults = faults;
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
            boolean database = faults.tell(unexpected);
            if (!database) {
                log.error("The API failed at {}", request.getMethod(), unexpected);
            }
            if (!response.isCommitted()) {
                response.resetBuffer();
                tell(response, database);
            }
        }
    }

    private void tell(HttpServletResponse response, boolean database) throws IOException {
        if (database) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER, String.valueOf(Failure.database().retryAfterSeconds()));
        }
        tell(response, (database ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.INTERNAL_SERVER_ERROR).value());
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
