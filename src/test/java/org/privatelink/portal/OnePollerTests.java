package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** However many pages are open, Platform is asked as often as if there were none; and they do not hold up the end. */
@PortalTest
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = {"portal.watch.enabled=true", "portal.watch.often=500ms", "portal.watch.seldom=500ms"})
class OnePollerTests {

    private static final int SESSIONS = 10;
    private static final int STREAMS = 20;
    private static final Duration WHILE = Duration.ofSeconds(4);

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    ConfigurableApplicationContext context;

    @Test
    void pollsDoNotGrowWithOpenPagesAndPagesCloseAtTheEnd(CapturedOutput output) {
        Upstream upstream = Upstream.of(environment);
        List<Visitor> people = IntStream.range(0, SESSIONS)
                .mapToObj(i -> Visitor.signedIn(port, i % 2 == 0 ? "engineer" : "support"))
                .toList();
        String version = people.get(0).get("/s/prod/endpoints").select("[data-live-since]").attr("data-live-since");
        List<Ear> ears = new ArrayList<>(List.of(listen(people.get(0), version)));

        Lists withOne = lists(upstream);
        for (Visitor person : people) {
            IntStream.range(person == people.get(0) ? 1 : 0, STREAMS).forEach(i -> ears.add(listen(person, version)));
        }
        assertThat(ears).hasSize(SESSIONS * STREAMS).allSatisfy(ear -> assertThat(ear.status()).isEqualTo(200));
        Lists withAll = lists(upstream);

        System.out.println(withOne + " with 1 stream, " + withAll + " with " + ears.size());
        assertThat(List.of(withOne, withAll)).allSatisfy(lists -> assertThat(lists.count()).isBetween(1L, lists.most()));

        upstream.decide(upstream.endpointId("prod", "contoso-shares"), "APPROVE");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(ears).allSatisfy(ear -> assertThat(ear.changes()).isGreaterThanOrEqualTo(1)));
        people.get(1).get("/s/prod");
        people.get(1).submit(people.get(1).form("form[action$=/sign-out]"), Map.of());

        Instant begun = Instant.now();
        // What closing does, short of what a test's context cannot bear: the news, then the server's end.
        context.publishEvent(new ContextClosedEvent(context));
        context.stop();
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(10));
        System.out.println("Closed with " + ears.size() + " streams in " + Duration.between(begun, Instant.now()));
        await().untilAsserted(() -> assertThat(ears).allMatch(Ear::hasEnded));
        assertThat(output.getAll()).doesNotContain("AccessDeniedException", "AuthorizationDeniedException", " ERROR ");
    }

    private Ear listen(Visitor person, String version) {
        return new Ear(port, person.cookie("PORTALSESSION"), "/s/prod/live?topic=endpoints&since=" + version);
    }

    private record Lists(long count, Duration in) {

        /** A pause is 400 to 500 ms. */
        long most() {
            return in.toMillis() / 400 + 2;
        }
    }

    /** How often Platform is asked for the endpoints of one sandbox. */
    private static Lists lists(Upstream upstream) {
        Instant begun = Instant.now();
        upstream.forget();
        await().pollDelay(WHILE).until(() -> true);
        long count = upstream.seen("GET", Upstream.CONNECTORS + "/?").stream()
                .filter(each -> each.path("sandboxName").asString().equals("prod"))
                .count();
        return new Lists(count, Duration.between(begun, Instant.now()));
    }
}
