package org.privatelink.portal.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.NotPermitted;
import org.privatelink.portal.page.Unfit;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.request.RequestDecisionController.Decided;
import org.privatelink.portal.request.RequestService.Followed;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.source.Source;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Requests for those who come without a page: what may be done, and who may do it, is the same. */
@Component
public class RequestDesk {

    private final RequestService service;
    private final RequestRules rules;
    private final Existing.Finder existing;
    private final RequestSender sender;
    private final RequestRepository requests;

    RequestDesk(
            RequestService service,
            RequestRules rules,
            Existing.Finder existing,
            RequestSender sender,
            RequestRepository requests) {
        this.service = service;
        this.rules = rules;
        this.existing = existing;
        this.sender = sender;
        this.requests = requests;
    }

    /** What is asked for. Texts are blank where nothing is said. */
    public record Wanted(
            String name,
            String subscriptionId,
            String resourceGroupName,
            String resourceName,
            List<String> fqdns,
            String reason,
            String ticket,
            String owner) {

        private RequestForm of(Source source) {
            return new RequestForm(
                            source.key(),
                            "",
                            name,
                            subscriptionId,
                            resourceGroupName,
                            resourceName,
                            String.join("\n", fqdns),
                            reason,
                            ticket,
                            owner)
                    .fittedTo(source);
        }
    }

    /**
     * A request as it stands.
     *
     * @param source key of the catalogue
     * @param state such as {@code requested} or {@code created}
     * @param version of what is asked for: a decision is about one
     * @param decidedBy null while nobody has decided, and where nobody had to
     * @param endpointId of what came of it; null while nothing did
     * @param sending the act on Platform; null as long as there is none
     */
    public record Told(
            String id,
            String source,
            Wanted wanted,
            String state,
            int version,
            String requestedBy,
            Instant requestedAt,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            @Nullable String comment,
            @Nullable String endpointId,
            @Nullable Activity sending) {

        private static Told of(Followed followed) {
            SetUpRequest request = followed.request();
            RequestForm asked = request.asked();
            Decision decision = request.decision();
            return new Told(
                    request.id(),
                    asked.source(),
                    new Wanted(
                            asked.name(),
                            asked.subscriptionId(),
                            asked.resourceGroupName(),
                            asked.resourceName(),
                            asked.hosts(),
                            asked.reason(),
                            asked.ticket(),
                            asked.owner()),
                    followed.state().key(),
                    request.version(),
                    request.requester().name(),
                    request.requestedAt() == null ? request.createdAt() : request.requestedAt(),
                    decision == null ? null : decision.byName(),
                    decision == null ? null : decision.at(),
                    decision == null || decision.comment().isEmpty() ? null : decision.comment(),
                    followed.endpointId(),
                    followed.sending());
        }
    }

    /** The same target has an endpoint, or a request under way. */
    public static class Twice extends RuntimeException {}

    /** Whether there may be requests in it for others than their author. */
    public static boolean isState(String key) {
        return Stream.of(RequestState.values()).anyMatch(state -> state != RequestState.DRAFT && state.key().equals(key));
    }

    /** Newest first, drafts left out; those that are older than the given one. */
    public List<Told> page(String sandbox, @Nullable Told after, int limit) {
        return service.follow(requests.raised(
                        sandbox, after == null ? null : after.requestedAt(), after == null ? "" : after.id(), limit))
                .stream()
                .map(Told::of)
                .toList();
    }

    public Optional<Told> find(Sandbox sandbox, String id, Person person) {
        return raised(sandbox, id, person).map(Told::of);
    }

    /** @throws Unfit when what is wanted breaks a rule */
    public void check(Source source, Wanted wanted) {
        Unfit.check(rules.check(wanted.of(source), source));
    }

    /**
     * Asks for an endpoint, once for an id.
     *
     * @param id of the request that is to be: a second call with it finds what became of the first
     * @param anyway although something leads there already, or nobody can tell now
     * @throws Unfit when what is wanted breaks a rule
     * @throws Twice when something leads there already
     * @throws PlatformException when it could not be read whether something does
     */
    public Told ask(Sandbox sandbox, String id, Source source, Wanted wanted, boolean anyway, Person person) {
        RequestForm asked = wanted.of(source);
        Optional<Told> before = find(sandbox, id, person);
        if (before.isPresent()) {
            return before.get();
        }
        check(source, wanted);
        Existing around = anyway ? null : existing.around(sandbox, asked, source, person);
        if (around != null && around.isTwice()) {
            // What leads there may be what the same call made a moment ago.
            return find(sandbox, id, person).orElseThrow(Twice::new);
        }
        if (around != null && around.unread() != null) {
            throw around.unread();
        }
        try {
            service.ask(sandbox.name(), id, asked, person);
            sender.send(id);
        } catch (DuplicateKeyException meanwhile) {
            // The same was asked for at the same time.
        }
        return find(sandbox, id, person).orElseThrow(NoSuchThing::new);
    }

    /**
     * The second person's word on one version.
     *
     * @param matched whether the target was compared; an approval needs it
     * @return false when it was decided, withdrawn or changed meanwhile
     * @throws Unfit when the decision breaks a rule
     * @throws NotPermitted for the requester and for who is not an admin
     */
    public boolean decide(
            Sandbox sandbox, String id, int version, String decision, String comment, boolean matched, Person person) {
        Followed followed = raised(sandbox, id, person).orElseThrow(NoSuchThing::new);
        if (followed.request().isOf(person)) {
            throw new NotPermitted();
        }
        Decided decided = new Decided(version, decision, comment, matched);
        FormView checked = rules.checkDecision(decided, version);
        Unfit.check(checked);
        boolean first = service.decide(followed.request(), version, decided.isApproval(), decided.comment(), person);
        if (first && decided.isApproval()) {
            sender.send(id);
        }
        return first || service.present(id).isDecided(version, decided.isApproval(), person);
    }

    /** @return false when it was decided meanwhile, or is on its way */
    public boolean withdraw(Sandbox sandbox, String id, Person person) {
        return service.withdraw(raised(sandbox, id, person).orElseThrow(NoSuchThing::new).request(), person);
    }

    /** @return false when the approvers have been reminded a short time ago, or it is decided */
    public boolean remind(Sandbox sandbox, String id, Person person) {
        return service.remind(raised(sandbox, id, person).orElseThrow(NoSuchThing::new).request(), person);
    }

    private Optional<Followed> raised(Sandbox sandbox, String id, Person person) {
        return service.find(sandbox.name(), id, person).filter(followed -> !followed.request().isDraft());
    }
}
