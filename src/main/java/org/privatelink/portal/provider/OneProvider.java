package org.privatelink.portal.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.LocalPath;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;

/**
 * Sends people to one provider and takes that one's answers alone: what was begun for Azure never ends as a sign-in
 * to the portal, nor the other way round, wherever the answer arrives.
 */
public final class OneProvider
        implements OAuth2AuthorizationRequestResolver, AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    public static final String BEGIN = "/oauth2/authorization/";
    /** Parameter, and afterwards attribute of the session: the page to go back to. */
    public static final String RETURN = "return";
    /** Parameter, and afterwards attribute of the session: the person signs in once more although the provider knows them. */
    public static final String AGAIN = "again";

    private final ClientRegistrationRepository registrations;
    private final String registration;
    private final BooleanSupplier may;
    private final Map<String, Object> askedAgain;
    private final DefaultOAuth2AuthorizationRequestResolver resolver;
    private final HttpSessionOAuth2AuthorizationRequestRepository session =
            new HttpSessionOAuth2AuthorizationRequestRepository();

    /**
     * @param may whether the present person may begin
     * @param asked what the provider is told beside the usual
     * @param askedAgain what it is told when the person shall sign in once more
     */
    public OneProvider(
            ClientRegistrationRepository registrations,
            String registration,
            BooleanSupplier may,
            Map<String, Object> asked,
            Map<String, Object> askedAgain) {
        this.registrations = registrations;
        this.registration = registration;
        this.askedAgain = askedAgain;
        this.may = may;
        this.resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations);
        this.resolver.setAuthorizationRequestCustomizer(
                request -> request.additionalParameters(parameters -> parameters.putAll(asked)));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals(BEGIN + registration) && isPossible() ? begun(request) : null;
    }

    private @Nullable OAuth2AuthorizationRequest begun(HttpServletRequest request) {
        OAuth2AuthorizationRequest usual = resolver.resolve(request);
        return usual == null || request.getParameter(AGAIN) == null
                ? usual
                : OAuth2AuthorizationRequest.from(usual)
                        .additionalParameters(parameters -> parameters.putAll(askedAgain))
                        .build();
    }

    private boolean isPossible() {
        return may.getAsBoolean() && registrations.findByRegistrationId(registration) != null;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
        return id.equals(registration) && isPossible() ? resolver.resolve(request, id) : null;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        OAuth2AuthorizationRequest begun = session.loadAuthorizationRequest(request);
        return begun != null && registration.equals(begun.getAttribute(OAuth2ParameterNames.REGISTRATION_ID))
                ? begun
                : null;
    }

    @Override
    public void saveAuthorizationRequest(
            OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        session.saveAuthorizationRequest(begun, request, response);
        String back = request.getParameter(RETURN);
        // Nothing stays of a sign-in that was begun before and given up.
        request.getSession().setAttribute(RETURN, back == null ? null : LocalPath.orHome(back));
        request.getSession().setAttribute(AGAIN, request.getParameter(AGAIN));
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        return loadAuthorizationRequest(request) == null ? null : session.removeAuthorizationRequest(request, response);
    }
}
