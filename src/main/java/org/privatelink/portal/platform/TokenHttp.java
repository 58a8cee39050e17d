package org.privatelink.portal.platform;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import reactor.netty.http.client.HttpClient;

/**
 * Asks for tokens, and for what they stand for: small answers, over a connection for each.
 *
 * @param most time for one of them, from looking up the host to the last byte; the present {@link Deadline} may leave less
 */
record TokenHttp(PlatformProperties properties, Duration most) {

    /** For whatever is not a token. */
    RestClient plain() {
        return builder().build();
    }

    RestClient forTokens() {
        return builder()
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }

    private RestClient.Builder builder() {
        ClientHttpRequestFactory requests =
                (uri, method) -> new ReactorClientHttpRequestFactory(once()).createRequest(uri, method);
        return RestClient.builder().requestFactory(requests).requestInterceptor(new SmallAnswers());
    }

    /** Closed after its time: an answer that drips in ends too, and no page waits behind it. */
    private HttpClient once() {
        long left = Math.max(1, Deadline.left(most).toMillis());
        return limited(HttpClient.newConnection(), properties)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.eventLoop().schedule(() -> channel.close(), left, TimeUnit.MILLISECONDS));
    }

    static HttpClient limited(HttpClient http, PlatformProperties properties) {
        // Without disableRetry, Reactor Netty sends a request again after a reset, a POST too.
        return http.disableRetry(true)
                .followRedirect(false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(properties.connectTimeout().toMillis()))
                .responseTimeout(properties.answerTimeout());
    }
}
