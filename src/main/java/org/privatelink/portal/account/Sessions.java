package org.privatelink.portal.account;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** For what is left open longer than a request lasts. */
@Component
public class Sessions {

    private final JdbcClient jdbc;
    private final AccountProperties properties;
    private final Clock clock;

    Sessions(JdbcClient jdbc, AccountProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** When it ends if nothing more is done in it. */
    public Instant end(HttpSession session) {
        return SessionLife.of(session).map(life -> life.end(properties.session())).orElseGet(clock::instant);
    }

    /** Those that have not been ended meanwhile, by a sign-out or otherwise, at whichever portal. */
    public Set<String> present(Collection<String> ids) {
        return new HashSet<>(jdbc.sql("select session_id from spring_session where session_id in (:ids)")
                .param("ids", ids)
                .query(String.class)
                .list());
    }
}
