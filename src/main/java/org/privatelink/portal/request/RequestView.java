package org.privatelink.portal.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.endpoint.OurApproval;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.page.TimeSpans;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;

/**
 * A request in words.
 *
 * @param source null when the catalogue has lost it
 * @param sentence what the state means, and who acts next
 * @param agreement our side alone, once it is agreed to; what came of it is the state then
 * @param age how long it has waited for a decision; null when it does not wait
 */
record RequestView(
        SetUpRequest request,
        RequestState state,
        @Nullable Activity sending,
        @Nullable String endpointId,
        @Nullable Source source,
        Badge badge,
        String sentence,
        OurApproval.@Nullable Track agreement,
        @Nullable Age age) {

    /** @param level {@code fresh}, {@code stale} or {@code overdue} */
    record Age(String text, String level) {}

    public String id() {
        return request.id();
    }

    public String name() {
        return request.asked().name();
    }

    public String stateKey() {
        return state.key();
    }

    public String sourceTitle() {
        return source == null ? request.asked().source() : source.title();
    }

    public @Nullable AzureResourceId resourceId() {
        return source == null ? null : request.asked().resourceId(source);
    }

    /** Drafts have no other time. */
    public Instant since() {
        return request.requestedAt() == null ? request.createdAt() : request.requestedAt();
    }

    /** Makes the views. */
    @Component
    static class Maker {

        private final Sources sources;
        private final RequestProperties properties;
        private final Texts texts;
        private final TimeSpans spans;
        private final Clock clock;

        Maker(Sources sources, RequestProperties properties, Texts texts, TimeSpans spans, Clock clock) {
            this.sources = sources;
            this.properties = properties;
            this.texts = texts;
            this.spans = spans;
            this.clock = clock;
        }

        RequestView view(Followed followed) {
            SetUpRequest request = followed.request();
            return new RequestView(
                    request,
                    followed.state(),
                    followed.sending(),
                    followed.endpointId(),
                    sources.find(request.asked().source()).orElse(null),
                    followed.state().badge(texts),
                    sentence(followed),
                    request.state() == RequestState.APPROVED ? agreement(request) : null,
                    followed.state() == RequestState.REQUESTED ? age(request.requestedAt()) : null);
        }

        private String sentence(Followed followed) {
            Decision decision = followed.request().decision();
            String by = decision == null || decision.byName() == null ? "" : decision.byName();
            return isNotFound(followed)
                    ? texts.get("request.text.not-found")
                    : texts.get("request.text." + followed.state().key(), by);
        }

        /** The answer was lost, and looking has not shown it: which is less than knowing that there is none. */
        private static boolean isNotFound(Followed followed) {
            return followed.sending() != null && followed.sending().outcome() == Outcome.NOT_DONE;
        }

        OurApproval.Track agreement(SetUpRequest request) {
            Decision decision = request.decision();
            boolean needed = decision != null && decision.by() != null;
            String key = "request.track." + (needed ? "agreed" : "unneeded");
            String by = needed ? decision.byName() : "";
            return new OurApproval.Track(
                    request.id(),
                    new Badge("positive", "approved", texts.get(key)),
                    texts.get(key + ".text", request.requester().name(), by));
        }

        private Age age(Instant since) {
            Duration age = Duration.between(since, clock.instant());
            String level = age.compareTo(properties.overdueAfter()) >= 0
                    ? "overdue"
                    : age.compareTo(properties.staleAfter()) >= 0 ? "stale" : "fresh";
            return new Age(texts.get("request.age." + level, spans.inWords(age)), level);
        }
    }
}
