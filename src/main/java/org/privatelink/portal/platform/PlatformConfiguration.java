package org.privatelink.portal.platform;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;
import org.springframework.security.oauth2.core.user.OAuth2User;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    private static final ParameterizedTypeReference<Map<String, Object>> CLAIMS = new ParameterizedTypeReference<>() {};

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Gate platformGate(PlatformProperties properties, ApplicationEventPublisher events, Clock clock) {
        Gate gate = new Gate("Adobe Experience Platform", properties.limits(), clock);
        gate.whenWell(() -> events.publishEvent(new PlatformAnswers()));
        return gate;
    }

    @Bean
    PlatformClient platformClient(
            WebClient.Builder builder,
            ClientRegistrationRepository registrations,
            Gate gate,
            PlatformProperties properties,
            JsonMapper json,
            Clock clock) {
        HttpClient http = http(properties);
        WebClient client = builder.clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs()
                        .maxInMemorySize(Math.toIntExact(properties.maxAnswerSize().toBytes())))
                .build();
        return new PlatformClient(client, gate, tokens(registrations, properties, clock), properties, json, clock);
    }

    /** Only so many sign in at a time; whether their provider answers each of them finds out. */
    private static Gate signIns(PlatformProperties properties, Clock clock) {
        return new Gate("The provider of sign-ins", properties.limits(), clock);
    }

    /** People who sign in wait for a token too, and no longer than the portal does. */
    @Bean
    OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeClient(
            PlatformProperties properties, Clock clock) {
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(new TokenHttp(properties, properties.deadline()).forTokens());
        Gate gate = signIns(properties, clock);
        return code -> {
            try {
                return gate.enter(() -> client.getTokenResponse(code));
            } catch (RuntimeException failed) {
                String told = failed instanceof OAuth2AuthorizationException said ? said.getError().getErrorCode() : null;
                // Its text may hold anything, and would stand in an address.
                throw new OAuth2AuthorizationException(new OAuth2Error(told == null ? "no_token" : told), failed);
            }
        };
    }

    @Bean
    OAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> refreshClient(
            PlatformProperties properties, Clock clock) {
        var client = new RestClientRefreshTokenTokenResponseClient();
        client.setRestClient(new TokenHttp(properties, properties.deadline()).forTokens());
        Gate gate = signIns(properties, clock);
        return refresh -> gate.enter(() -> client.getTokenResponse(refresh));
    }

    /** What the provider says of the person whom a token stands for, in the same time. */
    @Bean
    OAuth2UserService<OAuth2UserRequest, OAuth2User> userInfo(PlatformProperties properties, Clock clock) {
        RestClient http = new TokenHttp(properties, properties.deadline()).plain();
        Gate gate = signIns(properties, clock);
        return asked -> {
            String uri = asked.getClientRegistration().getProviderDetails().getUserInfoEndpoint().getUri();
            String token = asked.getAccessToken().getTokenValue();
            try {
                return new DefaultOAuth2User(List.of(), gate.enter(() -> claims(http, uri, token)), "sub");
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

    /** Virtual threads where the run time has them: a page may wait for several answers at a time. */
    @Bean
    Reads reads(SimpleAsyncTaskExecutorBuilder builder) {
        return new Reads(builder.threadNamePrefix("read-").build());
    }

    private static HttpClient http(PlatformProperties properties) {
        ConnectionProvider pool = ConnectionProvider.builder("platform")
                // One for trying whether it answers again, while the calls of people hang.
                .maxConnections(properties.maxConnections() + 1)
                .pendingAcquireMaxCount(properties.maxConnections())
                .pendingAcquireTimeout(properties.connectTimeout())
                .maxIdleTime(Duration.ofSeconds(30))
                .build();
        return TokenHttp.limited(HttpClient.create(pool), properties);
    }

    private static PlatformTokens tokens(
            ClientRegistrationRepository registrations, PlatformProperties properties, Clock clock) {
        OAuth2AuthorizedClientService store = new InMemoryOAuth2AuthorizedClientService(registrations);
        var provider = new ClientCredentialsOAuth2AuthorizedClientProvider();
        provider.setClock(clock);
        provider.setClockSkew(properties.token().renewBefore());
        provider.setAccessTokenResponseClient(tokenClient(properties));
        var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, store);
        manager.setAuthorizedClientProvider(provider);
        return new PlatformTokens(manager, store, properties.deadline(), clock);
    }

    private static RestClientClientCredentialsTokenResponseClient tokenClient(PlatformProperties properties) {
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.setRestClient(new TokenHttp(properties, properties.deadline()).forTokens());
        client.setParametersCustomizer(parameters -> {
            String scopes = parameters.getFirst(OAuth2ParameterNames.SCOPE);
            if (scopes != null) {
                parameters.set(OAuth2ParameterNames.SCOPE, scopes.replace(" ", properties.token().scopeSeparator()));
            }
        });
        return client;
    }
}
