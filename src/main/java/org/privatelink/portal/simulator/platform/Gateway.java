package org.privatelink.portal.simulator.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.identity.Directory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Checks what Adobe's gateway checks before a service sees the request, in the gateway's words. */
@Component
@Order(0)
class Gateway extends OncePerRequestFilter {

    private static final String SANDBOX_MANAGEMENT = "/data/foundation/sandbox-management";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final JwtDecoder tokens;
    private final Sandboxes sandboxes;
    private final Directory directory;
    private final String orgId;
    private final Clock clock;
    private final JsonMapper json;

    Gateway(
            JwtDecoder tokens,
            Sandboxes sandboxes,
            Directory directory,
            SimulatorProperties properties,
            Clock clock,
            JsonMapper json) {
        this.tokens = tokens;
        this.sandboxes = sandboxes;
        this.directory = directory;
        this.orgId = properties.orgId();
        this.clock = clock;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/data/foundation/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            check(request).attachTo(request);
        } catch (Refusal refusal) {
            response.setStatus(refusal.status());
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(refusal.body()));
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller check(HttpServletRequest request) {
        Jwt token = token(request.getHeader(HttpHeaders.AUTHORIZATION));
        String client = token.getClaimAsString("client_id");
        checkApiKey(request.getHeader("x-api-key"), client);
        checkOrganization(request.getHeader("x-gw-ims-org-id"));
        if (WITH_BODY.contains(request.getMethod()) && !isJson(request.getContentType())) {
            throw Refusal.problem(400, "A valid content-type must be specified");
        }
        checkQuery(request);
        checkRight(request, token.getSubject());
        return new Caller(client, token.getSubject(), sandbox(request));
    }

    /** Sandbox Management answers everybody (contract 5.4); the code and its words are of the catalogue (contract 3.7). */
    private void checkRight(HttpServletRequest request, String subject) {
        if (request.getRequestURI().startsWith(SANDBOX_MANAGEMENT)) {
            return;
        }
        String right = "GET".equals(request.getMethod()) ? "view" : "manage";
        if (!directory.may(subject, right)) {
            throw Refusal.catalogue("2121-403", "Forbidden", "permission " + right + " denied on Enterprise Source");
        }
    }

    private static void checkQuery(HttpServletRequest request) {
        try {
            request.getParameterMap();
        } catch (IllegalStateException e) {
            throw Refusal.problem(400, "The query cannot be decoded");
        }
    }

    private Jwt token(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw Refusal.byGateway(403, "403010", "Oauth token is missing.");
        }
        try {
            Jwt token = tokens.decode(authorization.substring(7).strip());
            if (token.hasClaim("client_id") && clock.instant().isBefore(token.getExpiresAt())) {
                return token;
            }
        } catch (JwtException e) {
            // Answered below, as an expired one.
        }
        throw Refusal.byGateway(401, "401013", "Oauth token is not valid");
    }

    private static void checkApiKey(@Nullable String key, String client) {
        if (key == null || key.isBlank()) {
            throw Refusal.byGateway(403, "403000", "Api Key is required");
        }
        if (!key.equals(client)) {
            throw Refusal.byGateway(403, "403003", "Api Key is invalid");
        }
    }

    private void checkOrganization(@Nullable String organization) {
        if (organization == null || organization.isBlank()) {
            throw Refusal.byGateway(400, "400003", "Missing required header x-gw-ims-org-id");
        }
        if (!organization.equals(orgId)) {
            throw Refusal.byGateway(403, "403025", "Profile is not valid");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        try {
            return contentType != null
                    && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private String sandbox(HttpServletRequest request) {
        if (request.getRequestURI().startsWith(SANDBOX_MANAGEMENT)) {
            return "";
        }
        String name = request.getHeader("x-sandbox-name");
        if (name == null || name.isBlank()) {
            throw Refusal.catalogue("2105-400", "Header missing", "The header x-sandbox-name is missing");
        }
        if (name.equals("*")) {
            throw Refusal.catalogue(
                    "2111-403", "Sandbox not allowed", "The header x-sandbox-name must name one sandbox");
        }
        if (!sandboxes.isActive(name)) {
            throw Refusal.catalogue("2100-404", "Sandbox not found", "No active sandbox has the name " + name);
        }
        return name;
    }
}
