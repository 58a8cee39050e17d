package org.privatelink.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionLifeTests {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

    private final SessionLife life = new SessionLife(NINE, NINE, NINE);

    @Test
    void endsToTheMinuteWhenNothingIsDone() {
        assertThat(isOver(life, "PT29M59S")).isFalse();
        assertThat(isOver(life, "PT30M")).isTrue();
        assertThat(life.end(SessionFixture.LIMITS)).isEqualTo("2026-11-22T09:30:00Z");
    }

    @Test
    void whatIsDoneMakesItLonger() {
        SessionLife used = life.usedAt(NINE.plusSeconds(1799));

        assertThat(isOver(used, "PT59M58S")).isFalse();
        assertThat(isOver(used, "PT59M59S")).isTrue();
    }

    @Test
    void endsToTheSecondWhateverIsDone() {
        SessionLife busy = life.usedAt(NINE.plus(Duration.parse("PT9H59M58S")));

        assertThat(isOver(busy, "PT9H59M59S")).isFalse();
        assertThat(isOver(busy, "PT10H")).isTrue();
        assertThat(busy.end(SessionFixture.LIMITS)).isEqualTo("2026-11-22T19:00:00Z");
    }

    @Test
    void isProvedForAQuarterOfAnHourWhateverIsDone() {
        SessionLife busy = life.usedAt(NINE.plusSeconds(899));

        assertThat(busy.isProved(SessionFixture.LIMITS, NINE.plusSeconds(899))).isTrue();
        assertThat(busy.isProved(SessionFixture.LIMITS, NINE.plusSeconds(900))).isFalse();
    }

    private static boolean isOver(SessionLife life, String after) {
        return life.isOver(SessionFixture.LIMITS, NINE.plus(Duration.parse(after)));
    }
}
