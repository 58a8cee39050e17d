package org.privatelink.portal.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.provider.AzureTokens;
import org.privatelink.portal.provider.Providers;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/** Where Spring Security hands in what providers gave out: a sign-in begins with it here, and ends at the sign-out. */
@Component
class PersonTokensRepository implements OAuth2AuthorizedClientRepository, LogoutHandler {

    private final SignIns signIns;
    private final AzureTokens azure;
    private final CurrentPerson current;

    PersonTokensRepository(SignIns signIns, AzureTokens azure, CurrentPerson current) {
        this.signIns = signIns;
        this.azure = azure;
        this.current = current;
    }

    @Override
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request) {
        return azure.loadAuthorizedClient(registration, principal, request);
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication principal,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (principal instanceof OAuth2AuthenticationToken person
                && person.getPrincipal() instanceof OidcUser user
                && client.getClientRegistration().getRegistrationId().equals(Providers.PEOPLE)) {
            begin(client, person, user, request);
        } else {
            azure.saveAuthorizedClient(client, principal, request, response);
        }
    }

    private void begin(
            OAuth2AuthorizedClient client, OAuth2AuthenticationToken person, OidcUser user, HttpServletRequest request) {
        var access = client.getAccessToken();
        var refresh = client.getRefreshToken();
        var tokens = new PersonTokens(
                access.getTokenValue(), access.getExpiresAt(), refresh == null ? null : refresh.getTokenValue());
        Arrival arrival = Arrival.of(user, current.of(person).orElseThrow(), request);
        Set<String> authorities = RolesMapper.own(person);
        // The session is written at the end of this request: until then it has to stand by what it is known by.
        String signIn = SignInFilter.id(request)
                .map(present -> signIns.beginAgain(present, arrival, authorities, tokens))
                .orElseGet(() -> signIns.begin(arrival, authorities, tokens));
        HttpSession session = request.getSession();
        session.setAttribute(SignInFilter.SIGN_IN, signIn);
        session.removeAttribute(SignInFilter.ENDING);
    }

    @Override
    public void removeAuthorizedClient(
            String registration, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
        azure.removeAuthorizedClient(registration, principal, request, response);
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        SignInFilter.id(request).ifPresent(signIns::end);
    }
}
