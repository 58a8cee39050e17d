package org.privatelink.portal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"0, 0", "38, 38", "' 38 ', 38", "86400, 86400", "86401, 86400", "999999999999999999, 86400"})
    void secondsAreTakenAndBounded(String header, long seconds) {
        assertThat(Answer.retryAfter(header, CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aDateIsATimeFromNow() {
        assertThat(Answer.retryAfter("Mon, 02 Nov 2026 10:00:45 GMT", CLOCK)).isEqualTo(Duration.ofSeconds(45));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "", " ", "-5", "1.5", "soon", "99999999999999999999999", "Mon, 02 Nov 2026 09:00:00 GMT", "2026-11-02T10:00:45Z"
    })
    void whatMakesNoSenseIsTenSeconds(String header) {
        assertThat(Answer.retryAfter(header, CLOCK)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void onlyTwoHundredsAreSuccess() {
        assertThat(new Answer(200, new byte[0], Duration.ZERO, "x").isSuccess()).isTrue();
        assertThat(new Answer(299, new byte[0], Duration.ZERO, "x").isSuccess()).isTrue();
        assertThat(new Answer(304, new byte[0], Duration.ZERO, "x").isSuccess()).isFalse();
    }
}
