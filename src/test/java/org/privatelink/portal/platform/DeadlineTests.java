package org.privatelink.portal.platform;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.OutcomeUnknown;
import org.privatelink.portal.platform.PlatformException.TooMany;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.UpstreamException.Fate;

/** Several calls that each keep within their time do not keep a person waiting longer than is said. */
class DeadlineTests {

    private static final Duration A_LITTLE = Duration.ofSeconds(2);
    private static final String[] LONG = {"deadline=9s", "slow-deadline=9s", "retry.attempts=3"};

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    @Test
    void soonerOfTwoCountsAndWhatWasBeforeComesBack() {
        assertThat(Deadline.left(Duration.ofSeconds(9))).isEqualTo(Duration.ofSeconds(9));
        Deadline.within(Duration.ofSeconds(5), () -> {
            assertThat(Deadline.left(Duration.ofSeconds(9))).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
            assertThat(Deadline.left(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
            Deadline.within(Duration.ofSeconds(60), () -> {
                assertThat(Deadline.left(Duration.ofSeconds(60))).isLessThanOrEqualTo(Duration.ofSeconds(5));
                return null;
            });
            Deadline.within(Duration.ofSeconds(2), () -> null);
            assertThat(Deadline.left(Duration.ofSeconds(9))).isGreaterThan(Duration.ofSeconds(2));
            return null;
        });
        assertThat(Deadline.present()).isNull();
    }

    @Test
    void readsOneAfterTheOtherEndWithTheDeadline() {
        PlatformClient client = warm(LONG);
        platform.answer(okJson("{\"items\":[]}").withFixedDelay(2_000));

        Duration took = within(Duration.ofMillis(3_500), () -> {
            read(client);
            assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class).hasMessageContaining("No answer in time");
            assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class);
        });

        assertThat(took).isLessThan(Duration.ofMillis(3_500).plus(A_LITTLE));
        await().untilAsserted(() -> assertThat(platform.requests()).hasSize(3));
    }

    @Test
    void readsSideBySideHaveTheSameDeadline() {
        platform.answer(okJson("{\"items\":[]}").withFixedDelay(5_000));
        PlatformClient client = platform.client(LONG);
        Reads reads = ReadsFixture.reads();

        Duration took = within(Duration.ofMillis(500), () -> {
            var both = Stream.generate(() -> reads.start(() -> read(client))).limit(2).toList();
            assertThat(both).allSatisfy(each -> assertThat(each.outcome().failure()).isInstanceOf(Unreachable.class));
        });

        assertThat(took).isLessThan(Duration.ofMillis(500).plus(A_LITTLE));
    }

    /** It could have been done, and nobody would know. */
    @Test
    void writeWithoutASensibleTimeLeftIsNotSent() {
        platform.answer(okJson("{\"items\":[]}"));
        PlatformClient client = platform.client(LONG);

        within(Duration.ofMillis(2_500), () -> {
            assertThat(read(client)).isEmpty();
            var told = catchThrowableOfType(Unreachable.class, () -> write(client));
            assertThat(told.fate()).isEqualTo(Fate.NOT_SENT);
        });

        assertThat(platform.requests()).extracting(request -> request.getMethod().getName()).containsExactly("GET");
    }

    /** However long a write may take in the background: a request never has more than its own time. */
    @Test
    void limitAboveTheTimeOfARequestKeepsNoWriteFromBeingSent() {
        platform.answer(okJson("{}"));
        PlatformClient client = platform.client("deadline=200s", "slow-deadline=300s");

        within(Duration.ofSeconds(20), () -> {
            client.refuseUnsendable();
            write(client);
            client.post(Service.CONNECTORS, "dev-2", "/x").slow().body(Map.of("name", "n")).done();
        });

        assertThat(platform.requests()).hasSize(2);
        within(Duration.ofSeconds(9), () -> assertThatThrownBy(() -> write(client)).isInstanceOf(Unreachable.class));
        assertThat(platform.requests()).hasSize(2);
    }

    @Test
    void whetherAWriteWouldBeSentIsKnownALittleBefore() {
        PlatformClient client = platform.client(LONG);

        client.refuseUnsendable();
        within(Duration.ofSeconds(6), client::refuseUnsendable);
        within(Duration.ofMillis(3_600), () -> {
            var told = catchThrowableOfType(Unreachable.class, client::refuseUnsendable);
            assertThat(told.fate()).isEqualTo(Fate.NOT_SENT);
        });
    }

