package org.privatelink.portal.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its id. One that a proxy sent with it is kept where it has the form of one; others the edge drops. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CorrelationFilter extends OncePerRequestFilter {

    private static final String HEADER = "X-Request-Id";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{15,63}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = id(request);
        request.setAttribute(Correlation.KEY, id);
        response.setHeader(HEADER, id);
        try (var inEachLine = MDC.putCloseable(Correlation.KEY, id)) {
            chain.doFilter(request, response);
        }
    }

    private static String id(HttpServletRequest request) {
        if (request.getAttribute(Correlation.KEY) instanceof String given) {
            return given;
        }
        @Nullable String sent = request.getHeader(HEADER);
        return sent != null && FORM.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }

    /** The error page is of the same request. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }
}
