package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

/** Who signs in waits for nobody's provider for long, whatever that answers. */
class PeopleClientTests {

    private static final String[] SHORT = {"answer-timeout=300ms", "deadline=600ms"};

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private enum Trouble {
        NO(aResponse().withStatus(401)),
        NOT_THERE(aResponse().withStatus(404)),
        TOO_MANY(aResponse().withStatus(429).withHeader("Retry-After", "9999999")),
        FAULT(aResponse().withStatus(503)),
        REDIRECT(aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/")),
        HTML(aResponse().withHeader("Content-Type", "text/html").withBody("<html>S3CRET</html>")),
        EMPTY(aResponse()),
        LIST(okJson("[]")),
        DEEP(okJson("{\"sub\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")),
        HUGE(okJson("{\"sub\":\"" + "x".repeat(5_000_000) + "\"}")),
        RESET(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        NO_HTTP(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
        TRUNCATED(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        HANG(okJson("{}").withFixedDelay(1_500)),
        DRIP(okJson("{\"sub\":\"somebody\"}").withChunkedDribbleDelay(10, 4_000));

        private final ResponseDefinitionBuilder answer;

        Trouble(ResponseDefinitionBuilder answer) {
            this.answer = answer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSignInWhoseProviderIsSickFailsSoon(Trouble trouble) {
        platform.wire().resetAll();
        platform.wire().stubFor(com.github.tomakehurst.wiremock.client.WireMock.any(
                        com.github.tomakehurst.wiremock.client.WireMock.anyUrl())
                .willReturn(trouble.answer));
        PlatformProperties properties = platform.properties(SHORT);
        var configuration = new PlatformConfiguration();
        long start = System.nanoTime();

        var who = catchThrowableOfType(
                OAuth2AuthenticationException.class,
                () -> configuration.userInfo(properties, Clock.systemUTC()).loadUser(person()));
        var token = catchThrowableOfType(
                OAuth2AuthorizationException.class,
                () -> configuration.codeClient(properties, Clock.systemUTC()).getTokenResponse(code()));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(who).isNotNull();
        assertThat(token).isNotNull();
        assertThat(token.getError().getDescription()).isNull();
        assertThat(who + " " + token).doesNotContain("S3CRET", "127.0.0.1:");
        assertThat(platform.wire().getAllServeEvents()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void onlySoManySignInAtATime() {
        platform.wire().stubFor(com.github.tomakehurst.wiremock.client.WireMock.get("/userinfo")
                .willReturn(okJson("{\"sub\":\"somebody\"}").withFixedDelay(1_500)));
        var people = new PlatformConfiguration()
                .userInfo(platform.properties("max-connections=2", "call-wait=50ms"), Clock.systemUTC());

        List<String> told = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return people.loadUser(person()).getName();
                            } catch (OAuth2AuthenticationException refused) {
                                return refused.getError().getErrorCode();
                            }
                        },
                        task -> new Thread(task).start()))
                .limit(6)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(told).containsExactly("invalid_user_info_response", "invalid_user_info_response", "invalid_user_info_response", "invalid_user_info_response", "somebody", "somebody");
    }

    private static OidcUserRequest person() {
        Instant now = Instant.now();
        return new OidcUserRequest(
                registration(),
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "S3CRET", now, now.plusSeconds(60), Set.of("openid", "profile")),
                new OidcIdToken("S3CRET", now, now.plusSeconds(60), Map.of("sub", "somebody")));
    }

    private static OAuth2AuthorizationCodeGrantRequest code() {
        var asked = OAuth2AuthorizationRequest.authorizationCode()
                .clientId("portal")
                .authorizationUri(platform.url() + "/authorize")
                .redirectUri("http://127.0.0.1/back")
                .state("state")
                .build();
        var answered = OAuth2AuthorizationResponse.success("code").redirectUri("http://127.0.0.1/back").state("state").build();
        return new OAuth2AuthorizationCodeGrantRequest(registration(), new OAuth2AuthorizationExchange(asked, answered));
    }

    private static ClientRegistration registration() {
        return ClientRegistration.withRegistrationId("ims")
                .clientId("portal")
                .clientSecret("S3CRET")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://127.0.0.1/back")
                .scope("openid", "profile")
                .authorizationUri(platform.url() + "/authorize")
                .tokenUri(platform.url() + "/token")
                .userInfoUri(platform.url() + "/userinfo")
                .userNameAttributeName("sub")
                .build();
    }
}
