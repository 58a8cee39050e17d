package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
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
        all(trouble.answer);
        PeopleFixture people = PeopleFixture.at(platform, SHORT);
        long start = System.nanoTime();

        var who = catchThrowableOfType(
                OAuth2AuthenticationException.class,
                () -> people.userInfo().loadUser(person()));
        var token = catchThrowableOfType(
                OAuth2AuthorizationException.class,
                () -> people.codes().getTokenResponse(code("ims")));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(who).isNotNull();
        assertThat(token).isNotNull();
        assertThat(token.getError().getDescription()).isNull();
        assertThat(who + " " + token).doesNotContain("S3CRET", "127.0.0.1:");
        assertThat(platform.wire().getAllServeEvents()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void onlySoManySignInAtATime() {
        platform.wire().stubFor(get("/userinfo")
                .willReturn(okJson("{\"sub\":\"somebody\"}").withFixedDelay(3_000)));
        var people = PeopleFixture.at(platform, "max-connections=2", "call-wait=50ms").userInfo();

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

    /** A token that is not given and a person of whom nothing is told are of the same provider. */
    @Test
    void providerThatIsSilentIsLeftInPeaceAndWhoeverSignsInIsToldAtOnce() {
        all(okJson("{}").withFixedDelay(1_500));
        PeopleFixture people = PeopleFixture.at(platform, "answer-timeout=200ms", "circuit.fewest=4", "circuit.pause=1h");
        assertThatThrownBy(() -> people.codes().getTokenResponse(code("ims"))).isInstanceOf(OAuth2AuthorizationException.class);
        assertThat(people.gates().isResting("ims")).isFalse();
        assertThatThrownBy(() -> people.userInfo().loadUser(person())).isInstanceOf(OAuth2AuthenticationException.class);
        assertThat(people.gates().isResting("ims")).isTrue();
        platform.wire().resetRequests();

        assertThatThrownBy(() -> people.codes().getTokenResponse(code("ims"))).isInstanceOf(OAuth2AuthorizationException.class);
        assertThatThrownBy(() -> people.userInfo().loadUser(person())).isInstanceOf(OAuth2AuthenticationException.class);

        assertThat(platform.wire().getAllServeEvents()).isEmpty();
    }

    @Test
    void silenceOfOneProviderIsNothingToAnother() {
        all(aResponse().withStatus(503));
        PeopleFixture people = PeopleFixture.at(platform, "circuit.fewest=4", "circuit.pause=1h");
        fail(people, "ims", 2);
        assertThat(people.gates().isResting("ims")).isTrue();
        platform.wire().resetRequests();

        fail(people, "azure", 1);

        assertThat(people.gates().isResting("azure")).isFalse();
        assertThat(platform.wire().getAllServeEvents()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO", "NOT_THERE", "TOO_MANY", "REDIRECT", "HTML", "EMPTY", "LIST"})
    void whatAProviderAnswersIsNoFaultHoweverItSaysNo(Trouble no) {
        all(no.answer);
        PeopleFixture people = PeopleFixture.at(platform, "circuit.fewest=4", "circuit.pause=1h");
        fail(people, "ims", 4);
        assertThat(people.gates().isResting("ims")).isFalse();
    }

    /** It may not know what to make of being asked for nothing, as long as it is there. */
    @Test
    void portalAsksByItselfWithNobodysTokenUntilAnyAnswerComes() {
        all(aResponse().withFault(Fault.EMPTY_RESPONSE));
        PeopleFixture people = PeopleFixture.at(platform, "circuit.fewest=4", "circuit.pause=100ms");
        fail(people, "ims", 2);
        platform.wire().resetRequests();
        await().until(() -> platform.wire().getAllServeEvents().size() > 1);
        assertThat(people.gates().isResting("ims")).isTrue();
        all(aResponse().withStatus(504));
        platform.wire().resetRequests();
        await().until(() -> platform.wire().getAllServeEvents().size() > 1);
        assertThat(people.gates().isResting("ims")).isTrue();

        all(aResponse().withStatus(500));

        await().until(() -> !people.gates().isResting("ims"));
        assertThat(platform.wire().getAllServeEvents()).allSatisfy(trial -> {
            assertThat(trial.getRequest().getBodyAsString()).isEmpty();
            assertThat(trial.getRequest().containsHeader("Authorization")).isFalse();
        });
        assertThat(platform.wire().getAllServeEvents())
                .extracting(trial -> trial.getRequest().getUrl())
                .contains("/token", "/userinfo");
    }

    private static void all(ResponseDefinitionBuilder answer) {
        platform.wire().stubFor(any(anyUrl()).atPriority(1).willReturn(answer));
    }

    private static void fail(PeopleFixture people, String registration, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> people.codes().getTokenResponse(code(registration)))
                    .isInstanceOf(OAuth2AuthorizationException.class);
        }
    }

    private static OidcUserRequest person() {
        Instant now = Instant.now();
        return new OidcUserRequest(
                PeopleFixture.registration(platform, "ims"),
                new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "S3CRET", now, now.plusSeconds(60), Set.of("openid", "profile")),
                new OidcIdToken("S3CRET", now, now.plusSeconds(60), Map.of("sub", "somebody")));
    }

    private static OAuth2AuthorizationCodeGrantRequest code(String registration) {
        var asked = OAuth2AuthorizationRequest.authorizationCode()
                .clientId("portal")
                .authorizationUri(platform.url() + "/authorize")
                .redirectUri("http://127.0.0.1/back")
                .state("state")
                .build();
        var answered = OAuth2AuthorizationResponse.success("code").redirectUri("http://127.0.0.1/back").state("state").build();
        return new OAuth2AuthorizationCodeGrantRequest(
                PeopleFixture.registration(platform, registration), new OAuth2AuthorizationExchange(asked, answered));
    }
}
