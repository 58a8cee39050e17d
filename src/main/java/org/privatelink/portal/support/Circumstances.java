package org.privatelink.portal.support;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.Reach;
import org.privatelink.portal.connection.SeenConnection;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.Moment;
import org.privatelink.portal.endpoint.OurApproval.Track;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.request.RequestSearch.Hit;
import org.privatelink.portal.source.Source;

/**
 * All that is known around a connection: the diagnosis decides from this alone.
 *
 * @param at when it was read
 * @param connection as Platform has it
 * @param listed as it was listed last; null when it was not
 * @param source null when the catalogue does not know it
 * @param named the endpoint that the connection names; null when it names none
 * @param ofSource all endpoints of its source, where it names none; null otherwise
 * @param known the endpoint as the watcher saw it; null when it did not
 * @param track our side of the endpoint's approval; null when it was asked for elsewhere
 * @param decided what was decided in Azure from here last; null when nothing was
 * @param asked a request for an endpoint to where the connection leads, which is under way; null when there is none
 * @param authoring null for a connection without private link
 * @param test null when nobody asked for it
 */
record Circumstances(
        Instant at,
        Read<Optional<Connection>> connection,
        @Nullable SeenConnection listed,
        @Nullable Source source,
        @Nullable Read<Optional<Endpoint>> named,
        @Nullable Read<List<Endpoint>> ofSource,
        @Nullable Known known,
        @Nullable Track track,
        @Nullable Moment decided,
        @Nullable Hit asked,
        @Nullable Read<AuthoringView> authoring,
        @Nullable Read<Boolean> test) {

    /**
     * What one read came to: a value, or why there is none.
     *
     * @param requestId Platform's, of the call; null when none was made
     */
    record Read<T>(@Nullable T value, @Nullable PlatformException failure, @Nullable String requestId) {

        static <T> Read<T> of(T value, @Nullable String requestId) {
            return new Read<>(value, null, requestId);
        }

        static <T> Read<T> failed(PlatformException failure) {
            return new Read<>(null, failure, failure.problem().requestId());
        }
    }

    @Nullable Connection found() {
        return connection.value() == null ? null : connection.value().orElse(null);
    }

    boolean isPrivate() {
        Connection found = found();
        return found == null ? listed != null && listed.privateLink() : found.usesPrivateLink();
    }

    @Nullable Reach reach() {
        Connection found = found();
        return found == null ? null : found.reach().orElse(null);
    }

    /** The endpoint that serves it: the named one, or one to which its host leads; an approved one first. */
    @Nullable Endpoint endpoint() {
        if (named != null) {
            return named.value() == null ? null : named.value().orElse(null);
        }
        return byHost(reach(), ofSource == null ? null : ofSource.value()).orElse(null);
    }

    static Optional<Endpoint> byHost(@Nullable Reach reach, @Nullable List<Endpoint> candidates) {
        return reach == null || candidates == null
                ? Optional.empty()
                : candidates.stream()
                        .filter(reach::leadsTo)
                        .min(Comparator.comparing(each -> each.status() == EndpointState.APPROVED ? 0 : 1));
    }
}
