package org.privatelink.portal.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountNews;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Redaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Puts on record who came, who left, what was refused and what failed before somebody's eyes. */
@Component
class Incidents {

    private static final Logger log = LoggerFactory.getLogger(Incidents.class);

    private static final Pattern SANDBOX = Pattern.compile("(?:/s|/api/v1/sandboxes)/([^/]+).*");

    private final Ledger ledger;
    private final Tally tally;
    private final AuditProperties properties;
    private final Clock clock;

    Incidents(Ledger ledger, AuditProperties properties, Clock clock) {
        this.ledger = ledger;
        this.properties = properties;
        this.tally = new Tally(clock);
        this.clock = clock;
    }

    /** Nobody gets in whose coming cannot be written down, and nobody is held back who leaves. */
    @EventListener
    void heard(AccountNews news) {
        switch (news.kind()) {
            case SIGN_IN -> ledger.add(entry(Incident.SIGN_IN, Result.DONE, news.person(), Target.NONE));
            case SIGN_OUT -> add(entry(Incident.SIGN_OUT, Result.DONE, news.person(), Target.NONE));
            case SESSION_END -> add(
                    entry(Incident.SESSION_END, Result.DONE, news.person(), Target.NONE).because(news.reason()));
            case SIGN_INS_ENDED -> ledger.add(
                    entry(Incident.SIGN_INS_END, Result.DONE, news.person(), whose(news)).because(news.reason()));
            case ENDED_BY_PROVIDER -> add(
                    entry(Incident.SIGN_INS_END, Result.DONE, null, whose(news)).because(news.reason()));
            case ENDING_REFUSED -> note(
                    entry(Incident.SIGN_INS_END, Result.REFUSED, null, Target.NONE).because(news.reason()));
            case SIGN_IN_FAILED -> note(
                    entry(Incident.SIGN_IN, Result.REFUSED, news.person(), Target.NONE).because(news.reason()));
            case REFUSAL -> refused(news.person(), news.reason());
        }
    }

    private static Target whose(AccountNews news) {
        return news.about() == null ? Target.NONE : new Target(null, news.about().id(), news.about().name());
    }

    void refused(@Nullable Person person, @Nullable String reason) {
        note(entry(Incident.ACCESS, Result.REFUSED, person, asked()).because(reason));
    }

    void failed(@Nullable Person person, String reason, @Nullable String requestId, @Nullable String message) {
        note(entry(Incident.FAULT, Result.FAILED, person, asked()).because(reason).told(requestId, message));
    }

    private Entry entry(Incident what, Result result, @Nullable Person person, Target target) {
        return Entry.of(clock.instant(), what.name(), result, Who.of(person), target);
    }

    /** It was refused or has failed already: that it cannot be written down makes it no better and no worse. */
    private void note(Entry entry) {
        tally.admit(entry, most(entry)).ifPresent(this::add);
    }

    private int most(Entry entry) {
        if (AccountNews.RATE_LIMIT.equals(entry.reason())) {
            return 1;
        }
        return entry.who().id() == null ? properties.mostOfStrangers() : properties.mostOfAPerson();
    }

    private void add(Entry entry) {
        try {
            ledger.add(entry);
        } catch (RuntimeException unwritable) {
            log.error("Not on record: {} {} {}", entry.event(), entry.result(), entry.reason(), unwritable);
        }
    }

    @Scheduled(fixedRate = 60_000)
    void tellOfThePast() {
        tally.left(false).forEach(this::add);
    }

    @Order(0)
    @EventListener(ContextClosedEvent.class)
    void tellOfTheRest() {
        tally.left(true).forEach(this::add);
    }

    /** Never the query: people paste into it. */
    private static Target asked() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present)) {
            return Target.NONE;
        }
        HttpServletRequest request = present.getRequest();
        String path = Redaction.redact(request.getRequestURI(), List.of());
        Matcher sandbox = SANDBOX.matcher(path);
        return new Target(sandbox.matches() ? sandbox.group(1) : null, path, request.getMethod());
    }
}
