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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.session.PresentSignIns;
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
        SseEmitter stream = open(streams, "gone").orElseThrow();
        open(streams, "present").orElseThrow();
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

    private Optional<SseEmitter> open(LiveStreams at, String session) {
        return at.open(topic, 0L, session, session, clock.instant().plus(Duration.ofMinutes(30)));
    }

    @Test
    void nobodyIsAskedWhileNothingIsOpenAndElseOnceForAll() {
        streams.tick();
        assertThat(queries).hasValue(0);
        for (int i = 0; i < 25; i++) {
            open(streams, "session" + i);
        }
        queries.set(0);

        streams.tick();

        assertThat(queries).hasValue(1);
        assertThat(streams.count()).isEqualTo(25);
    }

    @Test
    void whenThereAreTooManyNoFurtherOneIsOpened() {
        LiveStreams few = streams(2);
        assertThat(open(few, "a")).isPresent();
        assertThat(open(few, "b")).isPresent();
        assertThat(open(few, "c")).isEmpty();
        assertThat(open(streams(0), "a")).isEmpty();
        assertThat(few.count()).isEqualTo(2);
    }

    @Test
    void aStreamLivesNoLongerThanFiveMinutes() {
        SseEmitter stream = open(streams, "a").orElseThrow();
        clock.move(Duration.ofMinutes(3));
        streams.tick();
        assertThat(streams.count()).isEqualTo(1);
        clock.move(Duration.ofMinutes(2));

        streams.tick();

        assertThat(streams.count()).isZero();
        hasEnded(stream);
    }

    @Test
    void aStreamDoesNotOutliveTheEndThatItsSessionHadWhenItWasOpened() {
        open(streams, "a");
        streams.open(topic, 0L, "a", "a", clock.instant().plusSeconds(40));
        clock.move(Duration.ofSeconds(39));
        streams.tick();
        assertThat(streams.count()).isEqualTo(2);
        clock.move(Duration.ofSeconds(1));

        streams.tick();

        assertThat(streams.count()).isEqualTo(1);
    }

    @Test
    void atTheEndAllAreClosedAndNoneIsOpened() {
        List<SseEmitter> all = List.of(
                open(streams, "a").orElseThrow(), open(streams, "b").orElseThrow());

        streams.close();

        assertThat(all).allSatisfy(LiveStreamsTests::hasEnded);
        assertThat(open(streams, "c")).isEmpty();
        assertThat(streams.count()).isZero();
    }

    private static void hasEnded(SseEmitter stream) {
        assertThatThrownBy(() -> stream.send("more")).isInstanceOf(IllegalStateException.class);
    }
}
