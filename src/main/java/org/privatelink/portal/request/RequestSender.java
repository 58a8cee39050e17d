package org.privatelink.portal.request;

import java.time.Clock;
import java.util.Set;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.AlreadySubmitted;
import org.privatelink.portal.activity.OutcomeLost;
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

    private final RequestRepository requests;
    private final EndpointService endpoints;
    private final Sources sources;
    private final RequestProperties properties;
    private final Clock clock;

    RequestSender(
            RequestRepository requests,
            EndpointService endpoints,
            Sources sources,
            RequestProperties properties,
            Clock clock) {
        this.requests = requests;
        this.endpoints = endpoints;
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
                    activityId -> requests.sent(request.id(), activityId));
        } catch (AlreadySubmitted | OutcomeLost told) {
            log.info("Request {}: its act tells", request.id());
        } catch (PlatformException told) {
            // Told by the act if there is one; if not, nothing was sent.
            log.info("Request {}: {}", request.id(), told.problem());
            requests.tryAgainAt(request.id(), clock.instant().plus(properties.tryAgainAfter()));
        } catch (RuntimeException unexpected) {
            // One request must not keep the others from being sent.
            log.error("Request {} could not be set on its way", request.id(), unexpected);
            requests.tryAgainAt(request.id(), clock.instant().plus(properties.tryAgainAfter()));
        }
    }

    /** Who agreed sends it; where nobody had to, who asked. */
    private static Person sender(SetUpRequest request) {
        Decision decision = request.decision();
        return decision == null || decision.by() == null || decision.byName() == null
                ? new Person(request.requester().id(), request.requester().name(), null, Set.of())
                : new Person(decision.by(), decision.byName(), null, Set.of());
    }
}
