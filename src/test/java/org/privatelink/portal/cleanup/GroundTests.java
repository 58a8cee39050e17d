package org.privatelink.portal.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Watched.Query;

/** What counts as left over. */
class GroundTests {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void unusedOnesAreApprovedAndNotLinked() {
        Query unused = ground(Map.of()).endpointsOf(Kind.UNUSED);

        assertThat(unused).isEqualTo(new Query("s", "", null, EndpointState.APPROVED, false, null));
    }

    @Test
    void pendingOnesAreLeftOverFromTheirDayOn() {
        Query pending = ground(Map.of()).endpointsOf(Kind.PENDING);

        assertThat(pending).isEqualTo(new Query("s", "", null, EndpointState.PENDING, null, NOW.minus(Duration.ofDays(7))));
        assertThat(ground(Map.of()).endpointsOf(Kind.FAILED))
                .isEqualTo(new Query("s", "", null, EndpointState.FAILED, null, null));
    }

    @Test
    void connectionsOfDeadAndMissingEndpointsAreStranded() {
        Ground ground = ground(
                Map.of("live", use(NOW), "dead", use(NOW), "missing", use(NOW.minusSeconds(1)), "undated", use(null)), "live");

        assertThat(ground.connectionsOf(Kind.STRANDED).endpointIds()).containsExactlyInAnyOrder("dead", "missing", "undated");
        assertThat(ground.stranded()).isEqualTo(6);
    }

    @Test
    void anEndpointThatIsNewerThanTheLookIsNotMissing() {
        Ground ground = ground(Map.of("new", use(NOW.plusSeconds(1))));

        assertThat(ground.connectionsOf(Kind.STRANDED)).isNull();
        assertThat(ground.stranded()).isZero();
    }

    @Test
    void connectionsOfServedSourcesAreNotUnserved() {
        Ground ground = ground(Map.of());

        assertThat(ground.connectionsOf(Kind.UNSERVED).otherSpecIds()).containsExactly("spec");
        assertThat(ground.connectionsOf(Kind.UNSERVED).unresolved()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withoutALookNothingIsTold(Kind kind) {
        assertThat(told(null, NOW).tells(kind)).isFalse();
        assertThat(told(NOW, null).tells(kind)).isEqualTo(!kind.needsConnections());
        assertThat(told(NOW, NOW).tells(kind)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3650, 3650", "3651, 7", "0, 7", "-1, 7", "'', 7", "seven, 7", "٣, 7"})
    void daysAreANumberOfDaysOrTheUsual(String asked, int days) {
        assertThat(new CleanupProperties(7).days(asked)).isEqualTo(days);
    }

    private static Ground told(@Nullable Instant lookedAt, @Nullable Instant readAt) {
        return new Ground("s", lookedAt, readAt, Map.of(), Set.of(), Set.of(), NOW);
    }

    private static Ground ground(Map<String, Use> uses, String... alive) {
        return new Ground("s", NOW, NOW, uses, Set.of(alive), Set.of("spec"), NOW.minus(Duration.ofDays(7)));
    }

    private static Use use(@Nullable Instant first) {
        return new Use(2, first);
    }
}
