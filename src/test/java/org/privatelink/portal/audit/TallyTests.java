package org.privatelink.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;

class TallyTests {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-02T10:00:00Z"));
    private final Tally tally = new Tally(clock);

    @Test
    void floodOfStrangersIsAFewRowsAndTheirNumber() {
        int written = 0;
        for (int at = 0; at < 10_000; at++) {
            written += tally.admit(refusal(null, "csrf"), 5).isPresent() ? 1 : 0;
        }

        assertThat(written).isEqualTo(5);
        assertThat(tally.left(false)).isEmpty();
        clock.move(Duration.ofMinutes(1));
        assertThat(tally.left(false)).singleElement().satisfies(row -> assertThat(row.times()).isEqualTo(9_995));
        assertThat(tally.left(false)).isEmpty();
    }

    @Test
    void nextMinuteTellsHowManyWereLeftOut() {
        for (int at = 0; at < 4; at++) {
            tally.admit(refusal("joe", "role"), 1);
        }
        clock.move(Duration.ofSeconds(61));

        assertThat(tally.admit(refusal("joe", "role"), 1)).hasValueSatisfying(row -> assertThat(row.times()).isEqualTo(4));
        assertThat(tally.admit(refusal("joe", "role"), 1)).isEmpty();
    }

    @Test
    void onePersonsFloodHidesNobodyElsesRefusal() {
        for (int at = 0; at < 100; at++) {
            tally.admit(refusal("joe", "role"), 20);
        }

        assertThat(tally.admit(refusal("ann", "role"), 20)).isPresent();
        assertThat(tally.admit(refusal("joe", "csrf"), 20)).isPresent();
    }

    @Test
    void endOfThePortalLeavesNothingOut() {
        tally.admit(refusal("joe", "role"), 1);
        tally.admit(refusal("joe", "role"), 1);

        assertThat(tally.left(true)).hasSize(1);
    }

    private Entry refusal(String person, String reason) {
        return Entry.of(clock.instant(), "ACCESS", Result.REFUSED, new Who(person, person, null), Target.NONE)
                .because(reason);
    }
}
