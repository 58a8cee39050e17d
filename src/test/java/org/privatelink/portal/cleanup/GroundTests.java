package org.privatelink.portal.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.endpoint.Dependants.Use;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.Watched.Known;

/** What counts as left over. */
class GroundTests {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void onlyApprovedOnesThatNothingNamesAreUnused() {
        Ground ground = ground(
                Map.of("used", use(NOW)),
                endpoint("used", "Approved", DAY), endpoint("unused", "Enabled", DAY), endpoint("waiting", "Pending", DAY),
                endpoint("odd", "Odd", DAY));

        assertThat(ids(ground, Kind.UNUSED)).containsExactly("unused");
    }

    @Test
    void pendingOnesAreLeftOverFromTheirDayOn() {
        Ground ground = ground(
                Map.of(),
                endpoint("young", "Pending", DAY.multipliedBy(7).minusSeconds(1)),
                endpoint("old", "Pending", DAY.multipliedBy(7)),
                endpoint("approved", "Approved", DAY.multipliedBy(9)));

        assertThat(ids(ground, Kind.PENDING)).containsExactly("old");
    }

    @Test
    void connectionsOfDeadAndMissingEndpointsAreStranded() {
        Ground ground = ground(
                Map.of("live", use(NOW), "pending", use(NOW), "rejected", use(NOW), "failed", use(NOW),
                        "disconnected", use(null), "missing", use(NOW.minus(DAY)), "undated", use(null)),
                endpoint("live", "Approved", DAY), endpoint("pending", "Pending", DAY), endpoint("rejected", "rejected", DAY),
                endpoint("failed", "Failed", DAY), endpoint("disconnected", "Disconnected", DAY));

        assertThat(ground.connectionsOf(Kind.STRANDED).endpointIds())
                .containsExactlyInAnyOrder("rejected", "failed", "disconnected", "missing", "undated");
        assertThat(ground.stranded()).isEqualTo(5);
    }

    @Test
    void anEndpointThatIsNewerThanTheLookIsNotMissing() {
        Ground ground = ground(Map.of("new", use(NOW.plusSeconds(1))));

        assertThat(ground.connectionsOf(Kind.STRANDED)).isNull();
    }

    @Test
    void sourcesWithADeadEndpointOnlyAreUnserved() {
        Ground ground = ground(Map.of(), endpoint("live", "Pending", DAY), endpoint("dead", "Failed", DAY));

        assertThat(ground.connectionsOf(Kind.UNSERVED).otherSpecIds()).containsExactly("spec-live");
        assertThat(ground.connectionsOf(Kind.UNSERVED).unresolved()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void withoutALookNothingIsTold(Kind kind) {
        assertThat(new Ground("s", Map.of(), null, Map.of(), NOW, NOW).tells(kind)).isFalse();
        assertThat(new Ground("s", Map.of(), NOW, Map.of(), null, NOW).tells(kind)).isEqualTo(!kind.needsConnections());
        assertThat(new Ground("s", Map.of(), NOW, Map.of(), NOW, NOW).tells(kind)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3650, 3650", "3651, 7", "0, 7", "-1, 7", "'', 7", "seven, 7", "٣, 7"})
    void daysAreANumberOfDaysOrTheUsual(String asked, int days) {
        assertThat(new CleanupProperties(7).days(asked)).isEqualTo(days);
    }

    private static Ground ground(Map<String, Use> uses, Known... endpoints) {
        return Ground.of("s", List.of(endpoints), NOW, uses, NOW, NOW.minus(DAY.multipliedBy(7)));
    }

    private static Use use(@Nullable Instant first) {
        return new Use(1, first);
    }

    private static List<String> ids(Ground ground, Kind kind) {
        return Stream.of(kind).flatMap(each -> ground.endpointsOf(each).stream()).map(known -> known.endpoint().id()).toList();
    }

    private static Known endpoint(String id, String state, Duration age) {
        Endpoint endpoint = new Endpoint(
                id, id, "s", "g", "r", List.of(), new Endpoint.Spec("spec-" + id, "1.0"), state);
        return new Known("s", endpoint, NOW.minus(age), NOW, null);
    }
}
