package org.privatelink.portal.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;

/** What a good list says of one endpoint that was not noted so before. */
record Finding(@Nullable Seen before, Seen after) {

    private static final int LONGEST_ID = 512;

    /** @param before all that is known of the sandbox, by endpoint id */
    static List<Finding> of(Map<String, Seen> before, List<Endpoint> listed, Instant at) {
        Map<String, Endpoint> present = new LinkedHashMap<>();
        listed.stream()
                .filter(endpoint -> endpoint.id().length() <= LONGEST_ID)
                .forEach(endpoint -> present.putIfAbsent(endpoint.id(), endpoint));
        List<Finding> findings = new ArrayList<>();
        present.forEach((id, endpoint) -> {
            Seen was = before.get(id);
            Finding finding = new Finding(was, was == null ? Seen.first(endpoint, at) : was.again(endpoint, at));
            if (finding.isNews()) {
                findings.add(finding);
            }
        });
        before.forEach((id, was) -> {
            if (!was.isGone() && !present.containsKey(id)) {
                findings.add(new Finding(was, was.missed(at)));
            }
        });
        return findings;
    }

    private boolean isNews() {
        return isVisible() || (before != null && before.absentAt() != null);
    }

    /** Whether a page that shows the endpoint shows something else now. */
    boolean isVisible() {
        return isChange() || before == null || !Objects.equals(before.endpoint(), after.endpoint());
    }

    boolean isChange() {
        return from() != to();
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
