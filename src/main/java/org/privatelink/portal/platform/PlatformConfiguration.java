package org.privatelink.portal.platform;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

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
