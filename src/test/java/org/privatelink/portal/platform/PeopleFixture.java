package org.privatelink.portal.platform;

import java.time.Clock;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.user.OAuth2User;

/** What the portal asks people's providers with, for a stand-in of them all. */
public record PeopleFixture(
        PlatformProperties properties,
        ProviderGates gates,
        OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codes,
        OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshing,
        OAuth2UserService<OAuth2UserRequest, OAuth2User> userInfo) {

    /** @param settings as of {@link PlatformFixture#client} */
    public static PeopleFixture at(PlatformFixture provider, String... settings) {
        PlatformProperties properties = provider.properties(settings);
        var configuration = new SignInConfiguration();
        var registrations = new InMemoryClientRegistrationRepository(
                registration(provider, "ims"), registration(provider, "azure"));
        ProviderGates gates = configuration.providerGates(registrations, properties, Clock.systemUTC());
        return new PeopleFixture(
                properties,
                gates,
                configuration.codeClient(gates, properties),
                configuration.refreshClient(gates, properties),
                configuration.userInfo(gates, properties));
    }

    public static ClientRegistration registration(PlatformFixture provider, String id) {
        return ClientRegistration.withRegistrationId(id)
                .clientId("portal")
                .clientSecret("S3CRET")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://127.0.0.1/back")
                .scope("openid", "profile")
                .authorizationUri(provider.url() + "/authorize")
                .tokenUri(provider.url() + "/token")
                .userInfoUri(provider.url() + "/userinfo")
                .userNameAttributeName("sub")
                .build();
    }
}
