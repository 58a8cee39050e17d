package org.privatelink.portal.support;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.authoring.AuthoringView;
import org.privatelink.portal.connection.Connection;
import org.privatelink.portal.connection.Reach;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.request.RequestSearch.Hit;
import org.privatelink.portal.support.Circumstances.Read;

/** The steps of the private link: is there an endpoint, is it agreed to and approved, is authoring on, does it fit. */
record LinkChecks(Circumstances seen) {

    List<Check> all() {
        return List.of(endpoint(), ours(), azure(), authoring(), host());
    }

    private Check endpoint() {
        if (!isKnownToBePrivate()) {
            return unasked(Step.ENDPOINT);
        }
        Read<Optional<Endpoint>> named = seen.named();
        return named == null ? unnamed() : named(named);
    }

    private Check named(Read<Optional<Endpoint>> named) {
        if (named.failure() != null) {
            return unread(Step.ENDPOINT, named);
        }
        String id = found().endpointId();
        Check check = named.value().isPresent()
                ? Check.of(Step.ENDPOINT, Finding.ENDPOINT_NAMED).about(named.value().get().label())
                : missing(id);
        return check.told(named.requestId()).with("endpoint.id", id);
    }

    private Check missing(@Nullable String id) {
        var known = seen.known();
        if (known == null) {
            return awaited().orElseGet(() -> Check.of(Step.ENDPOINT, Finding.ENDPOINT_NEVER_SEEN).about(id));
        }
        return Check.of(Step.ENDPOINT, Finding.ENDPOINT_GONE)
                .about(known.endpoint().label())
                .with("support.evidence.last-state", known.endpoint().state())
                .with("endpoint.last-seen", known.lastSeenAt())
                .with("support.evidence.gone", known.goneAt());
    }

    /** Platform did not note which endpoint serves it (product fact 6): its host may tell. */
    private Check unnamed() {
        Read<List<Endpoint>> candidates = seen.ofSource();
        if (candidates == null || candidates.failure() != null) {
            return candidates == null ? unasked(Step.ENDPOINT) : unread(Step.ENDPOINT, candidates);
        }
        Endpoint served = seen.endpoint();
        Reach reach = seen.reach();
        Check check;
        if (served != null) {
            check = Check.of(Step.ENDPOINT, Finding.ENDPOINT_BY_HOST).about(served.label()).with("endpoint.id", served.id());
        } else {
            check = awaited().orElseGet(() -> unserved(candidates.value()));
        }
        return check.with("connection.host", reach == null ? null : reach.host()).told(candidates.requestId());
    }

    /** That none leads there can be said only where all can be compared. */
    private Check unserved(List<Endpoint> candidates) {
        return candidates.stream().allMatch(each -> seen.reach() != null && isComparable(each))
                ? Check.of(Step.ENDPOINT, Finding.ENDPOINT_NONE)
                : Check.of(Step.ENDPOINT, Finding.ENDPOINT_HIDDEN)
                        .with("support.evidence.candidates", String.valueOf(candidates.size()));
    }

    private Optional<Check> awaited() {
        return Optional.ofNullable(seen.asked()).map(asked -> Check.of(
                        Step.ENDPOINT, asked.waiting() ? Finding.ENDPOINT_ASKED_FOR : Finding.ENDPOINT_BEING_MADE)
                .about(asked.name()));
    }

    private Check ours() {
        Hit asked = seen.asked();
        if (!isKnownToBePrivate()) {
            return unasked(Step.OURS);
        }
        if (seen.track() != null) {
            return Check.of(Step.OURS, Finding.OURS_AGREED).with("support.evidence.agreed", seen.track().sentence());
        }
        if (seen.endpoint() == null && asked != null) {
            return Check.of(Step.OURS, asked.waiting() ? Finding.OURS_WAITING : Finding.OURS_SENDING)
                    .about(asked.name())
                    .with("support.evidence.asked", asked.since())
                    .with("support.evidence.agreed", asked.sentence());
        }
        boolean anyEndpoint = seen.endpoint() != null || seen.known() != null;
        return Check.of(Step.OURS, anyEndpoint ? Finding.OURS_ELSEWHERE : Finding.NOT_LOOKED_AT);
    }

