package org.privatelink.portal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Listing.Order;
import org.privatelink.portal.page.PageFixture;

/** What the rooms know of an endpoint's life, put together. */
class LivesTests {

    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Endpoint PENDING = endpoint("Pending");

    private final Seen watched = new Seen();
    private final MovableClock clock = new MovableClock(NOW);

    @Test
    void momentsOfAllRoomsAreInOrderWithTheTimeBetween() {
        Life life = lives(
                        past(moment("-P5DT2H", "requested"), moment("-P3DT1H", "agreed"), moment("-P3DT59M", "sent")),
                        past(moment("-PT1H", "approved"), moment("-P3DT58M20S", "pending")))
                .of("prod", PENDING);

        assertThat(life.steps()).extracting(step -> step.moment().key())
                .containsExactly("requested", "agreed", "sent", "pending", "approved");
        assertThat(life.steps()).extracting(Life.Step::later)
                .containsExactly(null, "2 days", "1 minute", "less than a minute", "2 days");
    }

    @Test
    void withoutMomentsThereAreNoSteps() {
        assertThat(lives().of("prod", PENDING).steps()).isEmpty();
    }

    @Test
    void theStateIsAsOldAsItWasSeen() {
        watched.known = known(PENDING, Duration.ofHours(5), null);

        Life life = lives().of("prod", PENDING);

        assertThat(life.span()).isEqualTo("5 hours");
        assertThat(life.since()).isEqualTo(NOW.minus(Duration.ofHours(5)));
        assertThat(life.badge().label()).isEqualTo("Pending in Azure");
    }

    @Test
    void aStateThatTheWatcherHasNotSeenYetHasNoAge() {
        watched.known = known(PENDING, Duration.ofHours(5), null);

        Life life = lives().of("prod", endpoint("Approved"));

        assertThat(life.stateKey()).isEqualTo("approved");
        assertThat(life.since()).isNull();
        assertThat(life.span()).isNull();
    }

    @Test
    void whatIsGoneSaysSoAndWhenItWasSeen() {
        watched.known = known(PENDING, Duration.ofHours(5), NOW.minus(Duration.ofMinutes(1)));

        Life life = lives().lastSeen(watched.known);

        assertThat(life.isGone()).isTrue();
        assertThat(life.badge().label()).isEqualTo("No longer at Platform");
        assertThat(life.span()).isEqualTo("1 minute");
        assertThat(life.lastSeenAt()).isEqualTo(NOW.minus(Duration.ofMinutes(2)));
    }

    @Test
    void ourTrackIsThereWhereTheEndpointWasAskedForHere() {
        var track = new OurApproval.Track("r-1", new Badge("positive", "approved", "Agreed"), "Ada agreed");
        OurApproval ours = (sandbox, id) -> sandbox.equals("prod") ? Optional.of(track) : Optional.empty();

        assertThat(lives(ours, List.of()).of("prod", PENDING).track()).isEqualTo(track);
        assertThat(lives(ours, List.of()).of("dev", PENDING).track()).isNull();
        assertThat(lives().of("prod", PENDING).track()).isNull();
    }

    @Test
    void whatWasDecidedFromHereIsSaidUntilPlatformNoticesIt() {
        watched.known = known(PENDING, Duration.ofHours(2), null);
        var before = new Moment(NOW.minus(Duration.ofHours(3)), "azure-reject", false, "Ada", null);
        var after = new Moment(NOW.minus(Duration.ofMinutes(1)), "azure-approve", false, "Ada", null);

        assertThat(lives(past(before)).of("prod", PENDING).decided()).isNull();
        assertThat(lives(past(before, after)).of("prod", PENDING).decided()).isEqualTo(after);
        assertThat(lives(past(after)).of("prod", endpoint("Approved")).decided()).isNull();
    }

    @Test
    void thePauseUntilTheNextLookIsTold() {
        watched.checked = new Watched.Checked(NOW.minusSeconds(125), NOW.plusSeconds(30), null);
        assertThat(lives().looked("prod").ago()).isEqualTo("2 minutes");
        assertThat(lives().looked("prod").ahead()).isEqualTo("less than a minute");
        watched.checked = new Watched.Checked(null, NOW, null);
        assertThat(lives().looked("prod").ago()).isNull();
        assertThat(lives().looked("prod").ahead()).isNull();
    }

    @Test
    void onlyWhatIsPendingWaits() {
        assertThat(lives().waiting(known(PENDING, Duration.ofDays(3), null))).isEqualTo("3 days");
        assertThat(lives().waiting(known(endpoint("Approved"), Duration.ofDays(9), null))).isNull();
    }

    private Lives lives(Past... pasts) {
        return lives((sandbox, id) -> Optional.empty(), List.of(pasts));
    }

    private Lives lives(OurApproval ours, List<Past> pasts) {
        return new Lives(watched, pasts, ours, PageFixture.texts(), PageFixture.timeSpans(), clock);
    }

    private static Past past(Moment... moments) {
        return (sandbox, id) -> List.of(moments);
    }

    private static Moment moment(String before, String key) {
        return new Moment(NOW.plus(Duration.parse(before)), key, false, null, null);
    }

    private static Endpoint endpoint(String state) {
        return new Endpoint("a", "acme", null, null, null, null, null, state);
    }

    private static Watched.Known known(Endpoint endpoint, Duration age, @Nullable Instant goneAt) {
        return new Watched.Known("prod", endpoint, NOW.minus(age), NOW.minusSeconds(120), goneAt, null);
    }

    private static final class Seen implements Watched {

        private @Nullable Known known;
        private Checked checked = new Checked(null, null, null);

        @Override
        public Optional<Known> known(String sandbox, String endpointId) {
            return Optional.ofNullable(known);
        }

        @Override
        public Optional<Failure> freshen(String sandbox) {
            return Optional.empty();
        }

        @Override
        public int count(Query query) {
            return 0;
        }

        @Override
        public List<Known> page(Query query, Order order, int offset, int limit) {
            return List.of();
        }

        @Override
        public List<Known> after(Query query, String id, int limit) {
            return List.of();
        }

        @Override
        public void forEach(Query query, Order order, Consumer<Known> each) {}

        @Override
        public List<Known> search(Collection<String> sandboxes, String text, int limit) {
            return List.of();
        }

        @Override
        public Map<EndpointState, Long> states(String sandbox) {
            return Map.of();
        }

        @Override
        public Set<String> alive(String sandbox) {
            return Set.of();
        }

        @Override
        public Set<String> sourcesAlive(String sandbox) {
            return Set.of();
        }

        @Override
        public Checked checked(String sandbox) {
            return checked;
        }

        @Override
        public List<Known> leadingTo(Endpoint.Target target) {
            return List.of();
        }

        @Override
        public long version(String sandbox, String topic) {
            return 0;
        }
    }
}
