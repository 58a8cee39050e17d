package org.privatelink.portal.provider;

import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.edge.FormTargets;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties.Registration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.util.StringUtils;

/** The registrations as configured, completed by what cannot be discovered at Adobe IMS. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class ProviderConfiguration {

    @Bean
    Providers clientRegistrationRepository(OAuth2ClientProperties configured, AccountProperties account) {
        Registration azure = configured.getRegistration().get(Providers.AZURE);
        if (azure != null) {
            addDefaults(azure);
        }
        return new Providers(configured, registration -> complete(registration, account));
    }

    /** Signing in and out leads to the provider. */
    @Bean
    FormTargets formTargets(ClientRegistrationRepository registrations) {
        // The provider may become known later.
        return new FormTargets(() -> origins(registrations.findByRegistrationId(Providers.PEOPLE)));
    }

    private static Set<String> origins(@Nullable ClientRegistration people) {
        if (people == null) {
            return Set.of();
        }
        var details = people.getProviderDetails();
        return Stream.of(details.getAuthorizationUri(), details.getConfigurationMetadata().get("end_session_endpoint"))
                .filter(Objects::nonNull)
                .map(address -> URI.create(address.toString()))
                .map(address -> address.getScheme() + "://" + address.getAuthority())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens(AccountProperties account, Clock clock) {
        OAuth2TokenValidator<Jwt> id = TokenRules.namesItsPerson(account);
        var idTokens = new OidcIdTokenDecoderFactory();
        idTokens.setJwtValidatorFactory(registration -> JwtValidators.createDefaultWithValidators(
                List.of(TokenRules.times(account, clock), standard(registration, account, clock), id)));
        return idTokens;
    }

    /** For signing in as for reading the roles anew: both ask for the same. */
    @Bean
    OidcUserService people(OAuth2UserService<OAuth2UserRequest, OAuth2User> userInfo) {
        var people = new OidcUserService();
        people.setOauth2UserService(userInfo);
        people.setRetrieveUserInfo(request -> StringUtils.hasText(
                request.getClientRegistration().getProviderDetails().getUserInfoEndpoint().getUri()));
        return people;
    }

    private static OidcIdTokenValidator standard(
            ClientRegistration registration, AccountProperties account, Clock clock) {
        var standard = new OidcIdTokenValidator(registration);
        standard.setClockSkew(account.clockSkew());
        standard.setClock(clock);
        return standard;
    }

    /** Here and not in application.yml, where they would make a registration that nobody asked for. */
    private static void addDefaults(Registration azure) {
        azure.setAuthorizationGrantType("authorization_code");
        if (azure.getRedirectUri() == null) {
            azure.setRedirectUri("{baseUrl}/authorized/azure");
        }
        if (azure.getScope() == null || azure.getScope().isEmpty()) {
            azure.setScope(Set.of("https://management.azure.com/user_impersonation"));
        }
    }

    private static ClientRegistration complete(ClientRegistration configured, AccountProperties account) {
        return switch (configured.getRegistrationId()) {
            case Providers.PEOPLE -> people(configured, account);
            case Providers.AZURE -> withProof(ClientRegistration.withClientRegistration(configured)).build();
            default -> configured;
        };
    }

    private static ClientRegistration people(ClientRegistration discovered, AccountProperties account) {
        Map<String, Object> metadata =
                new LinkedHashMap<>(discovered.getProviderDetails().getConfigurationMetadata());
        if (account.endSessionUri() != null) {
            metadata.put("end_session_endpoint", account.endSessionUri().toString());
        }
        var completed = withProof(ClientRegistration.withClientRegistration(discovered)
                .providerConfigurationMetadata(metadata));
        return (account.issuer() == null ? completed : completed.issuerUri(account.issuer())).build();
    }

    private static ClientRegistration.Builder withProof(ClientRegistration.Builder registration) {
        return registration.clientSettings(
                ClientRegistration.ClientSettings.builder().requireProofKey(true).build());
    }
}
