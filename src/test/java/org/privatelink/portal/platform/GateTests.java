package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.UpstreamException.Fate;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks.EmitResult;
import reactor.core.publisher.Sinks;

/** Platform is left in peace while it does not answer, and only so many wait for it. */
@ExtendWith(OutputCaptureExtension.class)
class GateTests {

    private static final String[] SOON = {"circuit.fewest=4", "circuit.pause=200ms", "retry.attempts=1"};
    private static final String[] LATER = {"circuit.fewest=4", "circuit.pause=1h", "retry.attempts=1"};

    private static final Duration BRIEF = Duration.ofMillis(500);
    private static final String WELL =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{\"items\":[]}";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @Test
    void whenHalfOfTheAttemptsFailNothingIsSentAnyMore() {
        PlatformClient client = platform.client(LATER);
        platform.answer(okJson("{\"items\":[]}"));
        read(client);
        read(client);
        platform.answer(aResponse().withStatus(503));
        fail(client, 2);

        Unreachable told = catchThrowableOfType(Unreachable.class, () -> read(client));

        assertThat(told.isResting()).isTrue();
        assertThat(told.retryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(told.problem().status()).isZero();
        assertThat(platform.gate().rest()).isPresent();
        assertThat(platform.requests()).hasSize(4);
    }

    @Test
    void whyACallWouldNotBeMadeIsKnownWithoutMakingIt() {
        PlatformClient client = platform.client(LATER);
        platform.answer(aResponse().withStatus(503));
        assertThat(client.silence()).isEmpty();
        fail(client, 4);

        assertThat(client.silence()).get().isInstanceOfSatisfying(Unreachable.class, told -> {
            assertThat(told.isResting()).isTrue();
            assertThat(told.retryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        });
        assertThat(platform.requests()).hasSize(4);
    }

    @Test
    void lessThanHalfIsBorne() {
        PlatformClient client = platform.client(LATER);
        platform.answer(okJson("{\"items\":[]}"));
        IntStream.range(0, 4).forEach(i -> read(client));
        platform.answer(aResponse().withStatus(503));
        fail(client, 3);
        assertThat(platform.gate().rest()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 409, 412, 418, 429, 451})
    void whatPlatformAnswersIsNoFaultHoweverItSaysNo(int status) {
        platform.answer(aResponse().withStatus(status).withHeader("Retry-After", "60"));
        PlatformClient client = platform.client(LATER);
        fail(client, 8);
        assertThat(platform.gate().rest()).isEmpty();
    }

    @Test
    void attemptsOfOneCallCountEach() {
        platform.answer(aResponse().withStatus(502));
        PlatformClient client = platform.client("circuit.fewest=4", "circuit.pause=1h", "retry.attempts=3");
        fail(client, 2);
        assertThat(platform.gate().rest()).isPresent();
        assertThat(platform.requests()).hasSize(4);
    }

    @Test
    void whatHangsOrBreaksOffCounts() {
        platform.answer(okJson("{\"items\":[]}").withChunkedDribbleDelay(10, 5_000));
        PlatformClient client = platform.client("circuit.fewest=2", "circuit.pause=1h", "deadline=500ms");
        fail(client, 2);
        assertThat(platform.gate().rest()).isPresent();
    }

    /** One person's late page is no reason to leave Platform in peace for everybody. */
    @Test
    void whatIsCutByTheTimeOfWhoWaitsTellsNothingUnlessItWasSlow() {
        platform.answer(okJson("{\"items\":[]}"));
        PlatformClient client = platform.client(
                "circuit.fewest=2", "circuit.pause=1h", "circuit.slow=2s", "deadline=8s", "retry.attempts=1");
        read(client);
        platform.answer(okJson("{\"items\":[]}").withFixedDelay(10_000));

        failWithin(client, Duration.ofSeconds(1));
        assertThat(platform.gate().rest()).isEmpty();

        failWithin(client, Duration.ofMillis(3_500));
        assertThat(platform.gate().rest()).isPresent();
        assertThat(platform.requests()).hasSize(3);
    }

    @Test
    void slowAnswersCount() {
        platform.answer(okJson("{\"items\":[]}").withFixedDelay(60));
        PlatformClient client = platform.client("circuit.fewest=3", "circuit.pause=1h", "circuit.slow=20ms");
        IntStream.range(0, 3).forEach(i -> read(client));
        assertThat(platform.gate().rest()).isPresent();
    }

    @Test
    void whatDependsOnTheSourceTellsNothingOfPlatform() {
        platform.answer(aResponse().withStatus(504));
        PlatformClient client = platform.client(LATER);
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(() -> client.get(Service.FLOW_SERVICE, "dev-2", "/connections/1/explore").slow().done())
                    .isInstanceOf(Unreachable.class);
        }
        assertThat(platform.gate().rest()).isEmpty();
        assertThat(platform.requests()).hasSize(6);
    }

    @Test
    void aTokenEndpointThatFailsCountsToo() {
        platform.wire().stubFor(post(urlPathEqualTo(PlatformFixture.TOKEN_PATH)).atPriority(1).willReturn(aResponse().withStatus(503)));
        PlatformClient client = platform.client(LATER);
        fail(client, 4);
        assertThat(platform.gate().rest()).isPresent();
        assertThat(platform.tokenRequests()).hasSize(1);
    }

    @Test
    void aWriteWasNotSentThen() {
        platform.answer(aResponse().withStatus(503));
        PlatformClient client = platform.client(LATER);
        fail(client, 4);

        Unreachable told = catchThrowableOfType(
                Unreachable.class, () -> client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of()).done());

        assertThat(told.fate()).isEqualTo(Fate.NOT_SENT);
        assertThat(platform.requests()).noneMatch(request -> request.getMethod().getName().equals("POST"));
    }

    @Test
    void aWriteWithAFaultIsSentOnceAndLeavesItsOutcomeUnknown() {
        platform.answer(aResponse().withStatus(503));
        PlatformClient client = platform.client(LATER);
        assertThatThrownBy(() -> client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of()).done())
                .isInstanceOf(OutcomeUnknown.class);
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void itIsTriedByThePortalItselfAndGoesOnByItself(CapturedOutput output) {
        platform.answer(aResponse().withStatus(503));
        PlatformClient client = platform.client(SOON);
        fail(client, 4);
        await().until(() -> platform.requests().size() > 5);
        assertThat(platform.gate().rest()).isPresent();
        assertThat(platform.requests().subList(4, platform.requests().size()))
                .allMatch(trial -> trial.getUrl().equals("/data/foundation/sandbox-management/"));

        platform.answer(okJson("{\"sandboxes\":[]}"));

        await().until(() -> platform.gate().rest().isEmpty());
        await().untilAsserted(() -> assertThat(platform.told()).hasExactlyElementsOfTypes(PlatformAnswers.class));
        assertThat(output.getOut().lines().filter(line -> line.contains("left in peace")))
                .singleElement().asString().contains("status 503");
        assertThat(output.getOut().lines().filter(line -> line.contains("answers again"))).hasSize(1);
        platform.answer(okJson("{\"items\":[]}"));
        assertThat(read(client)).isEmpty();
    }

    @Test
    void anAnswerOfAnyKindShowsThatItAnswers() {
        platform.answer(aResponse().withStatus(503));
        PlatformClient client = platform.client(SOON);
        fail(client, 4);
        platform.answer(aResponse().withStatus(404));
        await().until(() -> platform.gate().rest().isEmpty());
    }

    /** What hung when the outage began is given up long after, and is no news then. */
    @Test
    void attemptOfBeforeTheRestTellsNothingAfterIt() {
        Gate gate = gate(BRIEF);
        gate.tryBy(() -> answered(gate));
        List<Sinks.One<Answer>> hanging = hanging(gate, 4);
        rest(gate);
        await().until(() -> gate.rest().isEmpty());

        hanging.forEach(attempt -> attempt.tryEmitError(new TimeoutException()));

        assertThat(gate.rest()).isEmpty();
        hanging(gate, 2).forEach(attempt -> attempt.tryEmitError(new TimeoutException()));
        assertThat(gate.rest()).isPresent();
    }

    @Test
    void nothingButTheTrialIsMadeAndTellsAnythingWhileItIsUnderWay() {
        Gate gate = gate(BRIEF);
        var begun = new CompletableFuture<Boolean>();
        var mayEnd = new CompletableFuture<Boolean>();
        gate.tryBy(() -> {
            begun.complete(true);
            mayEnd.orTimeout(5, TimeUnit.SECONDS).join();
            answered(gate);
        });
        List<Sinks.One<Answer>> hanging = hanging(gate, 2);
        rest(gate);
        begun.join();
        Gate.Rest rest = gate.rest().orElseThrow();

        // They had entered, and waited for a token since.
        assertThatThrownBy(() -> answered(gate)).isInstanceOf(Withheld.class);
        assertThatThrownBy(() -> gate.attempt(Mono.empty(), true).block()).isInstanceOf(Withheld.class);
        hanging.forEach(attempt -> attempt.tryEmitError(new TimeoutException()));

        assertThat(gate.rest()).contains(rest);
        mayEnd.complete(true);
        await().until(() -> gate.rest().isEmpty());
    }

    /** Where it is tried by whoever comes first, that one is the trial. */
    @Test
    void attemptOfBeforeDoesNotEndATrialBySomebody() {
        Gate gate = gate(BRIEF);
        List<Sinks.One<Answer>> hanging = hanging(gate, 2);
        rest(gate);
        Sinks.One<Answer> trial = Sinks.one();
        await().ignoreExceptions().until(() -> {
            gate.enter(() -> gate.attempt(trial.asMono(), true).subscribe(answer -> {}, broken -> {}));
            return gate.underWay() == 0 && trial.currentSubscriberCount() == 1;
        });

        hanging.forEach(attempt -> attempt.tryEmitError(new TimeoutException()));
        assertThat(trial.tryEmitValue(new Answer(200, new byte[0], null, "r-1"))).isEqualTo(EmitResult.OK);

        assertThat(gate.rest()).isEmpty();
    }

    @Test
    void callsBeyondThePlacesAreRefusedSoon() throws IOException {
        AtomicBoolean answers = new AtomicBoolean();
        try (RawServer server = new RawServer((connection, out) -> {
            await().untilTrue(answers);
            RawServer.Reply.bytes(WELL).to(connection, out);
        })) {
            PlatformClient client =
                    platform.client("base-url=" + server.url(), "max-connections=3", "call-wait=50ms", "retry.attempts=1");
            List<CompletableFuture<Object>> calls = Stream.generate(() -> CompletableFuture.<Object>supplyAsync(
                            () -> catchThrowableOfType(PlatformException.class, () -> read(client)), task -> new Thread(task).start()))
                    .limit(12)
                    .toList();

            // While those that found a place still wait.
            await().until(() -> calls.stream().filter(CompletableFuture::isDone).count() == 9 && server.requests().size() == 3);
            answers.set(true);

            List<Object> told = calls.stream().map(CompletableFuture::join).filter(failure -> failure != null).toList();
            assertThat(told).hasSize(9).allSatisfy(failure -> {
                assertThat(((Unreachable) failure).isFull()).isTrue();
                assertThat(((Unreachable) failure).retryAfter()).isEqualTo(Duration.ofSeconds(1));
                assertThat(((Unreachable) failure).fate()).isEqualTo(Fate.NOT_SENT);
            });
            assertThat(read(client)).isEmpty();
            assertThat(server.requests()).hasSize(4);
        }
    }

    private static Gate gate(Duration pause) {
        Duration window = Duration.ofSeconds(30);
        return new Gate("It", new Gate.Limits(10, Duration.ZERO, 50, 2, window, window, pause), Clock.systemUTC());
    }

    private static void answered(Gate gate) {
        gate.judged(() -> "answer", answer -> null, broken -> "broken");
    }

    private static void rest(Gate gate) {
        gate.fault("first");
        gate.fault("second");
        assertThat(gate.rest()).isPresent();
    }

    private static List<Sinks.One<Answer>> hanging(Gate gate, int many) {
        return Stream.generate(Sinks::<Answer>one)
                .limit(many)
                .peek(end -> gate.attempt(end.asMono(), true).subscribe(answer -> {}, broken -> {}))
                .toList();
    }

    private static List<Object> read(PlatformClient client) {
        return client.get(Service.CONNECTORS, "dev-2", "/x").items(Object.class);
    }

    private static void failWithin(PlatformClient client, Duration most) {
        Deadline.within(most, () -> {
            fail(client, 1);
            return null;
        });
    }

    private static void fail(PlatformClient client, int times) {
        IntStream.range(0, times)
                .forEach(i -> assertThatThrownBy(() -> read(client)).isInstanceOf(PlatformException.class));
    }
}
