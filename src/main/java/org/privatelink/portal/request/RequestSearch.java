package org.privatelink.portal.request;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.page.Badge;
import org.springframework.stereotype.Component;

/** Finds requests for other rooms. Drafts are their writers' own and are never among them. */
@Component
public class RequestSearch {

    private final RequestRepository requests;
    private final RequestService service;
    private final RequestView.Maker views;

    RequestSearch(RequestRepository requests, RequestService service, RequestView.Maker views) {
        this.requests = requests;
        this.service = service;
        this.views = views;
    }

    /**
     * What is looked for.
     *
     * @param text occurs in an id, a name, the target, the reason, ticket or owner, or in who asked or decided
     * @param target leads exactly there, whatever the text; null for anywhere
     */
    public record Wanted(String text, @Nullable AzureResourceId target) {}

    /**
     * A request that was found.
     *
     * @param specId of its source; empty when the catalogue has lost it
     * @param underWay whether an endpoint may still come of it
     * @param waiting whether a colleague has to decide
     * @param endpointId what came of it
     */
    public record Hit(
            String id,
            String sandbox,
            String name,
            String specId,
            String resourceName,
            @Nullable String ticket,
            Badge badge,
            String sentence,
            boolean underWay,
            boolean waiting,
            String requester,
            Instant since,
            @Nullable String endpointId) {}

    /** In any of the sandboxes, newest first. */
    public List<Hit> search(Collection<String> sandboxes, Wanted wanted, int most) {
        return sandboxes.isEmpty()
                ? List.of()
                : service.search(sandboxes, wanted, most).stream().map(views::view).map(RequestSearch::hit).toList();
    }

    /** How many {@link #search} would find. */
    public int count(Collection<String> sandboxes, Wanted wanted) {
        return sandboxes.isEmpty() ? 0 : requests.countMatching(sandboxes, wanted);
    }

    private static Hit hit(RequestView view) {
        RequestForm asked = view.request().asked();
        return new Hit(
                view.id(),
                view.request().sandbox(),
                view.name(),
                view.source() == null ? "" : view.source().specId(),
                asked.resourceName(),
                asked.ticket().isEmpty() ? null : asked.ticket(),
                view.badge(),
                view.sentence(),
                view.state().isUnderWay(),
                view.state() == RequestState.REQUESTED,
                view.request().requester().name(),
                view.since(),
                view.endpointId());
    }
}
