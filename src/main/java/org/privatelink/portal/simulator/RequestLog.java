package org.privatelink.portal.simulator;

import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.text.ParseException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request of a program its id and remembers the last ones, so that tests can count calls. */
@Component
@Order(-300)
class RequestLog extends OncePerRequestFilter {

    private static final int KEPT = 500;

    private final Deque<SeenRequest> requests = new ArrayDeque<>();

    synchronized List<SeenRequest> all() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        requests.clear();
    }

    private synchronized void add(SeenRequest request) {
        if (requests.size() == KEPT) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Wire.isForMachines(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = Optional.ofNullable(request.getHeader("x-request-id"))
                .orElseGet(() -> UUID.randomUUID().toString());
        response.setHeader("X-Request-Id", id);
        try {
            chain.doFilter(request, response);
        } finally {
            add(seen(request, response, id));
        }
    }

    private static SeenRequest seen(HttpServletRequest request, HttpServletResponse response, String id) {
        return new SeenRequest(
                request.getMethod(),
                request.getRequestURI(),
                // Token endpoints take their secret in the query too, and so may an inbox.
                Wire.isPlatform(request) || Wire.isAzure(request) ? request.getQueryString() : null,
                Collections.list(request.getHeaderNames()),
                request.getHeader("x-sandbox-name"),
                bearer(request).map(RequestLog::subject).orElse(null),
                bearer(request).map(RequestLog::fingerprint).orElse(null),
                id,
                Wire.isDropped(request) ? null : Integer.valueOf(response.getStatus()));
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.startsWith("Bearer "))
                .map(value -> value.substring("Bearer ".length()));
    }

    /** As the token says, true or not: what comes of it is for whoever checks it. */
    private static @Nullable String subject(String token) {
        try {
            return JWTParser.parse(token).getJWTClaimsSet().getSubject();
        } catch (ParseException none) {
            return null;
        }
    }

    private static String fingerprint(String token) {
        return Integer.toHexString(token.hashCode());
    }
}
