package org.privatelink.portal.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.request.RequestNews;
import org.privatelink.portal.request.Requests;
import org.privatelink.portal.request.Requests.Requester;
import org.privatelink.portal.source.Sources;
import org.privatelink.portal.watch.EndpointChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Keeps a notice for everybody concerned, in the transaction of what happened. Sends nothing. */
@Component
class Notices {

    private static final int LONGEST_KEY = 200;

    private final NoticeRepository notices;
    private final NoticeProperties properties;
    private final Requests requests;
    private final Sources sources;
    private final EndpointView.Maker views;
    private final Clock clock;

    Notices(
            NoticeRepository notices,
            NoticeProperties properties,
            Requests requests,
            Sources sources,
            EndpointView.Maker views,
            Clock clock) {
        this.notices = notices;
        this.properties = properties;
        this.requests = requests;
        this.sources = sources;
        this.views = views;
        this.clock = clock;
    }

    @EventListener
    void keep(RequestNews news) {
        NoticeKind kind = NoticeKind.valueOf(news.kind().name());
        boolean ownAct = kind == NoticeKind.RAISED
                || kind.isKnownToWhoDidIt() && news.ownAct();
        keep("request:" + news.key(), targets(kind, news.sandbox(), news.requesterEmail(), ownAct), happening(kind, news));
    }

    @EventListener
    void keep(EndpointChanged change) {
        Requester requester =
                requests.requesterOf(change.sandbox(), change.endpoint().id()).orElse(null);
        kind(change, requester != null).ifPresent(kind -> {
            String email = requester == null ? null : requester.email();
            keep("endpoint:" + change.key(), targets(kind, change.sandbox(), email, false), happening(kind, change, requester));
        });
    }

    /** Nothing for what is seen for the first time, unless somebody waits for it, or in passing. */
    private static Optional<NoticeKind> kind(EndpointChanged change, boolean awaited) {
        if (change.drift()) {
            return Optional.of(NoticeKind.DRIFT);
        }
        if (change.from() == null && !awaited || change.to() == null || change.from() == change.to()) {
            return Optional.empty();
        }
        return switch (change.to()) {
            case APPROVED -> Optional.of(NoticeKind.AZURE_APPROVED);
            case REJECTED -> Optional.of(NoticeKind.AZURE_REJECTED);
            case FAILED -> Optional.of(NoticeKind.AZURE_FAILED);
            default -> Optional.empty();
        };
    }

    /** In an order, so that two nodes that keep the same at a time do not wait for each other. */
    private SortedSet<Target> targets(NoticeKind kind, String sandbox, @Nullable String requester, boolean ownAct) {
        SortedSet<Target> targets = new TreeSet<>(Comparator.comparing(Target::channel).thenComparing(Target::address));
        properties.webhooks().forEach((name, webhook) -> {
            if (webhook.wants(kind, sandbox)) {
                targets.add(Target.webhook(name));
            }
        });
        if (properties.mail().isOn()) {
            if (kind.isForApprovers()) {
                properties.mail().approvers(sandbox).forEach(each -> targets.add(Target.mail(each)));
            }
            if (requester != null && !requester.isBlank()) {
                if (ownAct) {
                    targets.remove(Target.mail(requester));
                } else if (kind.isForRequester() && properties.mail().requesters()) {
                    targets.add(Target.mail(requester));
                }
            }
        }
        return targets;
    }

    private void keep(String key, SortedSet<Target> targets, Happening happening) {
        Instant now = clock.instant();
        targets.forEach(target -> notices.add(fitting(key), target, happening, now));
    }

    private Happening happening(NoticeKind kind, RequestNews news) {
        return new Happening(
                kind,
                clock.instant(),
                news.sandbox(),
                news.name(),
                news.source(),
                news.resourceId(),
                news.kind().name().toLowerCase(Locale.ROOT),
                news.requester(),
                news.reason(),
                news.ticket(),
                news.actor(),
                news.comment(),
                null,
                null,
                path("/s/{sandbox}/requests/{id}", news.sandbox(), news.requestId()));
    }

    private Happening happening(NoticeKind kind, EndpointChanged change, @Nullable Requester requester) {
        Endpoint endpoint = change.endpoint();
        AzureResourceId resource = views.resourceId(endpoint);
        EndpointState to = change.to();
        return new Happening(
                kind,
                change.seenAt(),
                change.sandbox(),
                endpoint.label(),
                sources.titleOf(endpoint.specId()),
                resource == null ? endpoint.resourceName() : Objects.toString(resource),
                to == null ? "gone" : to.key(),
                requester == null ? null : requester.name(),
                null,
                requester == null ? null : requester.ticket(),
                null,
                null,
                change.linked() == null ? null : change.linked().names(),
                change.linked() == null ? null : change.linked().total(),
                path("/s/{sandbox}/endpoints/{id}", change.sandbox(), endpoint.id()));
    }

    private static String path(String template, String sandbox, String id) {
        return UriComponentsBuilder.fromPath(template).encode().buildAndExpand(sandbox, id).toUriString();
    }

    /** As it is, where it fits into its column. */
    private static String fitting(String key) {
        if (key.length() <= LONGEST_KEY) {
            return key;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
