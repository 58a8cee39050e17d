package org.privatelink.portal.azure;

import io.netty.channel.ChannelOption;
import java.time.Clock;
import java.time.Duration;
import org.privatelink.portal.platform.Gate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class AzureConfiguration {

    @Bean
    AzureClient azureClient(WebClient.Builder builder, AzureProperties properties, JsonMapper json, Clock clock) {
        WebClient http = builder.clientConnector(new ReactorClientHttpConnector(http(properties)))
                .codecs(codecs -> codecs.defaultCodecs()
                        .maxInMemorySize(Math.toIntExact(properties.maxAnswerSize().toBytes())))
                .build();
        return new AzureClient(http, new Gate("Azure Resource Manager", properties.limits(), clock), properties, json, clock);
    }

    private static HttpClient http(AzureProperties properties) {
        ConnectionProvider pool = ConnectionProvider.builder("azure")
                .maxConnections(properties.maxConnections())
                .pendingAcquireMaxCount(properties.maxConnections())
                .pendingAcquireTimeout(properties.connectTimeout())
                .maxIdleTime(Duration.ofSeconds(30))
                .build();
        // Without disableRetry, Reactor Netty sends a request again after a reset, a PUT too.
        return HttpClient.create(pool)
                .disableRetry(true)
                .followRedirect(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.connectTimeout().toMillis()))
                .responseTimeout(properties.answerTimeout());
    }
}