    private Check azure() {
        Endpoint endpoint = seen.endpoint();
        if (!isKnownToBePrivate() || endpoint == null) {
            return unasked(Step.AZURE);
        }
        Finding finding = switch (endpoint.status()) {
            case APPROVED -> Finding.AZURE_APPROVED;
            case PENDING -> isDecided() ? Finding.AZURE_DECIDED : Finding.AZURE_PENDING;
            case REJECTED -> Finding.AZURE_REJECTED;
            case FAILED -> Finding.AZURE_FAILED;
            case DISCONNECTED -> Finding.AZURE_DISCONNECTED;
            case UNKNOWN -> Finding.AZURE_UNKNOWN;
        };
        String told = seen.named() != null ? seen.named().requestId() : seen.ofSource().requestId();
        return Check.of(Step.AZURE, finding)
                .about(endpoint.resourceName())
                .told(told)
                .with("endpoint.state", endpoint.state())
                .with("support.evidence.since", since())
                .with("support.evidence.decided", seen.decided() == null ? null : seen.decided().at());
    }

    /** Since when the watcher has seen the state that Platform tells now. */
    private @Nullable Instant since() {
        var known = seen.known();
        boolean same = known != null
                && known.goneAt() == null
                && known.endpoint().status() == seen.endpoint().status();
        return same ? known.since() : null;
    }

    /** Platform follows Azure minutes later. */
    private boolean isDecided() {
        return seen.decided() != null
                && seen.decided().key().equals("azure-approve")
                && (since() == null || seen.decided().at().isAfter(since()));
    }

    private Check authoring() {
        Read<AuthoringView> read = seen.authoring();
        if (read == null) {
            return unasked(Step.AUTHORING);
        }
        if (read.failure() != null) {
            return unread(Step.AUTHORING, read);
        }
        AuthoringView view = read.value();
        Finding finding = switch (view.state()) {
            case ENABLED -> Finding.AUTHORING_ENABLED;
            case ENABLING -> Finding.AUTHORING_ENABLING;
            case DISABLING -> Finding.AUTHORING_DISABLING;
            case DISABLED -> view.starting() ? Finding.AUTHORING_ENABLING : Finding.AUTHORING_DISABLED;
            case UNKNOWN -> Finding.AUTHORING_UNKNOWN;
        };
        return Check.of(Step.AUTHORING, finding)
                .told(read.requestId())
                .with("endpoint.state", view.badge().label())
                .with("authoring.end", view.earliestEnd());
    }

    private Check host() {
        Endpoint endpoint = seen.endpoint();
        Reach reach = seen.reach();
        if (!isKnownToBePrivate() || endpoint == null) {
            return unasked(Step.HOST);
        }
        Finding finding = fit(found(), endpoint, reach);
        return Check.of(Step.HOST, finding)
                .about(endpoint.resourceName())
                .with("connection.host", reach == null ? null : reach.host())
                .with("endpoint.resourceName", endpoint.resourceName())
                .with("endpoint.fqdns", String.join(", ", endpoint.fqdns()));
    }

    /** An endpoint for one source does not serve another, not even of the same storage account (product fact 8). */
    private Finding fit(Connection connection, Endpoint endpoint, @Nullable Reach reach) {
        if (!connection.specId().equalsIgnoreCase(endpoint.specId())) {
            return Finding.HOST_OF_ANOTHER_SOURCE;
        }
        if (reach == null) {
            return Finding.HOST_HIDDEN;
        }
        if (!reach.leadsTo(endpoint)) {
            return isComparable(endpoint) ? Finding.HOST_ELSEWHERE : Finding.HOST_NOT_COMPARABLE;
        }
        boolean otherService = seen.source() != null
                && reach.storageService().filter(service -> !service.equals(seen.source().subResource())).isPresent();
        if (otherService) {
            return Finding.HOST_OF_ANOTHER_SERVICE;
        }
        return reach.isPrivateName() ? Finding.HOST_PRIVATE_NAME : Finding.HOST_LEADS_THERE;
    }

    /** The name of a private link service says nothing of the hosts behind it. */
    private boolean isComparable(Endpoint endpoint) {
        return endpoint.resourceName() != null
                && (seen.source() == null || !seen.source().needsFqdns() || !endpoint.fqdns().isEmpty());
    }

    private Connection found() {
        return Objects.requireNonNull(seen.found());
    }

    private boolean isKnownToBePrivate() {
        return seen.found() != null && seen.found().usesPrivateLink();
    }

    private Check unasked(Step step) {
        boolean isPublic = seen.found() != null && !seen.found().usesPrivateLink();
        return Check.of(step, isPublic ? Finding.PUBLIC : Finding.NOT_LOOKED_AT);
    }

    private static Check unread(Step step, Read<?> read) {
        return Check.unread(step, Failure.of(Objects.requireNonNull(read.failure())));
    }
}
