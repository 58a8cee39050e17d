package org.privatelink.portal.endpoint;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the watcher saw, from the portal's own database: nothing here asks Platform. */
public interface Watched {

    /** Empty for an endpoint that the watcher has not seen. */
    Optional<Known> known(String sandbox, String endpointId);

    /** All of a sandbox; gone ones left out. */
    List<Known> present(String sandbox);

    /** Whatever has a text in its id, name, target or host names, in any of the sandboxes; gone ones last. */
    List<Known> search(Collection<String> sandboxes, String text, int limit);

    /** When the watcher looked at a sandbox, and when it looks again. */
    Checked checked(String sandbox);

    /**
     * An endpoint as it was last seen.
     *
     * @param since when this state was first seen
     * @param lastSeenAt when Platform last listed it
     * @param goneAt when it was no longer listed; null while it is
     */
    record Known(String sandbox, Endpoint endpoint, Instant since, Instant lastSeenAt, @Nullable Instant goneAt) {}

    /**
     * @param last when a list was last read, null when none ever was
     * @param failing message key of why the last look failed, null when it did not
     */
    record Checked(@Nullable Instant last, @Nullable Instant next, @Nullable String failing) {}

    /** Endpoints in any sandbox that lead to the same target for the same source, as last seen; gone ones left out. */
    List<Known> leadingTo(Endpoint.Target target);

    /**
     * Grows with each change of what pages show; see {@code LiveUpdates}. Read it before the thing itself.
     *
     * @param topic {@code endpoint/<id>} or {@code endpoints}
     */
    long version(String sandbox, String topic);
}
