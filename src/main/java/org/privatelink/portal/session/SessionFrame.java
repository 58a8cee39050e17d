package org.privatelink.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Frame;
import org.privatelink.portal.page.FrameContributor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(1)
class SessionFrame implements FrameContributor {

    private final CurrentPerson current;
    private final Seal seal;
    private final SessionProperties limits;
    private final Clock clock;

    SessionFrame(CurrentPerson current, Seal seal, SessionProperties limits, Clock clock) {
        this.current = current;
        this.seal = seal;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public void contribute(Frame frame, HttpServletRequest request) {
        current.get().map(this::view).ifPresent(frame::person);
        SessionLife.of(request.getSession(false)).map(this::view).ifPresent(frame::session);
    }

    private Frame.Session view(SessionLife life) {
        Instant now = clock.instant();
        Instant end = life.end(limits);
        Instant latest = life.latestEnd(limits);
        return new Frame.Session(end, latest, left(now, end), left(now, latest), limits.warning().toSeconds());
    }

    /** Rounded up: a page must not think that it is over while it is not. */
    private static long left(Instant now, Instant end) {
        return Math.max(0, Duration.between(now, end).toSeconds() + 1);
    }

    private Frame.Person view(Person person) {
        List<String> roles = person.roles().stream()
                .map(role -> "account.role." + role.name().toLowerCase(Locale.ROOT))
                .toList();
        return new Frame.Person(person.name(), person.email(), roles, person.mayChange(), seal.of(person));
    }
}