    @Test
    void tokenThatSomebodyHasNoTimeForIsNoFaultForOthers() {
        platform.answer(okJson("{\"items\":[]}"));
        token("late", 3_000);
        PlatformClient client = platform.client("deadline=9s", "retry.attempts=1", "circuit.fewest=1", "circuit.pause=1h");

        within(Duration.ofMillis(1_500), () ->
                assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class));

        assertThat(platform.gate().rest()).isEmpty();
        token("soon", 0);
        assertThat(read(client)).isEmpty();
        assertThat(platform.tokenRequests()).hasSize(2);
    }

    @Test
    void writeMayUseWhatIsLeftAndIsSentOnce() {
        PlatformClient client = warm("deadline=6s", "slow-deadline=6s");
        platform.answer(okJson("{}").withFixedDelay(8_000));

        Duration took = within(Duration.ofMillis(3_500), () ->
                assertThatThrownBy(() -> write(client)).isInstanceOf(OutcomeUnknown.class));

        assertThat(took).isLessThan(Duration.ofMillis(3_500).plus(A_LITTLE));
        await().untilAsserted(() -> assertThat(platform.requests())
                .extracting(request -> request.getMethod().getName())
                .containsExactly("GET", "POST"));
    }

    /** It says when to come back: better than to wait for that in vain. */
    @Test
    void pauseThatDoesNotFitIsNotWaitedFor() {
        platform.answer(aResponse().withStatus(429).withHeader("Retry-After", "20"));
        PlatformClient client = platform.client("deadline=60s", "retry.max-wait=30s");

        Duration took = within(Duration.ofSeconds(10), () ->
                assertThatThrownBy(() -> read(client)).isInstanceOf(TooMany.class));

        assertThat(took).isLessThan(Duration.ofSeconds(8));
        assertThat(platform.requests()).hasSize(1);
    }

    @Test
    void waitForATokenThatAnotherFetchesIsPartOfIt() throws Exception {
        token("late", 5_000);
        PlatformClient client = platform.client(LONG);
        Thread background = waiting(() -> catchThrowable(() -> read(client)));
        await().until(() -> platform.tokenRequests().size() == 1);

        Duration took = within(Duration.ofMillis(500), () ->
                assertThatThrownBy(() -> read(client)).isInstanceOf(Unreachable.class));

        assertThat(took).isLessThan(Duration.ofMillis(500).plus(A_LITTLE));
        assertThat(background.isAlive()).isTrue();
        background.interrupt();
        background.join();
    }

    @Test
    void refusedTokenIsForgottenWhileAnotherCallFetchesTheNext() throws Exception {
        token("first", 0);
        platform.answer(okJson("{\"items\":[]}"));
        token("first", 0);
        PlatformClient client = platform.client(LONG);
        read(client);
        platform.answer(aResponse().withStatus(401).withFixedDelay(300).withBody("{\"error_code\":\"401013\"}"));
        token("second", 5_000);
        long start = System.nanoTime();
        Thread write = waiting(() -> assertThatThrownBy(() -> write(client)).isInstanceOf(NotAllowed.class));
        platform.wire().stubFor(get(anyUrl()).atPriority(1).willReturn(aResponse().withStatus(401).withBody("{\"error_code\":\"401013\"}")));

        Thread read = waiting(() -> catchThrowable(() -> read(client)));
        write.join();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(read.isAlive()).isTrue();
        read.interrupt();
        read.join();
    }

    private static void token(String token, int delay) {
        String json = "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":86399}".formatted(token);
        platform.wire().stubFor(post(urlPathEqualTo(PlatformFixture.TOKEN_PATH)).atPriority(1)
                .willReturn(okJson(json).withFixedDelay(delay)));
    }

    /** A thread that has come to wait for an answer. */
    private static Thread waiting(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        await().until(() -> Set.of(State.WAITING, State.TIMED_WAITING).contains(thread.getState()));
        return thread;
    }

    /** One that has made its first call, which takes longest. */
    private static PlatformClient warm(String... settings) {
        platform.answer(okJson("{\"items\":[]}"));
        PlatformClient client = platform.client(settings);
        read(client);
        return client;
    }

    private static Duration within(Duration most, Runnable work) {
        long start = System.nanoTime();
        Deadline.within(most, () -> {
            work.run();
            return null;
        });
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static List<Object> read(PlatformClient client) {
        return client.get(Service.CONNECTORS, "dev-2", "/x").items(Object.class);
    }

    private static void write(PlatformClient client) {
        client.post(Service.CONNECTORS, "dev-2", "/x").body(Map.of("name", "n")).done();
    }
}
