package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.privatelink.portal.MovableClock;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.Unreachable;

class PlatformTokensTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @Test
    void theTokenIsAskedForWithTheClientsCredentials() {
        platform.answer(200, "items-empty.json");
        read(platform.client());
        LoggedRequest request = platform.tokenRequests().get(0);
        assertThat(request.getHeader("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.getUrl()).isEqualTo(PlatformFixture.TOKEN_PATH);
        assertThat(form(request))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "grant_type", "client_credentials",
                        "client_id", PlatformFixture.API_KEY,
                        "client_secret", PlatformFixture.CLIENT_SECRET,
                        "scope", "openid,AdobeID,read_organizations"));
    }

    @Test
    void whatJoinsTheScopesIsConfigurable() {
        platform.answer(200, "items-empty.json");
        read(platform.client("token.scope-separator=+"));
        assertThat(form(platform.tokenRequests().get(0))).containsEntry("scope", "openid+AdobeID+read_organizations");
    }

    @Test
    void twentyFirstCallsFetchOneToken() throws Exception {
        platform.answer(200, "items-empty.json");
        PlatformClient client = platform.client();
        ExecutorService executor = Executors.newFixedThreadPool(20);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> calls = IntStream.range(0, 20)
                .<Future<?>>mapToObj(i -> executor.submit((Callable<Object>) () -> {
                    go.await();
                    read(client);
                    return i;
                }))
                .toList();
        go.countDown();
        for (Future<?> call : calls) {
            call.get();
        }
        executor.shutdown();
        assertThat(platform.tokenRequests()).hasSize(1);
        assertThat(platform.requests()).hasSize(20);
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        platform.answer(200, "items-empty.json");
        MovableClock clock = new MovableClock(Instant.now());
        PlatformClient client = platform.client(clock, "token.renew-before=5m");
        read(client);
        clock.move(Duration.ofSeconds(86399).minusMinutes(6));
        read(client);
        assertThat(platform.tokenRequests()).hasSize(1);
        clock.move(Duration.ofSeconds(90));
        read(client);
        assertThat(platform.tokenRequests()).hasSize(2);
    }

    @Test
    void aTokenThatPlatformRefusesIsRenewedOnceForARead() {
        refuseFirstToken();
        platform.wire().stubFor(get(urlPathEqualTo("/data/foundation/connectors/x"))
                .withHeader("Authorization", equalTo("Bearer second"))
                .willReturn(okJson("{\"items\":[]}")));
        assertThat(read(platform.client())).isEmpty();
        assertThat(platform.requests())
                .extracting(request -> request.getHeader("Authorization"))
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void anUnauthorisedOrganisationIsNoReasonForANewToken() {
        platform.answer(aResponse().withStatus(401).withBody("{\"errorCode\":\"2000-401\",\"title\":\"No organisation\"}"));
        assertThatThrownBy(() -> read(platform.client()))
                .isInstanceOfSatisfying(NotAllowed.class, refused -> assertThat(refused.reason())
                        .isEqualTo(NotAllowed.Reason.ORGANISATION));
        assertThat(platform.requests()).hasSize(1);
        assertThat(platform.tokenRequests()).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedAgainIsNotRenewedAgain() {
        refuseFirstToken();
        assertThatThrownBy(() -> read(platform.client()))
                .isInstanceOfSatisfying(NotAllowed.class, refused -> assertThat(refused.reason())
                        .isEqualTo(NotAllowed.Reason.TOKEN));
        assertThat(platform.requests()).hasSize(2);
        assertThat(platform.tokenRequests()).hasSize(2);
    }

    @Test
    void aWriteWhoseTokenIsRefusedIsNotSentAgainButTheNextCallHasANewToken() {
        refuseFirstToken();
        PlatformClient client = platform.client();
        assertThatThrownBy(() -> client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of()).done())
                .isInstanceOf(NotAllowed.class);
        assertThat(platform.requests()).hasSize(1);
        assertThatThrownBy(() -> client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of()).done())
                .isInstanceOf(NotAllowed.class);
        assertThat(platform.requests())
                .extracting(request -> request.getHeader("Authorization"))
                .containsExactly("Bearer first", "Bearer second");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_client",
        "400, invalid_scope",
        "401, invalid_client",
        "403, access_denied"
    })
    void aRefusedCredentialIsAMatterOfConfiguration(int status, String code) {
        token(aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody("{\"error\":\"%s\",\"error_description\":\"no client with secret %s\"}"
                        .formatted(code, PlatformFixture.CLIENT_SECRET)));
        NotAllowed refused = catchThrowableOfType(NotAllowed.class, () -> read(platform.client()));
        assertThat(refused.reason()).isEqualTo(NotAllowed.Reason.TOKEN);
        assertThat(refused.problem().text()).contains("token endpoint refused");
        assertThat(trace(refused)).doesNotContain(PlatformFixture.CLIENT_SECRET);
        assertThat(platform.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 404, 429, 500, 502, 503})
    void aTokenEndpointThatCannotIsUnreachable(int status) {
        token(aResponse().withStatus(status).withBody("<html>" + PlatformFixture.CLIENT_SECRET + "</html>"));
        Unreachable failed = catchThrowableOfType(Unreachable.class, () -> read(platform.client()));
        assertThat(failed.problem().text()).contains("token endpoint");
        assertThat(trace(failed)).doesNotContain(PlatformFixture.CLIENT_SECRET);
        assertThat(platform.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "<html>maintenance</html>", "{}", "[]", "{\"token_type\":\"bearer\"}", "{\"access_token\":\"S3CRET\"}",
        "{\"access_token\":\"S3CRET\",\"token_type\":\"mac\",\"expires_in\":60}", "{\"access_token\":"
    })
    void aTokenThatIsNoneIsUnreachable(String body) {
        token(okJson(body));
        Unreachable failed = catchThrowableOfType(Unreachable.class, () -> read(platform.client()));
        assertThat(failed.problem().text()).contains("token endpoint");
        assertThat(trace(failed)).doesNotContain("S3CRET").doesNotContain(PlatformFixture.CLIENT_SECRET);
        assertThat(platform.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aTokenEndpointThatBreaksIsUnreachable(Fault fault) {
        token(aResponse().withFault(fault));
        Unreachable failed = catchThrowableOfType(Unreachable.class, () -> read(platform.client()));
        assertThat(trace(failed)).doesNotContain(PlatformFixture.CLIENT_SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer", "Bearer", "BEARER"})
    void theTypeOfATokenMayBeInAnyLetterCase(String type) {
        token(okJson("{\"access_token\":\"t\",\"token_type\":\"%s\",\"expires_in\":86399}".formatted(type)));
        platform.wire().stubFor(get(urlPathEqualTo("/data/foundation/connectors/x")).willReturn(okJson("{\"items\":[]}")));
        assertThat(read(platform.client())).isEmpty();
    }

    @Test
    void aTokenEndpointThatHangsHoldsNobodyForLong() throws Exception {
        token(okJson("{}").withFixedDelay(20_000));
        PlatformClient client = platform.client("answer-timeout=400ms", "deadline=1s");
        assertThat(longest(client, 10)).isLessThan(Duration.ofSeconds(3));
        assertThat(platform.tokenRequests().size()).isLessThanOrEqualTo(2);
    }

    @Test
    void aTokenEndpointThatDripsHoldsNobodyForLong() throws Exception {
        token(okJson(PlatformFixture.text("token.json")).withChunkedDribbleDelay(40, 20_000));
        PlatformClient client = platform.client("deadline=1s");
        assertThat(longest(client, 5)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void afterAFailureTheTokenEndpointIsLeftInPeaceForAWhile() {
        token(aResponse().withStatus(503));
        MovableClock clock = new MovableClock(Instant.now());
        PlatformClient client = platform.client(clock);
        assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class);
        assertThat(platform.tokenRequests()).hasSize(1);
        platform.answer(200, "items-empty.json");
        clock.move(Duration.ofSeconds(10));
        assertThat(read(client)).isEmpty();
    }

    @Test
    void aTokenThatCannotBeRenewedEarlyServesUntilItEnds() {
        platform.answer(200, "items-empty.json");
        MovableClock clock = new MovableClock(Instant.now());
        PlatformClient client = platform.client(clock, "token.renew-before=5m");
        read(client);
        token(aResponse().withStatus(503));
        clock.move(Duration.ofSeconds(86399).minusMinutes(4));
        assertThat(read(client)).isEmpty();
        assertThat(read(client)).isEmpty();
        assertThat(platform.tokenRequests()).hasSize(2);
        clock.move(Duration.ofMinutes(5));
        assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class);
    }

    @Test
    void aTokenEndpointThatHasTooManyIsLeftInPeaceAsLongAsItAsks() {
        token(aResponse().withStatus(429).withHeader("Retry-After", "30"));
        MovableClock clock = new MovableClock(Instant.now());
        PlatformClient client = platform.client(clock);
        assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class);
        clock.move(Duration.ofSeconds(29));
        assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class);
        assertThat(platform.tokenRequests()).hasSize(1);
        clock.move(Duration.ofSeconds(2));
        assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class);
        assertThat(platform.tokenRequests()).hasSize(2);
    }

    private static void token(ResponseDefinitionBuilder answer) {
        platform.wire().stubFor(post(urlPathEqualTo(PlatformFixture.TOKEN_PATH)).atPriority(1).willReturn(answer));
    }

    /** Platform takes no token here; the endpoint gives a first, then others. */
    private static void refuseFirstToken() {
        platform.answer(401, "gateway-401013-token-invalid.json");
        var path = urlPathEqualTo(PlatformFixture.TOKEN_PATH);
        String json = "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":86399}";
        platform.wire().stubFor(post(path).atPriority(1).inScenario("t").whenScenarioStateIs("Started")
                .willSetStateTo("next").willReturn(okJson(json.formatted("first"))));
        platform.wire().stubFor(post(path).atPriority(1).inScenario("t").whenScenarioStateIs("next")
                .willReturn(okJson(json.formatted("second"))));
    }

    private static List<Object> read(PlatformClient client) {
        return client.get(Service.CONNECTORS, "dev-2", "/x").items(Object.class);
    }

    private static Duration longest(PlatformClient client, int calls) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(calls);
        long start = System.nanoTime();
        List<Future<?>> all = IntStream.range(0, calls)
                .<Future<?>>mapToObj(i -> executor.submit(() -> read(client)))
                .toList();
        for (Future<?> one : all) {
            assertThatThrownBy(one::get).hasCauseInstanceOf(Unreachable.class);
        }
        executor.shutdown();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Map<String, String> form(LoggedRequest request) {
        return Arrays.stream(request.getBodyAsString().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
