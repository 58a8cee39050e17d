package org.privatelink.portal.request;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.request.RequestService.Followed;
import org.springframework.stereotype.Component;

/**
 * A request as far as other rooms need to know it.
 *
 * @param source its title
 * @param endpointId what came of it; null while nothing did
 * @param isOver it ended without an endpoint
 */
public record Asked(
        String id,
        String name,
        String source,
        Badge badge,
        @Nullable String endpointId,
        boolean isDraft,
        boolean isOver) {

    /** Finds what a person may see. */
    @Component
    public static class Finder {

        private static final Comparator<Followed> NEWEST =
                Comparator.comparing((Followed followed) -> followed.request().createdAt()).reversed();

        private final RequestService service;
        private final RequestView.Maker views;
        private final Texts texts;

        Finder(RequestService service, RequestView.Maker views, Texts texts) {
            this.service = service;
            this.views = views;
            this.texts = texts;
        }

        /** Drafts are seen by those who write them. */
        public Optional<Asked> find(String sandbox, String id, Person person) {
            return service.find(sandbox, id, person).map(this::asked);
        }

        /** All of a person in a sandbox, the newest first. */
        public List<Asked> of(String sandbox, Person person) {
            return service.in(sandbox, person).stream()
                    .filter(followed -> followed.request().isOf(person))
                    .sorted(NEWEST)
                    .map(this::asked)
                    .toList();
        }

        private Asked asked(Followed followed) {
            RequestView view = views.view(followed);
            return new Asked(
                    view.id(),
                    view.name(),
                    view.sourceTitle(),
                    followed.state().badge(texts),
                    followed.endpointId(),
                    followed.request().isDraft(),
                    followed.state().isOver());
        }
    }
}
