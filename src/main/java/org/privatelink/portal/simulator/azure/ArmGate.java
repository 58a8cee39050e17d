package org.privatelink.portal.simulator.azure;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.identity.EntraToken;
import org.privatelink.portal.simulator.identity.EntraTokens;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Checks what Resource Manager checks before it looks for the resource: the version, then the token. */
@Component
@Order(0)
class ArmGate extends OncePerRequestFilter {

    private static final String ROOT = "/subscriptions/";
    private static final Pattern VERSION = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-preview)?");

    private final EntraTokens tokens;
    private final Clock clock;
    private final JsonMapper json;

    ArmGate(EntraTokens tokens, Clock clock, JsonMapper json) {
        this.tokens = tokens;
        this.clock = clock;
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().regionMatches(true, 0, ROOT, 0, ROOT.length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("x-ms-request-id", response.getHeader("X-Request-Id"));
        try {
            checkVersion(version(request));
            ArmCaller.of(token(request.getHeader(HttpHeaders.AUTHORIZATION))).attachTo(request);
        } catch (ArmRefusal refusal) {
            refuse(refusal, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private static @Nullable String version(HttpServletRequest request) {
        try {
            return request.getParameter("api-version");
        } catch (IllegalStateException e) {
            throw new ArmRefusal(400, "BadRequest", "The query cannot be decoded.");
        }
    }

    private static void checkVersion(@Nullable String version) {
        if (version == null || version.isBlank()) {
            throw new ArmRefusal(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!VERSION.matcher(version).matches()) {
            throw new ArmRefusal(400, "InvalidApiVersionParameter", "The api-version '" + version + "' is invalid.");
        }
    }

    private EntraToken token(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            throw new ArmRefusal(
                    401,
                    "AuthenticationFailed",
                    "Authentication failed. The 'Authorization' header is missing.");
        }
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw invalid();
        }
        EntraToken token = tokens.read(authorization.substring(7).strip()).orElseThrow(ArmGate::invalid);
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw new ArmRefusal(
                    401,
                    "ExpiredAuthenticationToken",
                    "The access token expiry UTC time '%s' is earlier than current UTC time '%s'."
                            .formatted(token.expiresAt(), clock.instant()));
        }
        return token;
    }

    private static ArmRefusal invalid() {
        return new ArmRefusal(401, "InvalidAuthenticationToken", "The access token is invalid.");
    }

    private void refuse(ArmRefusal refusal, HttpServletResponse response) throws IOException {
        response.setStatus(refusal.status());
        if (refusal.status() == 401) {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer error=\"invalid_token\", error_description=\"" + refusal.getMessage() + "\"");
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(refusal.body()));
    }
}
