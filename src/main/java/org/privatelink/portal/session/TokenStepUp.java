package org.privatelink.portal.session;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountAnnouncer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds calls that decide or delete to the same fresh sign-in as the forms, where their token tells when its person signed
 * in; a program's does not. They are refused as RFC 9470 has it, so that a client knows what to ask the provider for.
 */
final class TokenStepUp extends OncePerRequestFilter {

    private final RequestMatcher valuable;
    private final AccountAnnouncer announcer;
    private final SessionProperties properties;
    private final Clock clock;

    TokenStepUp(AccountAnnouncer announcer, SessionProperties properties, Clock clock) {
        this.announcer = announcer;
        this.properties = properties;
        this.clock = clock;
        var paths = PathPatternRequestMatcher.withDefaults();
        this.valuable = new OrRequestMatcher(
                paths.matcher(POST, "/api/v1/sandboxes/*/requests/*/decision"),
                paths.matcher(DELETE, "/api/v1/sandboxes/*/endpoints/*"),
                paths.matcher(DELETE, "/api/v1/sandboxes/*/connections/*"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!valuable.matches(request) || isFresh(SecurityContextHolder.getContext().getAuthentication())) {
            chain.doFilter(request, response);
            return;
        }
        announcer.signedInTooLongAgo();
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"insufficient_user_authentication\", error_description=\"A more recent sign-in is needed\","
                        + " max_age=\"" + properties.stepUp().toSeconds() + "\"");
        response.sendError(HttpStatus.UNAUTHORIZED.value());
    }

    private boolean isFresh(@Nullable Authentication caller) {
        Object told = caller != null && caller.getPrincipal() instanceof Jwt token ? token.getClaim(IdTokenClaimNames.AUTH_TIME) : null;
        return told == null
                || told instanceof Number at
                        && at.longValue() > clock.instant().minus(properties.stepUp()).getEpochSecond();
    }
}
