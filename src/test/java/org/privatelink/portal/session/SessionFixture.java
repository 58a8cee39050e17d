package org.privatelink.portal.session;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.privatelink.portal.session.SessionProperties.WithoutAuthTime;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Rooms' own tests of what outlives a request. */
public final class SessionFixture {

    static final SessionProperties LIMITS = limits(WithoutAuthTime.REFUSE);

    private SessionFixture() {}

    static SessionProperties limits(WithoutAuthTime without) {
        return new SessionProperties(
                Duration.ofMinutes(30), Duration.ofHours(10), Duration.ofMinutes(2), Duration.ofMinutes(15), without);
    }

    /** As if the person had signed in, done something and proved who they are so long ago. */
    public static <S extends Session> void age(
            SessionRepository<S> sessions, String cookie, Duration begun, Duration used, Duration proved) {
        S session = sessions.findById(id(cookie));
        Instant now = Instant.now();
        session.setAttribute("portal.life", new SessionLife(now.minus(begun), now.minus(used), now.minus(proved)));
        session.removeAttribute("portal.used");
        sessions.save(session);
    }

    public static String id(String cookie) {
        return SessionIds.known(new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8));
    }
}
