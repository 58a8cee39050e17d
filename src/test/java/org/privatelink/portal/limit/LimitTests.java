package org.privatelink.portal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.limit.Limits.Asker;
import org.privatelink.portal.limit.Limits.Kind;

/** Who asks too often waits, and nobody else. By request: LimitFilterTests; on the wire: OwnFaultTests. */
class LimitTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final Limits limits = new Limits(new LimitProperties(60, 6, 2, 4, 30, 3, 2, 100), clock);

    @Test
    void whatIsAboveTheLimitWaitsAsLongAsTold() {
        Asker person = new Asker(Kind.CHANGE, "one");
        assertThat(IntStream.range(0, 6).mapToLong(i -> limits.secondsToWait(person))).containsOnly(0L);

        long seconds = limits.secondsToWait(person);

        assertThat(seconds).isBetween(10L, 11L);
        clock.move(Duration.ofSeconds(seconds));
        assertThat(limits.secondsToWait(person)).isZero();
        assertThat(limits.secondsToWait(person)).isPositive();
        clock.move(Duration.ofMinutes(10));
        assertThat(IntStream.range(0, 7).filter(i -> limits.secondsToWait(person) == 0)).hasSize(6);
    }

    @Test
    void addressHasAsManyTimesMoreAsIsSetOfEachKind() {
        for (Kind kind : List.of(Kind.CHANGE, Kind.CHECK, Kind.COSTLY, Kind.CALL, Kind.WRITE)) {
            Asker person = new Asker(kind, "192.0.2.1");
            Asker address = new Asker(kind, "192.0.2.1", true);
            long mine = IntStream.range(0, 200).filter(i -> limits.secondsToWait(person) == 0).count();

            assertThat(IntStream.range(0, 200).filter(i -> limits.secondsToWait(address) == 0).count()).isEqualTo(2 * mine);
        }
    }

    @Test
    void othersAndOtherKindsAreUnhurt() {
        IntStream.range(0, 50).forEach(i -> limits.secondsToWait(new Asker(Kind.CHECK, "one")));

        assertThat(limits.secondsToWait(new Asker(Kind.CHECK, "one"))).isPositive();
        assertThat(limits.secondsToWait(new Asker(Kind.CHECK, "two"))).isZero();
        assertThat(limits.secondsToWait(new Asker(Kind.CHANGE, "one"))).isZero();
    }

    @Test
    void memoryIsBoundedHoweverManyAsk() {
        IntStream.range(0, 100_000).forEach(i -> limits.secondsToWait(new Asker(Kind.STRANGER, "192.0.2." + i)));

        assertThat(limits.remembered()).isLessThanOrEqualTo(100);
    }

    @Test
    void subscriberIsOneHoweverManyAddressesThereAre() {
        assertThat(LimitFilter.network("2001:db8:1:2:3:4:5:6")).isEqualTo(LimitFilter.network("2001:db8:1:2::9"));
        assertThat(LimitFilter.network("2001:db8:1:3::9")).isNotEqualTo(LimitFilter.network("2001:db8:1:2::9"));
        assertThat(LimitFilter.network("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(LimitFilter.network("192.0.2.2")).isNotEqualTo(LimitFilter.network("192.0.2.1"));
    }
}
