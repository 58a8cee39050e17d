package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.privatelink.portal.watch.LiveUpdates;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The streams on which open pages learn that they are old. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class LiveStreamTests {

    @LocalServerPort
    int port;

    @Autowired
    LiveUpdates live;

    private final List<Ear> ears = new ArrayList<>();
    private String session;
    private String topic;

    @BeforeAll
    void signIn() {
        session = Wire.signedIn(port, "support").session();
    }

    @AfterEach
    void closeAll() {
        ears.forEach(Ear::close);
        ears.clear();
    }

    @Test
    void aChangeIsToldWithItsVersionAndNothingElse() {
        Ear ear = listen(topic(), "0");
        silence(ear);

        live.changed("prod", topic);

        await().untilAsserted(() -> assertThat(ear.lines())
                .contains("event:changed", "id:1")
                .filteredOn(line -> line.startsWith("data:"))
                .containsExactly("data:"));
        live.changed("prod", topic);
        await().untilAsserted(() -> assertThat(ear.lines()).contains("id:2"));
        assertThat(ear.answer().headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(ear.answer().headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(ear.answer().headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(ear.answer().headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(ear.lines()).filteredOn(line -> line.startsWith("retry:")).singleElement().asString().matches("retry:[2-7]\\d{3}");
    }

    @Test
    void whatChangedBetweenPageAndStreamIsTold() {
        topic();
        live.changed("prod", topic);
        live.changed("prod", topic);

        Ear ear = listen(topic, "1");

        await().untilAsserted(() -> assertThat(ear.lines()).contains("event:changed", "id:2"));
    }

    @Test
    void whatTheBrowserHeardLastCounts() {
        topic();
        live.changed("prod", topic);
        live.changed("prod", topic);

        silence(listen(topic, "1", "Last-Event-ID", "2"));
        Ear behind = listen(topic, "2", "Last-Event-ID", "1");

        await().untilAsserted(() -> assertThat(behind.changes()).isEqualTo(1));
    }

    @Test
    void whoDoesNotSayWhatItShowsHearsOfWhatComes() {
        topic();
        live.changed("prod", topic);
        for (String since : List.of("", "x", "-1", "99999999999999999999")) {
            Ear ear = listen(topic, since);
            silence(ear);
        }
    }

    @Test
    void otherTopicsAndSandboxesAreNotTold() {
        Ear ear = listen(topic(), "0");
        assertThat(ear.status()).isEqualTo(200);

        live.changed("dev", topic);
        live.changed("prod", topic + "x");

        silence(ear);
    }

    @Test
    void nonsenseIsRefused() {
        for (String wrong : List.of("", "everything", "endpoint/", "endpoint/a%20b", "request/" + "x".repeat(600), "a&topic=b")) {
            assertThat(ear("/s/prod/live?topic=" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(ear("/s/prod/live").status()).isEqualTo(400);
        assertThat(ear("/s/nowhere/live?topic=endpoints").status()).isEqualTo(404);
        assertThat(ear("/s/staging-new/live?topic=endpoints").status()).isEqualTo(404);
    }

    @Test
    void oneSessionHasOnlySoMany() {
        topic();
        String own = Wire.signedIn(port, "support").session();
        List<Ear> most = Stream.generate(() -> keep(new Ear(port, own, path(topic, "0")))).limit(20).toList();
        assertThat(most).allSatisfy(ear -> assertThat(ear.status()).isEqualTo(200));

        Ear further = keep(new Ear(port, own, path(topic, "0")));

        assertThat(further.status()).isEqualTo(503);
        assertThat(further.answer().headers().firstValue("Retry-After")).contains("60");
        assertThat(listen(topic, "0").status()).as("of another").isEqualTo(200);

        most.forEach(Ear::close);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            live.changed("prod", topic);
            assertThat(keep(new Ear(port, own, path(topic, "0"))).status()).isEqualTo(200);
        });
    }

    private String topic() {
        topic = "request/" + UUID.randomUUID();
        return topic;
    }

    private Ear listen(String about, String since, String... headers) {
        return keep(new Ear(port, session, path(about, since), headers));
    }

    private static String path(String about, String since) {
        return "/s/prod/live?topic=" + about + "&since=" + since;
    }

    private Ear ear(String path) {
        return keep(new Ear(port, session, path));
    }

    private Ear keep(Ear ear) {
        ears.add(ear);
        return ear;
    }

    /** Longer than several ticks. */
    private static void silence(Ear ear) {
        assertThat(ear.status()).isEqualTo(200);
        await().during(Duration.ofMillis(600)).atMost(Duration.ofSeconds(3)).until(() -> ear.changes() == 0);
    }
}
