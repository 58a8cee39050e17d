package org.privatelink.portal.session;

import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The times of a session in which somebody is signed in, by the portal's clock.
 *
 * @param begun when the person signed in here
 * @param used when the person last did something here; what pages ask for by themselves does not count
 * @param proved when the person last showed the provider who they are, which may have been before
 */
record SessionLife(Instant begun, Instant used, Instant proved) implements Serializable {

    /** Written by a sign-in alone: a request that was under way meanwhile does not bring back an older proof. */
    private static final String ATTRIBUTE = "portal.life";
    private static final String USED = "portal.used";

    static Optional<SessionLife> of(@Nullable HttpSession session) {
        return Optional.ofNullable(session)
                .map(kept -> (SessionLife) kept.getAttribute(ATTRIBUTE))
                .map(life -> session.getAttribute(USED) instanceof Instant used && used.isAfter(life.used)
                        ? life.usedAt(used)
                        : life);
    }

    void keepIn(HttpSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    static void use(HttpSession session, Instant now) {
        session.setAttribute(USED, now);
    }

    SessionLife usedAt(Instant now) {
        return new SessionLife(begun, now, proved);
    }

    /** When it ends if nothing more is done in it. */
    Instant end(SessionProperties limits) {
        Instant idle = used.plus(limits.idle());
        return idle.isBefore(latestEnd(limits)) ? idle : latestEnd(limits);
    }

    /** When it ends, whatever is done in it. */
    Instant latestEnd(SessionProperties limits) {
        return begun.plus(limits.absolute());
    }

    boolean isOver(SessionProperties limits, Instant now) {
        return !now.isBefore(end(limits));
    }

    /** Whether who is there was shown so lately that it counts for what cannot be taken back. */
    boolean isProved(SessionProperties limits, Instant now) {
        return now.isBefore(proved.plus(limits.stepUp()));
    }
}
