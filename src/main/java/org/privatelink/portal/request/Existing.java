package org.privatelink.portal.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.endpoint.Endpoints;
import org.privatelink.portal.endpoint.Watched;
import org.privatelink.portal.endpoint.Watched.Known;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.sandbox.Open;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.sandbox.Sandboxes;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.watch.Allowance;
import org.privatelink.portal.watch.AllowanceService;
import org.springframework.stereotype.Component;

/**
 * What there is already for the same source and target, letter case ignored.
 *
 * @param here endpoints in this sandbox, as Platform lists them now
 * @param unread why Platform could not be asked, null when it was
 * @param elsewhere endpoints in other sandboxes of the person's, as last seen
 * @param requests other requests under way, in any sandbox of the person's
 * @param part whether there may be more in sandboxes of which Platform has not said whether the person may see them
 * @param allowance null when it could not be counted
 */
record Existing(
        List<EndpointView> here,
        @Nullable PlatformException unread,
        List<Elsewhere> elsewhere,
        List<RequestView> requests,
        boolean part,
        @Nullable Allowance allowance) {

    record Elsewhere(String sandbox, EndpointView endpoint) {}

    /** An endpoint more would serve nothing that one of these does not serve. */
    public boolean isTwice() {
        return !requests.isEmpty() || here.stream().anyMatch(twin -> !twin.endpoint().status().isDead());
    }

    public boolean hereUnknown() {
        return unread != null;
    }

    public boolean isNothing() {
        return here.isEmpty() && elsewhere.isEmpty() && requests.isEmpty() && !hereUnknown() && !part;
    }

    /** Looks for them. */
    @Component
    static class Finder {

        private final Sandboxes sandboxes;
        private final Endpoints endpoints;
        private final Watched watched;
        private final AllowanceService allowances;
        private final RequestService service;
        private final EndpointView.Maker endpointViews;
        private final RequestView.Maker requestViews;
        private final Reads reads;

        Finder(
                Sandboxes sandboxes,
                Endpoints endpoints,
                Watched watched,
                AllowanceService allowances,
                RequestService service,
                EndpointView.Maker endpointViews,
                RequestView.Maker requestViews,
                Reads reads) {
            this.sandboxes = sandboxes;
            this.endpoints = endpoints;
            this.watched = watched;
            this.allowances = allowances;
            this.service = service;
            this.endpointViews = endpointViews;
            this.requestViews = requestViews;
            this.reads = reads;
        }

        Existing around(Sandbox sandbox, SetUpRequest request, Source source, Person person) {
            return around(sandbox, request.asked(), source, request.id(), madeBy(request), person);
        }

        /** For what nobody has asked for yet. */
        Existing around(Sandbox sandbox, RequestForm asked, Source source, Person person) {
            return around(sandbox, asked, source, "", null, person);
        }

        private Existing around(
                Sandbox sandbox,
                RequestForm asked,
                Source source,
                String requestId,
                @Nullable String madeId,
                Person person) {
            Endpoint.Target target = asked.target(source.specId());
            var listed = reads.start(() -> endpoints.listOfSource(sandbox.name(), source.specId()));
            var allowance = reads.start(() -> allowances.of(sandbox));
            var answer = listed.outcome();
            List<Endpoint> here = answer.value();
            Open<Known> elsewhere = sandboxes.open(elsewhere(target, sandbox), Known::sandbox, person);
            Open<Followed> underWay =
                    sandboxes.open(service.underWayTo(asked, requestId), each -> each.request().sandbox(), person);
            return new Existing(
                    (here == null ? List.<Endpoint>of() : here).stream()
                            .filter(endpoint -> endpoint.leadsTo(target))
                            .filter(endpoint -> !endpoint.id().equals(madeId))
                            .map(endpoint -> endpointViews.view(endpoint, null))
                            .toList(),
                    answer.failure(),
                    elsewhere.things().stream()
                            .map(known -> new Elsewhere(known.sandbox(), endpointViews.view(known.endpoint(), null)))
                            .toList(),
                    underWay.things().stream().map(requestViews::view).toList(),
                    elsewhere.isPart() || underWay.isPart(),
                    allowance.outcome().value());
        }

        private List<Known> elsewhere(Endpoint.Target target, Sandbox sandbox) {
            return watched.leadingTo(target).stream()
                    .filter(known -> !known.sandbox().equals(sandbox.name()))
                    .toList();
        }

        /** Whether a raised request, moved to another target, would lead where something else leads already. */
        boolean isTaken(Sandbox sandbox, SetUpRequest request, RequestForm moved, Source source, Person person) {
            return !request.asked().hasTargetOf(moved)
                    && around(sandbox, request.asking(moved), source, person).isTwice();
        }

        /** The endpoint that came of the request itself is no twin of it. */
        private @Nullable String madeBy(SetUpRequest request) {
            return service.follow(request).endpointId();
        }
    }
}
