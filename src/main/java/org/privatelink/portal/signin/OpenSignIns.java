package org.privatelink.portal.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountNews.About;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.account.Person;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sign-ins that stand, to be looked at, and to be ended from elsewhere: a person's own in other browsers, and by an
 * admin those of others. What is ended goes on record in the same transaction, or is not done. The sign-in of the browser
 * that asks is never among those that are ended.
 */
@Service
public class OpenSignIns {

    private final SignInRepository repository;
    private final AccountAnnouncer announcer;
    private final Duration longestUnread;
    private final Clock clock;

    OpenSignIns(SignInRepository repository, AccountAnnouncer announcer, AccountProperties properties, Clock clock) {
        this.repository = repository;
        this.announcer = announcer;
        this.longestUnread = properties.rolesMaxAge().plus(properties.rolesGrace());
        this.clock = clock;
    }

    /** How long sign-ins last that nobody uses, and at most. */
    public record Life(Duration idle, Duration absolute) {}

    /** Of the person whose request this is, newest first; the first is that of the request itself. */
    public List<OpenSignIn> own(HttpServletRequest request, Life life) {
        return present(request).map(present -> find(present.personId(), life).stream()
                        .sorted((one, other) -> Boolean.compare(other.id().equals(present.id()), one.id().equals(present.id())))
                        .toList())
                .orElse(List.of());
    }

    /** By name, and each person's newest first. */
    public List<OpenSignIn> all(Life life) {
        return find(null, life);
    }

    private List<OpenSignIn> find(@Nullable String personId, Life life) {
        var now = clock.instant();
        return repository.open(personId, now.minus(life.idle()).minus(longestUnread), now.minus(life.absolute()));
    }

    private Optional<SignIn> present(HttpServletRequest request) {
        return SignInFilter.id(request).flatMap(repository::find);
    }

    /** @return how many were ended */
    @Transactional
    public int endOwnElsewhere(HttpServletRequest request, Person person) {
        SignIn present = present(request).orElseThrow();
        return recorded(repository.removeBut(present.id(), present.personId()), person, "own", About.of(person));
    }

    /** @return how many were ended */
    @Transactional
    public int endOf(String personId, HttpServletRequest request, Person admin) {
        if (personId.indexOf('\0') >= 0) {
            // No database keeps it, so nobody is called so.
            return 0;
        }
        About about = repository.about(personId);
        return recorded(repository.removeBut(SignInFilter.id(request).orElse(""), personId), admin, null, about);
    }

    /** @return how many were ended */
    @Transactional
    public int endAll(HttpServletRequest request, Person admin) {
        return recorded(repository.removeBut(SignInFilter.id(request).orElse(""), null), admin, "everybody", null);
    }

    private int recorded(int ended, Person by, @Nullable String reason, @Nullable About about) {
        if (ended > 0) {
            announcer.endedOthers(by, reason, about);
        }
        return ended;
    }
}
