package org.privatelink.portal.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.account.PresentSignIns;
import org.privatelink.portal.watch.LiveUpdates.Topic;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class LiveStreamsTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T10:00:00Z"));
    private final Topic topic = new Topic("s-" + UUID.randomUUID(), "endpoints");
    private final AtomicInteger queries = new AtomicInteger();
    private final PresentSignIns signIns = mock();
    private final LiveStreams streams = streams(30);

    @BeforeEach
    void everybodyIsSignedIn() {
        when(signIns.standing(any())).thenAnswer(asked -> Set.copyOf(asked.<Collection<String>>getArgument(0)));
    }

    @Test
    void aStreamEndsWithTheSignInOfItsPerson() {
        SseEmitter stream = streams.open(topic, 0L, "a", "gone").orElseThrow();
        streams.open(topic, 0L, "b", "present").orElseThrow();
        when(signIns.standing(Set.of("gone", "present"))).thenReturn(Set.of("present"));

        streams.tick();

        assertThat(streams.count()).isEqualTo(1);
        hasEnded(stream);
    }

    private LiveStreams streams(int most) {
        var source = new DelegatingDataSource(TestDatabases.H2.dataSource()) {
            @Override
            public java.sql.Connection getConnection() throws java.sql.SQLException {
                queries.incrementAndGet();
                return super.getConnection();
            }
        };
        var live = new LiveUpdates(
                JdbcClient.create(source), new NamedParameterJdbcTemplate(source), new JdbcTransactionManager(source));
        WatchProperties p = Node.PROPERTIES;
        var properties = new WatchProperties(
                true, p.tick(), p.often(), p.seldom(), p.longestPause(), p.lease(), 4, p.checkNowPause(), p.patience(),
                most, 10, 1);
        return new LiveStreams(live, signIns, properties, clock);
    }

    @Test
    void nobodyIsAskedWhileNothingIsOpenAndElseOnceForAll() {
        streams.tick();
        assertThat(queries).hasValue(0);
        for (int i = 0; i < 25; i++) {
            streams.open(new Topic(topic.sandbox(), "endpoint/" + i), 0L, "session" + i, "sign-in");
        }
        queries.set(0);

        streams.tick();

        assertThat(queries).hasValue(1);
    }

    @Test
    void whenThereAreTooManyNoFurtherOneIsOpened() {
        LiveStreams few = streams(2);
        assertThat(few.open(topic, 0L, "a", "sign-in")).isPresent();
        assertThat(few.open(topic, 0L, "b", "sign-in")).isPresent();
        assertThat(few.open(topic, 0L, "c", "sign-in")).isEmpty();
        assertThat(streams(0).open(topic, 0L, "a", "sign-in")).isEmpty();
        assertThat(few.count()).isEqualTo(2);
    }

    @Test
    void aStreamLivesNoLongerThanFiveMinutes() {
        SseEmitter stream = streams.open(topic, 0L, "a", "sign-in").orElseThrow();
        clock.move(Duration.ofMinutes(3));
        streams.tick();
        assertThat(streams.count()).isEqualTo(1);
        clock.move(Duration.ofMinutes(2));

        streams.tick();

        assertThat(streams.count()).isZero();
        hasEnded(stream);
    }

    @Test
    void atTheEndAllAreClosedAndNoneIsOpened() {
        List<SseEmitter> all = List.of(
                streams.open(topic, 0L, "a", "sign-in").orElseThrow(), streams.open(topic, 0L, "b", "sign-in").orElseThrow());

        streams.close();

        assertThat(all).allSatisfy(LiveStreamsTests::hasEnded);
        assertThat(streams.open(topic, 0L, "c", "sign-in")).isEmpty();
        assertThat(streams.count()).isZero();
    }

    private static void hasEnded(SseEmitter stream) {
        assertThatThrownBy(() -> stream.send("more")).isInstanceOf(IllegalStateException.class);
    }
}
