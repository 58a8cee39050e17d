package org.privatelink.portal.platform;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** What is asked of the providers that people sign in at: only so much at a time, not for long, and nothing while they are silent. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

    private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS = new ParameterizedTypeReference<>() {};

    @Bean
    ProviderGates providerGates(
            ClientRegistrationRepository registrations, PlatformProperties properties, Clock clock) {
        return new ProviderGates(registrations, http(properties).plain(), properties.limitsOfProviders(), clock);
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeClient(
            ProviderGates gates, PlatformProperties properties) {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(http(properties).forTokens());
        return code -> {
            try {
                return gates.ask(code.getClientRegistration(), () -> client.getTokenResponse(code));
            } catch (RuntimeException failed) {
                String told = failed instanceof OAuth2AuthorizationException said ? said.getError().getErrorCode() : null;
                // Its text may hold anything, and would stand in an address.
                throw new OAuth2AuthorizationException(new OAuth2Error(told == null ? "no_token" : told), failed);
            }
        };
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshClient(
            ProviderGates gates, PlatformProperties properties) {
        var client = new RestClientRefreshTokenTokenResponseClient();
        client.setRestClient(http(properties).forTokens());
        return refresh -> gates.ask(refresh.getClientRegistration(), () -> client.getTokenResponse(refresh));
    }

    /** What the provider says of the person whom a token stands for. */
    @Bean
    OAuth2UserService<OAuth2UserRequest, OAuth2User> userInfo(ProviderGates gates, PlatformProperties properties) {
        RestClient http = http(properties).plain();
        return asked -> {
            var registration = asked.getClientRegistration();
            String uri = registration.getProviderDetails().getUserInfoEndpoint().getUri();
            String token = asked.getAccessToken().getTokenValue();
            try {
                return new DefaultOAuth2User(List.of(), gates.ask(registration, () -> claims(http, uri, token)), "sub");
            } catch (RuntimeException failed) {
                boolean refused = failed instanceof HttpClientErrorException.Unauthorized;
                String code = refused ? OAuth2ErrorCodes.INVALID_TOKEN : "invalid_user_info_response";
                // The text of the cause would be its own, and may name addresses that are nobody's business.
                throw new OAuth2AuthenticationException(new OAuth2Error(code), code, failed);
            }
        };
    }

    private static Map<String, Object> claims(RestClient http, String uri, String token) {
        return http.get().uri(uri).headers(headers -> headers.setBearerAuth(token)).retrieve().body(CLAIMS);
    }

    private static TokenHttp http(PlatformProperties properties) {
        return new TokenHttp(properties, properties.answerTimeout());
    }
}
