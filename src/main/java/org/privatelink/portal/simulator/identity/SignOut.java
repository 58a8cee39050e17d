package org.privatelink.portal.simulator.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.util.UriComponentsBuilder;

/** Where people go after they signed out: back to the portal, whatever its port. */
class SignOut implements Consumer<OidcLogoutAuthenticationContext>, AuthenticationFailureHandler {

    private final String home;

    SignOut(String portalUrl) {
        this.home = withoutPort(portalUrl + "/signed-out");
    }

    @Override
    public void accept(OidcLogoutAuthenticationContext context) {
        OidcLogoutAuthenticationToken logout = context.getAuthentication();
        String target = logout.getPostLogoutRedirectUri();
        if (target != null && !isHome(target)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_REQUEST);
        }
    }

    /**
     * The sessions of the portal outlive a restart and the ones of the provider do not, so an unknown
     * ID token is no reason to leave people on an error page.
     */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        new SecurityContextLogoutHandler().logout(request, response, null);
        String target = request.getParameter("post_logout_redirect_uri");
        if (target == null || !isHome(target)) {
            response.sendError(HttpStatus.BAD_REQUEST.value());
            return;
        }
        UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(target);
        String state = request.getParameter("state");
        if (state != null) {
            uri.queryParam("state", state);
        }
        response.sendRedirect(uri.encode().toUriString());
    }

    private boolean isHome(String target) {
        return home.equals(withoutPort(target));
    }

    private static @Nullable String withoutPort(String url) {
        try {
            return UriComponentsBuilder.fromUriString(url).port(null).toUriString();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
