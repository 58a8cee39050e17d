package org.privatelink.portal.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What time does to requests: approvers are told of old ones, and very old ones end undecided. Nothing is ever approved by it. */
@Component
class RequestAging {

    private static final Logger log = LoggerFactory.getLogger(RequestAging.class);
    private static final Person PORTAL = new Person("portal", "Private Link Portal", null, Set.of());

    private final RequestRepository requests;
    private final ActivityService activities;
    private final RequestAnnouncer announcer;
    private final RequestProperties properties;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RequestAging(
            RequestRepository requests,
            ActivityService activities,
            RequestAnnouncer announcer,
            RequestProperties properties,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.requests = requests;
        this.activities = activities;
        this.announcer = announcer;
        this.properties = properties;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${portal.request.look-every:10s}")
    void look() {
        Instant now = clock.instant();
        requests.dropDraftsFrom(now.minus(properties.expireAfter()));
        requests.waiting().forEach(request -> {
            try {
                transaction.executeWithoutResult(status -> age(request, now));
            } catch (RuntimeException unexpected) {
                DatabaseFault.passOn(unexpected);
                // One request must not keep the others from growing old.
                log.error("Cannot tell the age of request {}", request.id(), unexpected);
            }
        });
    }

    private void age(SetUpRequest request, Instant now) {
        Duration age = Duration.between(request.requestedAt(), now);
        if (age.compareTo(properties.expireAfter()) >= 0) {
            expire(request, now);
            return;
        }
        int told = age.compareTo(properties.overdueAfter()) >= 0 ? 2 : age.compareTo(properties.staleAfter()) >= 0 ? 1 : 0;
        if (told > request.aged() && requests.aged(request.id(), request.aged(), told)) {
            announcer.tell(RequestNews.Kind.STALE, request, null, null);
        }
    }

    private void expire(SetUpRequest request, Instant now) {
        Decision end = new Decision(PORTAL.id(), PORTAL.name(), now, "");
        if (requests.end(request.id(), request.version(), RequestState.EXPIRED, end)) {
            activities.record(new Intent(
                    Act.REQUEST_EXPIRE,
                    UUID.randomUUID().toString(),
                    request.sandbox(),
                    request.id(),
                    request.asked().name(),
                    Map.of(),
                    PORTAL));
            announcer.tell(RequestNews.Kind.EXPIRED, request, null, null);
        }
    }
}
