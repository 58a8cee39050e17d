package org.privatelink.portal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PauseTests {

    private static final WatchProperties PROPERTIES = Node.PROPERTIES;

    @Test
    void chanceTakesUpToAFifthOff() {
        assertThat(Pause.after(true, PROPERTIES, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Pause.after(true, PROPERTIES, 1)).isEqualTo(Duration.ofSeconds(24));
        assertThat(Pause.after(false, PROPERTIES, 0.5)).isEqualTo(Duration.ofSeconds(270));
    }

    @Test
    void sandboxesThatStartTogetherDoNotStayTogether() {
        long different = DoubleStream.iterate(0, chance -> chance + 0.05)
                .limit(20)
                .mapToObj(chance -> Pause.after(false, PROPERTIES, chance))
                .distinct()
                .count();

        assertThat(different).isEqualTo(20);
    }

    @Test
    void faultsInARowDoubleThePauseUpToTheLongest() {
        assertThat(afterFault(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(afterFault(2)).isEqualTo(Duration.ofMinutes(1));
        assertThat(afterFault(6)).isEqualTo(Duration.ofMinutes(16));
        assertThat(afterFault(7)).isEqualTo(Duration.ofMinutes(30));
        assertThat(afterFault(100_000)).isEqualTo(Duration.ofMinutes(30));
    }

    private static Duration afterFault(int failures) {
        return Pause.afterFault(failures, Duration.ZERO, PROPERTIES, 0);
    }

    @Test
    void whatPlatformAsksForIsNeverCutShort() {
        for (double chance : new double[] {0, 0.3, 1}) {
            assertThat(Pause.afterFault(1, Duration.ofHours(1), PROPERTIES, chance))
                    .isBetween(Duration.ofHours(1), Duration.ofMinutes(72));
            assertThat(Pause.afterFault(1, Duration.ofSeconds(5), PROPERTIES, chance))
                    .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30));
        }
    }
}
