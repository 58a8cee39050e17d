package org.privatelink.portal.request;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityNoted;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.privatelink.portal.watch.EndpointChanged;
import org.privatelink.portal.watch.LiveUpdates;
import org.privatelink.portal.watch.Watcher;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets notices, open pages and the watcher know what happened to a request, in the transaction in which it happened. */
@Component
class RequestAnnouncer {

    private final RequestRepository requests;
    private final Requests known;
    private final Sources sources;
    private final LiveUpdates live;
    private final Watcher watcher;
    private final ApplicationEventPublisher events;

    RequestAnnouncer(
            RequestRepository requests,
            Requests known,
            Sources sources,
            LiveUpdates live,
            Watcher watcher,
            ApplicationEventPublisher events) {
        this.requests = requests;
        this.known = known;
        this.sources = sources;
        this.live = live;
        this.watcher = watcher;
        this.events = events;
    }

    void changed(SetUpRequest request) {
        live.changed(request.sandbox(), "request/" + request.id());
    }

    void tell(RequestNews.Kind kind, SetUpRequest request, @Nullable Person actor, @Nullable String comment) {
        String key = "request/%s/%s/%d/%d/%s"
                .formatted(request.id(), kind, request.version(), request.attempt(), moment(kind, request));
        tell(kind, key, request, actor, comment);
    }

    /** Once an attempt, however often it is tried. */
    @Transactional
    void tellUnsent(SetUpRequest request, String problem) {
        String key = "request/%s/unsent/%d/%d".formatted(request.id(), request.version(), request.attempt());
        tell(RequestNews.Kind.FAILED, key, request, null, problem);
    }

    /** What can happen to a request several times is told apart by what it was before. */
    private static String moment(RequestNews.Kind kind, SetUpRequest request) {
        return switch (kind) {
            case REMINDED -> String.valueOf(request.remindedAt());
            case STALE -> String.valueOf(request.aged());
            default -> "";
        };
    }

    private void tell(
            RequestNews.Kind kind, String key, SetUpRequest request, @Nullable Person actor, @Nullable String comment) {
        changed(request);
        Source source = sources.find(request.asked().source()).orElse(null);
        events.publishEvent(new RequestNews(
                kind,
                key,
                request.sandbox(),
                request.id(),
                request.asked().name(),
                source == null ? request.asked().source() : source.title(),
                Objects.toString(source == null ? null : request.asked().resourceId(source), request.asked().resourceName()),
                request.requester().name(),
                request.requester().email(),
                request.asked().reason(),
                request.asked().ticket().isEmpty() ? null : request.asked().ticket(),
                actor == null ? null : actor.name(),
                actor != null && request.isOf(actor),
                comment));
    }

    /** The page of a request shows its endpoint's state too. */
    @EventListener
    void seen(EndpointChanged change) {
        known.requestOf(change.sandbox(), change.endpoint().id()).ifPresent(this::changed);
    }

    /** Whatever is known of the call to Platform changes what the request's page says. */
    @EventListener
    void noted(ActivityNoted noted) {
        Activity act = noted.activity();
        requests.findByActivity(act.id()).ifPresent(request -> {
            changed(request);
            watcher.lookSoon(request.sandbox());
            switch (RequestState.of(request.state(), act)) {
                case CREATED -> tell(RequestNews.Kind.CREATED, request, null, null);
                case FAILED -> tell(RequestNews.Kind.FAILED, request, null, act.message());
                case UNCLEAR -> tell(RequestNews.Kind.UNCLEAR, request, null, act.message());
                default -> {}
            }
        });
    }
}
