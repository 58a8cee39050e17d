package org.privatelink.portal.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class AccountConfiguration implements WebMvcConfigurer {

    static final String REGISTRATION = "ims";

    private final CurrentPerson current;

    AccountConfiguration(CurrentPerson current) {
        this.current = current;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(current);
    }

    /** The registrations as configured, completed by what cannot be discovered at Adobe IMS. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(OAuth2ClientProperties.class)
    static class Registrations {

        @Bean
        ClientRegistrationRepository clientRegistrationRepository(
                OAuth2ClientProperties configured, AccountProperties account) {
            List<ClientRegistration> all = new ArrayList<>();
            new OAuth2ClientPropertiesMapper(configured)
                    .asClientRegistrations()
                    .forEach((id, registration) ->
                            all.add(id.equals(REGISTRATION) ? complete(registration, account) : registration));
            return new InMemoryClientRegistrationRepository(all);
        }

        private static ClientRegistration complete(ClientRegistration discovered, AccountProperties account) {
            Map<String, Object> metadata =
                    new LinkedHashMap<>(discovered.getProviderDetails().getConfigurationMetadata());
            if (account.endSessionUri() != null) {
                metadata.put("end_session_endpoint", account.endSessionUri().toString());
            }
            var completed = ClientRegistration.withClientRegistration(discovered)
                    .providerConfigurationMetadata(metadata)
                    .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(true).build());
            return (account.issuer() == null ? completed : completed.issuerUri(account.issuer())).build();
        }
    }
}
