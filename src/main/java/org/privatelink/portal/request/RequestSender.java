package org.privatelink.portal.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.AlreadySubmitted;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.activity.Sighting;
import org.privatelink.portal.database.DatabaseFault;
import org.privatelink.portal.endpoint.EndpointService;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sets agreed requests on their way to Platform. As long as no intent is on record, nothing was ever sent, and a crash or
 * an unreachable Platform only delays it; from the intent on, only the record of acts tells what became of it.
 */
@Component
class RequestSender {

    private static final Logger log = LoggerFactory.getLogger(RequestSender.class);

    /** After so long people are told that an agreed request cannot be set on its way. */
    private static final Duration A_WHILE = Duration.ofHours(1);

    private final RequestRepository requests;
    private final RequestAnnouncer announcer;
    private final EndpointService endpoints;
    private final ActivityService activities;
    private final Sources sources;
    private final RequestProperties properties;
    private final Clock clock;

    /** Somebody took it back a moment before. */
    private static class TakenBack extends RuntimeException {}

    RequestSender(
            RequestRepository requests,
            RequestAnnouncer announcer,
            EndpointService endpoints,
            ActivityService activities,
            Sources sources,
            RequestProperties properties,
            Clock clock) {
        this.requests = requests;
        this.announcer = announcer;
        this.endpoints = endpoints;
        this.activities = activities;
        this.sources = sources;
        this.properties = properties;
        this.clock = clock;
    }

    /** What Platform answers is on the request afterwards; what goes wrong before anything is sent is tried again later. */
    void send(String requestId) {
        requests.find(requestId).filter(request -> request.sendAt() != null).ifPresent(this::send);
    }

    @Scheduled(fixedDelayString = "${portal.request.look-every:10s}")
    void sweep() {
        requests.toSend(clock.instant()).forEach(this::send);
    }

    private void send(SetUpRequest request) {
        try {
            Source source = sources.find(request.asked().source()).orElseThrow();
            endpoints.create(
                    request.sandbox(),
                    request.asked().wanted(source),
                    request.asked().purpose(),
                    request.submission(),
                    sender(request),
                    activityId -> depart(request.id(), activityId));
        } catch (AlreadySubmitted | OutcomeLost told) {
            log.info("Request {}: its act tells", request.id());
        } catch (TakenBack ended) {
            log.info("Request {} was taken back", request.id());
        } catch (PlatformException told) {
            // Told by the act if there is one; if not, nothing was sent.
            log.info("Request {}: {}", request.id(), told.problem());
            putOff(request, told.problem().toString());
        } catch (NoSuchElementException lost) {
            putOff(request, "The source " + request.asked().source() + " is not in the catalogue any more");
        } catch (RuntimeException unexpected) {
            DatabaseFault.passOn(unexpected);
            // One request must not keep the others from being sent.
            log.error("Request {} could not be set on its way", request.id(), unexpected);
            putOff(request, "An unexpected fault of this portal");
        }
    }

    /** With the intent, in its transaction: who took the request back a moment before keeps it from being sent. */
    private void depart(String id, String activityId) {
        if (!requests.sent(id, activityId)) {
            throw new TakenBack();
        }
    }

    private void putOff(SetUpRequest request, String problem) {
        Instant now = clock.instant();
        boolean waits = requests.tryAgainAt(request.id(), now.plus(properties.tryAgainAfter()), problem);
        if (waits && now.isAfter(wantedSince(request).plus(A_WHILE))) {
            announcer.tellUnsent(request, problem);
        }
    }

    /** Each attempt has its own while. */
    private Instant wantedSince(SetUpRequest request) {
        return activities.latestDone(Act.REQUEST_SEND_AGAIN, request.sandbox(), request.id())
                .map(Activity::begunAt)
                .orElseGet(() -> Objects.requireNonNull(request.decision()).at());
    }

    /** An attempt that came to nothing may have come to something after all: then nothing is sent again. */
    boolean hasAppeared(Activity failed) {
        return endpoints.look(failed).kind() != Sighting.Kind.NOT_SEEN;
    }

    /** Who agreed sends it; where nobody had to, who asked. */
    private static Person sender(SetUpRequest request) {
        Decision decision = request.decision();
        return decision == null || decision.by() == null || decision.byName() == null
                ? new Person(request.requester().id(), request.requester().name(), null, Set.of())
                : new Person(decision.by(), decision.byName(), null, Set.of());
    }
}
