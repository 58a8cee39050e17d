package org.privatelink.portal.watch;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;

/** What a good list says of one endpoint that was not noted so before. */
record Finding(@Nullable Seen before, Seen after) {

    private static final int LONGEST_ID = 512;

    /** The first of each id; those that cannot be kept left out. */
    static Map<String, Endpoint> byId(Collection<Endpoint> listed) {
        Map<String, Endpoint> present = new LinkedHashMap<>();
        listed.stream()
                .filter(endpoint -> endpoint.id().length() <= LONGEST_ID)
                .forEach(endpoint -> present.putIfAbsent(endpoint.id(), endpoint));
        return present;
    }

    static Finding first(Endpoint endpoint, Instant at) {
        return new Finding(null, Seen.first(endpoint, at));
    }

    /**
     * @param listed null when the list does not have it
     * @return empty when nothing is new
     */
    static Optional<Finding> of(Seen was, @Nullable Endpoint listed, Instant begun, Instant at) {
        if (listed == null) {
            return was.isGone() ? Optional.empty() : Optional.of(new Finding(was, was.missed(at)));
        }
        return Optional.of(new Finding(was, was.again(listed, begun, at))).filter(Finding::isNews);
    }

    private boolean isNews() {
        return isVisible() || (before != null && before.absentAt() != null);
    }

    /** Whether a page that shows the endpoint shows something else now. */
    boolean isVisible() {
        return isChange()
                || before == null
                || !Objects.equals(before.endpoint(), after.endpoint())
                || !Objects.equals(before.deletedAt(), after.deletedAt());
    }

    boolean isChange() {
        return from() != to();
    }

    /** Missing for the first time, which the next list has to confirm. */
    boolean isFirstMiss() {
        return after.absentAt() != null && !after.isGone();
    }

    @Nullable EndpointState from() {
        return before == null || before.isGone() ? null : before.endpoint().status();
    }

    @Nullable EndpointState to() {
        return after.isGone() ? null : after.endpoint().status();
    }

    /** Data could flow and can no longer. */
    boolean isLoss() {
        EndpointState to = to();
        return from() == EndpointState.APPROVED && (to == null || to.isDead());
    }
}
