package org.privatelink.portal.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.NotAllowed.Reason;
import org.privatelink.portal.platform.PlatformException.Unreachable;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.platform.ReadsFixture;

/** What Platform lets people see, where it is asked in their own names: how often, and what counts while it is silent. */
class PersonSandboxesTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private static final String LIST = "/data/foundation/sandbox-management/";
    private static final String SOURCES = "/data/foundation/flowservice/connections";
    private static final Person PERSON = new Person("joe", "Joe", null, Set.of(), Set.of("*"));
    private static final Sandbox PROD = new Sandbox("prod", "Production", "production", "active");
    private static final ResponseDefinitionBuilder FORBIDDEN = aResponse().withStatus(403);
    private static final ResponseDefinitionBuilder DOWN = aResponse().withStatus(503);
    private static final ResponseDefinitionBuilder HANGING = okJson("{}").withFixedDelay(2_500);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T10:00:00Z"));
    private SandboxRights rights;
    private Sandboxes sandboxes;

    private record Someone(String person, String secret, boolean isOfApi) implements Acting.Bearer {

        private Someone(String person, String secret) {
            this(person, secret, false);
        }

        @Override
        public String apiKey() {
            return "people";
        }

        @Override
        public Optional<String> token() {
            return Optional.of(secret).filter(text -> !text.isEmpty());
        }

        @Override
        public Optional<String> renewed(String refused) {
            return Optional.empty();
        }
    }

    @BeforeEach
    void begin() {
        sources(okJson("{}"));
        listed(12);
        Acting.begin(new Someone("joe", "joe.s.token"));
        start(platform.client("retry.attempts=1", "deadline=9s", "answer-timeout=9s"));
    }

    private void start(PlatformClient calls) {
        var client = new SandboxClient(calls);
        // The first call of all takes long, and a page has little patience.
        client.available();
        platform.wire().resetRequests();
        var properties = new SandboxProperties(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1));
        Patience patience = new Patience();
        Reads reads = ReadsFixture.reads();
        rights = new SandboxRights(client, properties, patience, reads, clock);
        sandboxes = new Sandboxes(client, rights, properties, patience, reads, clock);
    }

    private static void listed(int many) {
        list(okJson("{\"sandboxes\":["
                + IntStream.range(0, many).mapToObj(PersonSandboxesTests::one).collect(Collectors.joining(",")) + "]}"));
    }

    private static String one(int at) {
        return "{\"name\":\"" + (at == 0 ? "prod" : "y-" + at) + "\",\"type\":\"development\",\"state\":\"active\"}";
    }

    @AfterEach
    void end() {
        Acting.end();
    }

    @Test
    void refusalIsAskedForOnceInHalfAMinuteHoweverManyThingsThereAre() {
        sources(FORBIDDEN);
        List<String> things = IntStream.range(0, 300).mapToObj(at -> "prod").toList();

        for (int page = 0; page < 20; page++) {
            assertThat(sandboxes.open(things, each -> each, PERSON)).isEqualTo(new Open<>(List.of(), null));
            assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(NotAllowed.class);
        }

        assertThat(asked(SOURCES)).isEqualTo(1);
        sources(okJson("{}"));
        clock.move(Duration.ofSeconds(31));
        assertThat(sandboxes.open(things, each -> each, PERSON).whole()).hasSize(300);
        assertThat(asked(SOURCES)).isEqualTo(2);
    }

    @Test
    void thingsOfManySandboxesCostALookEachSideBySideAndNoneForWhatIsNotListed() {
        sandboxes.all();
        sources(okJson("{}").withFixedDelay(100));
        List<String> things = IntStream.range(0, 1000).mapToObj(at -> "y-" + at % 20).toList();

        // A page would not wait for one after the other.
        List<String> open = sandboxes.open(things, each -> each, PERSON).whole();

        assertThat(open).hasSize(550).allMatch(each -> !each.equals("y-0"));
        assertThat(asked(SOURCES)).isEqualTo(11);
        assertThat(asked(LIST)).isEqualTo(1);
    }

    /** There is room for no more than one portion, and nobody waits for a place. */
    @Test
    void manySandboxesAreAskedForInPortionsAndLeaveRoomForOthers() {
        start(platform.client("max-connections=8", "call-wait=0ms"));
        listed(40);
        sources(okJson("{}").withFixedDelay(100));

        assertThat(sandboxes.usable(PERSON)).hasSize(40);
        assertThat(asked(SOURCES)).isEqualTo(40);
    }

    @Test
    void portionsHoldAPageUpNoLongerThanOneReadMay() {
        listed(40);
        sandboxes.all();
        sources(okJson("{}").withFixedDelay(500));
        List<String> things = IntStream.range(1, 40).mapToObj(at -> "y-" + at).toList();

        // To wait in vain for each, or each time, would be to wait for all.
        for (int page = 0; page < 20; page++) {
            assertThat(sandboxes.open(things, each -> each, PERSON).isPart()).isTrue();
        }

        here().until(() -> !sandboxes.open(things, each -> each, PERSON).isPart());
        assertThat(asked(SOURCES)).isEqualTo(39);
    }

    @Test
    void whereNoPlaceWasFreePlatformIsAskedAgainAtOnce() {
        start(platform.client("max-connections=1", "call-wait=0ms"));
        sources(HANGING);
        assertThat(rights.open(List.of("y-1")).sandboxes()).isEmpty();

        assertThatThrownBy(() -> rights.check(PROD, true))
                .isInstanceOfSatisfying(Unreachable.class, full -> assertThat(full.isFull()).isTrue());

        here().ignoreExceptions().untilAsserted(() -> rights.check(PROD, true));
    }

    @Test
    void platformThatHangsHoldsAPageUpOnceAndNotForLong() {
        look();
        clock.move(Duration.ofMinutes(6));
        list(HANGING);
        sources(HANGING);

        look();
        assertThat(sandboxes.open(List.of("prod", "y-1"), each -> each, PERSON).things()).containsExactly("prod");
        // To wait in vain each time would be to wait until it answers.
        for (int page = 0; page < 20; page++) {
            look();
            assertThat(rights.oldSince("prod")).isPresent();
        }

        here().untilAsserted(() -> assertThat(rights.oldSince("prod")).isEmpty());
        assertThat(asked(LIST)).isEqualTo(2);
        here().until(() -> asked(SOURCES) == 3);
    }

    /** Another page of theirs waits for the same answer, and is not told that there is none. */
    @Test
    void pageThatRunsOutOfTimeIsNoSilenceOfPlatform() {
        sources(HANGING);

        within(Duration.ofMillis(250), () -> rights.check(PROD, false));
        within(Duration.ofMillis(50), () -> rights.check(PROD, true));
        rights.check(PROD, false);

        assertThat(asked(SOURCES)).isEqualTo(1);
    }

    @Test
    void whereNothingIsKnownAPartIsShownAsOne() {
        List<String> things = List.of("prod", "y-1");
        sandboxes.all();
        sources(HANGING);

        Open<String> open = sandboxes.open(things, each -> each, PERSON);

        assertThat(open.things()).isEmpty();
        assertThat(open.isPart()).isTrue();
        assertThatThrownBy(open::whole).isInstanceOf(Unreachable.class);
        here().until(() -> !sandboxes.open(things, each -> each, PERSON).isPart());
        assertThat(asked(SOURCES)).isEqualTo(2);
    }

    @Test
    void whatWasSaidLastServesOnForLookingOnlyAndNotForEver() {
        look();
        list(DOWN);
        sources(DOWN);
        clock.move(Duration.ofMinutes(59));

        look();
        assertThat(rights.oldSince("prod")).contains(Instant.parse("2026-11-02T10:00:00Z"));
        assertThat(sandboxes.open(List.of("prod"), each -> each, PERSON).whole()).hasSize(1);
        assertThatThrownBy(() -> rights.check(PROD, false)).isInstanceOf(Unreachable.class);

        clock.move(Duration.ofMinutes(7));
        assertThatThrownBy(sandboxes::all).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(Unreachable.class);
        assertThat(sandboxes.open(List.of("prod"), each -> each, PERSON).things()).isEmpty();
    }

    @Test
    void whoWasNotThereBeforeSeesNothingWhilePlatformIsSilent() {
        sources(DOWN);
        assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(Unreachable.class);
        assertThatThrownBy(() -> sandboxes.usable(PERSON)).isInstanceOf(Unreachable.class);
        // What is asked for meanwhile must not come into another test.
        here().until(() -> asked(SOURCES) == 12);
    }

    @Test
    void refusalEndsAtOnceWhatServedOnAndSilenceDoesNotBringItBack() {
        look();
        clock.move(Duration.ofMinutes(6));
        sources(DOWN);
        look();

        sources(FORBIDDEN);
        clock.move(Duration.ofSeconds(3));
        assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(NotAllowed.class);

        sources(DOWN);
        clock.move(Duration.ofSeconds(31));
        assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(Unreachable.class);
        assertThat(sandboxes.open(List.of("prod"), each -> each, PERSON).things()).isEmpty();
    }

    /** The page does not wait for it, but the next one feels it. */
    @Test
    void refusalThatComesLateEndsItToo() {
        look();
        clock.move(Duration.ofMinutes(6));
        sources(aResponse().withStatus(403).withFixedDelay(2_000));

        look();

        here().untilAsserted(() -> assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(NotAllowed.class));
        assertThat(asked(SOURCES)).isEqualTo(2);
    }

    @Test
    void sandboxThatIsListedNoMoreIsGoneAtOnce() {
        look();
        list(okJson("{\"sandboxes\":[" + one(1) + "]}"));
        clock.move(Duration.ofMinutes(2));

        assertThat(sandboxes.find("prod", PERSON)).isEmpty();
        assertThat(sandboxes.open(List.of("prod"), each -> each, PERSON).whole()).isEmpty();
        list(FORBIDDEN);
        clock.move(Duration.ofMinutes(2));
        assertThatThrownBy(sandboxes::all).isInstanceOf(NotAllowed.class);
    }

    /** The person's next sign-in has another one. */
    @Test
    void tokenThatHasEndedIsNotARefusalThatIsKept() {
        Acting.begin(new Someone("joe", ""));
        assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(NotAllowed.class);

        Acting.begin(new Someone("joe", "another.good.token"));
        look();
    }

    /** Nor do pages hear what it was told, or it what they were. */
    @Test
    void tokenOfAScriptThatIsNotTakenCostsPagesNothing() {
        Acting.Bearer page = new Someone("joe", "joe.s.token");
        Acting.Bearer script = new Someone("joe", "not.taken", true);
        platform.wire()
                .stubFor(get(urlPathEqualTo(SOURCES))
                        .withHeader("Authorization", equalTo("Bearer not.taken"))
                        .willReturn(aResponse().withStatus(401).withFixedDelay(1_200)));
        Acting.begin(script);
        assertThat(rights.open(List.of("prod")).sandboxes()).isEmpty();

        Acting.begin(page);
        look();

        Acting.begin(script);
        assertThatThrownBy(() -> rights.check(PROD, true))
                .isInstanceOfSatisfying(NotAllowed.class, told -> assertThat(told.reason()).isEqualTo(Reason.EXPIRED));
        Acting.begin(page);
        look();
        assertThat(platform.requests())
                .filteredOn(request -> request.getUrl().startsWith(SOURCES))
                .filteredOn(request -> request.getHeader("Authorization").equals("Bearer joe.s.token"))
                .hasSize(1);
    }

    @Test
    void nobodyServesOnWhatAnotherWasTold() {
        look();
        sources(FORBIDDEN);
        Acting.begin(new Someone("jane", "jane.s.token"));
        assertThatThrownBy(() -> rights.check(PROD, true)).isInstanceOf(NotAllowed.class);
    }

    private void look() {
        Sandbox found = sandboxes.find("prod", PERSON).orElseThrow();
        rights.check(found, true);
    }

    private static void within(Duration time, ThrowingCallable work) {
        Deadline.begin(System.nanoTime() + time.toNanos());
        try {
            assertThatThrownBy(work).isInstanceOf(Unreachable.class);
        } finally {
            Deadline.end();
        }
    }

    /** Who acts is known to this thread only. */
    private static ConditionFactory here() {
        return await().pollInSameThread().atMost(Duration.ofSeconds(20));
    }

    private static void list(ResponseDefinitionBuilder answer) {
        platform.wire().stubFor(get(urlPathEqualTo(LIST)).willReturn(answer));
    }

    private static void sources(ResponseDefinitionBuilder answer) {
        platform.wire().stubFor(get(urlPathEqualTo(SOURCES)).willReturn(answer));
    }

    private static long asked(String path) {
        return platform.requests().stream().filter(request -> request.getUrl().startsWith(path)).count();
    }
}
