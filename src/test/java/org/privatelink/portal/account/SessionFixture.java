package org.privatelink.portal.account;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Rooms' own tests of what outlives a request. */
public final class SessionFixture {

    static final AccountProperties.Session LIMITS = new AccountProperties.Session(
            Duration.ofMinutes(30), Duration.ofHours(10), Duration.ofMinutes(2), Duration.ofMinutes(15));
    static final AccountProperties PROPERTIES = AccountFixture.properties(Map.of());

    private SessionFixture() {}

    /** As if the person had signed in, done something and proved who they are so long ago. */
    public static <S extends Session> void age(
            SessionRepository<S> sessions, String cookie, Duration begun, Duration used, Duration proved) {
        S session = sessions.findById(id(cookie));
        Instant now = Instant.now();
        session.setAttribute("portal.life", new SessionLife(now.minus(begun), now.minus(used), now.minus(proved)));
        sessions.save(session);
    }

    public static String id(String cookie) {
        return new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8);
    }

    public static Sessions sessions(DataSource source, Clock clock) {
        return new Sessions(JdbcClient.create(source), PROPERTIES, clock);
    }

    public static void insert(DataSource source, String id) {
        JdbcClient.create(source)
                .sql("insert into spring_session (primary_id, session_id, creation_time, last_access_time,"
                        + " max_inactive_interval, expiry_time) values (?, ?, 0, 0, 0, 0)")
                .params(id, id)
                .update();
    }

    public static void delete(DataSource source, String id) {
        JdbcClient.create(source).sql("delete from spring_session where session_id = ?").param(id).update();
    }
}
