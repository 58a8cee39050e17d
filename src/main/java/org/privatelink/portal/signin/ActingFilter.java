package org.privatelink.portal.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.Acting.Bearer;
import org.privatelink.portal.platform.PlatformProperties;
import org.privatelink.portal.platform.PlatformProperties.ActAs;
import org.privatelink.portal.provider.Providers;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** Where it is so set, has Platform called in the name of the person whose request this is: for the request, and no longer. */
final class ActingFilter extends OncePerRequestFilter {

    private final SignIns signIns;
    private final CurrentPerson current;
    private final boolean off;
    private final String client;

    ActingFilter(SignIns signIns, CurrentPerson current, PlatformProperties properties, OAuth2ClientProperties configured) {
        this.signIns = signIns;
        this.current = current;
        this.off = properties.actAs() != ActAs.PERSON;
        this.client = configured.getRegistration().get(Providers.PEOPLE).getClientId();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return off;
    }

    /** Error pages show places too. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        bearer(request).ifPresent(Acting::begin);
        try {
            chain.doFilter(request, response);
        } finally {
            Acting.end();
        }
    }

    private Optional<Bearer> bearer(HttpServletRequest request) {
        Authentication present = SecurityContextHolder.getContext().getAuthentication();
        return current.of(present).map(Person::id).flatMap(id -> bearer(id, present, request));
    }

    private Optional<Bearer> bearer(String id, @Nullable Authentication present, HttpServletRequest request) {
        if (present instanceof JwtAuthenticationToken caller) {
            return Optional.of(new ApiBearer(id, caller, client));
        }
        return present instanceof OAuth2AuthenticationToken
                ? Optional.of(new SignedInBearer(id, SignInFilter.id(request).orElse(""), client, signIns))
                : Optional.empty();
    }
}
