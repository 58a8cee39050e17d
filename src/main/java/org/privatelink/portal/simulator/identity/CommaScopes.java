package org.privatelink.portal.simulator.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Adobe separates the scopes of a client-credentials request by commas, OAuth by spaces: takes both. */
class CommaScopes implements AuthenticationConverter {

    private final AuthenticationConverter standard = new OAuth2ClientCredentialsAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        return standard.convert(new SpacedScopes(request));
    }

    private static class SpacedScopes extends HttpServletRequestWrapper {

        SpacedScopes(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Map<String, String[]> getParameterMap() {
            Map<String, String[]> parameters = new LinkedHashMap<>(super.getParameterMap());
            parameters.computeIfPresent("scope", (name, values) -> spaced(values));
            return parameters;
        }

        private static String[] spaced(String[] values) {
            String[] spaced = values.clone();
            for (int i = 0; i < spaced.length; i++) {
                spaced[i] = spaced[i].replace(',', ' ').strip().replaceAll(" +", " ");
            }
            return spaced;
        }
    }
}
