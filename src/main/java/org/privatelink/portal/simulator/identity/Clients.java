package org.privatelink.portal.simulator.identity;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The registrations that the portal uses: for its people, for itself, and for its people in Azure. */
class Clients {

    static final String PORTAL = "portal-demo";
    static final String PLATFORM = "platform-demo";
    static final String AZURE = "azure-demo";
    /** A pipeline of the company's, which uses the portal's API with a name of its own. */
    static final String PIPELINE = "pipeline";

    private static final Set<String> ADOBE_SCOPES = Set.of(
            "session",
            "AdobeID",
            "read_organizations",
            "additional_info.projectedProductContext",
            "additional_info.job_function",
            "additional_info.roles");

    private Clients() {}

    /** Its redirect address is of loopback, so the port is not compared. */
    static RegisteredClient azure(String portalUrl) {
        return RegisteredClient.withId(AZURE)
                .clientId(AZURE)
                .clientName("Private Link Portal in Azure")
                .clientSecret("{noop}azure-demo-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(portalUrl + "/authorized/azure")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .scope("offline_access")
                .scope(EntraTokens.AUDIENCE + "/user_impersonation")
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofHours(1))
                        .refreshTokenTimeToLive(Duration.ofDays(14))
                        .build())
                .build();
    }

    static List<RegisteredClient> all(SimulatorProperties properties) {
        return List.of(portal(properties), platform(), pipeline());
    }

    private static RegisteredClient portal(SimulatorProperties properties) {
        String portalUrl = properties.portalUrl();
        return RegisteredClient.withId(PORTAL)
                .clientId(PORTAL)
                .clientName("Private Link Portal")
                .clientSecret("{noop}portal-demo-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(portalUrl + "/login/oauth2/code/ims")
                .postLogoutRedirectUri(portalUrl + "/signed-out")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .scope(OidcScopes.EMAIL)
                .scope("offline_access")
                .scopes(scopes -> scopes.addAll(ADOBE_SCOPES))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(properties.tokenLife())
                        .refreshTokenTimeToLive(Duration.ofDays(14))
                        // The stricter way: each refresh token is good for one use.
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    private static RegisteredClient platform() {
        return RegisteredClient.withId(PLATFORM)
                .clientId(PLATFORM)
                .clientName("Platform API")
                .clientSecret("{noop}platform-demo-secret")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope(OidcScopes.OPENID)
                .scopes(scopes -> scopes.addAll(ADOBE_SCOPES))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofHours(24))
                        .build())
                .build();
    }

    /** Its secret is its name, as the people's passwords are theirs. */
    private static RegisteredClient pipeline() {
        return RegisteredClient.withId(PIPELINE)
                .clientId(PIPELINE)
                .clientName("Pipeline")
                .clientSecret("{noop}pipeline")
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Duration.ofHours(1))
                        .build())
                .build();
    }
}
