package org.privatelink.portal.session;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.stereotype.Component;

/** Drops sessions that have ended. A job as the others, so that a fault of the database is told as theirs are. */
@Component
class SessionCleanup {

    private final JdbcIndexedSessionRepository sessions;

    SessionCleanup(JdbcIndexedSessionRepository sessions) {
        this.sessions = sessions;
    }

    @Scheduled(fixedDelayString = "1m")
    void cleanUp() {
        sessions.cleanUpExpiredSessions();
    }
}
