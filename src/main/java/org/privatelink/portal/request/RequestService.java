package org.privatelink.portal.request;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.ActivityService;
import org.privatelink.portal.activity.Intent;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.NotPermitted;
import org.privatelink.portal.request.SetUpRequest.Decision;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with requests. Each act is recorded in the transaction in which it is done. */
@Service
class RequestService {

    private final RequestRepository requests;
    private final ActivityService activities;
    private final RequestAnnouncer announcer;
    private final RequestProperties properties;
    private final Clock clock;

    RequestService(
            RequestRepository requests,
            ActivityService activities,
            RequestAnnouncer announcer,
            RequestProperties properties,
            Clock clock) {
        this.requests = requests;
        this.activities = activities;
        this.announcer = announcer;
        this.properties = properties;
        this.clock = clock;
    }

    /** A request with what became of it. Drafts are seen by those who write them. */
    Optional<Followed> find(String sandbox, String id, Person person) {
        return requests.find(id)
                .filter(request -> request.sandbox().equals(sandbox))
                .filter(request -> !request.isDraft() || request.isOf(person))
                .map(this::follow);
    }

    /** As it is kept now. */
    SetUpRequest present(String id) {
        return requests.find(id).orElseThrow(NoSuchThing::new);
    }

    Followed follow(SetUpRequest request) {
        return follow(List.of(request)).get(0);
    }

    List<Followed> in(String sandbox, Person person) {
        return follow(requests.in(sandbox).stream()
                .filter(request -> !request.isDraft() || request.isOf(person))
                .toList());
    }

    /** Others of the same person, newest first. */
    List<Followed> othersOf(SetUpRequest request) {
        return follow(requests.by(request.requester().id()).stream()
                .filter(each -> !each.id().equals(request.id()))
                .toList());
    }

    /** Requests under way in any sandbox for the same source and target; Azure's names know no letter case. */
    List<Followed> underWayTo(RequestForm asked, String exceptId) {
        return follow(requests.to(asked.source(), asked.resourceName())).stream()
                .filter(each -> each.state().isUnderWay() && !each.request().id().equals(exceptId))
                .filter(each -> each.request().asked().hasTargetOf(asked))
                .toList();
    }

    List<Followed> search(Collection<String> sandboxes, RequestSearch.Wanted wanted, int most) {
        return follow(requests.search(sandboxes, wanted, most));
    }

    List<SetUpRequest> waiting() {
        return requests.waiting();
    }

    List<Followed> follow(List<SetUpRequest> some) {
        List<String> sent = some.stream().map(SetUpRequest::activityId).filter(id -> id != null).toList();
        Map<String, Activity> acts =
                activities.findAll(sent).stream().collect(Collectors.toMap(Activity::id, act -> act));
        return some.stream().map(request -> Followed.of(request, acts.get(request.activityId()))).toList();
    }

    /** @param sending the act on Platform, null as long as there is none */
    record Followed(SetUpRequest request, RequestState state, @Nullable Activity sending) {

        static Followed of(SetUpRequest request, @Nullable Activity sending) {
            return new Followed(request, RequestState.of(request.state(), sending), sending);
        }

        @Nullable String endpointId() {
            return state == RequestState.CREATED && sending != null ? sending.subjectId() : null;
        }
    }

    @Transactional
    String draft(String sandbox, RequestForm asked, Person person) {
        String id = UUID.randomUUID().toString();
        requests.addDraft(id, sandbox, asked, person, clock.instant());
        return id;
    }

    /** Draft and request in one, by somebody who has nothing to look at in between. */
    @Transactional
    void ask(String sandbox, String id, RequestForm asked, Person person) {
        requests.addDraft(id, sandbox, asked, person, clock.instant());
        raise(present(id), 1, person);
    }

    /** A draft, or a request that nobody has decided yet: that one has to be looked at anew. */
    @Transactional
    boolean change(SetUpRequest from, RequestForm asked, Person person) {
        permit(from.isOf(person));
        if (!requests.change(from, asked, clock.instant())) {
            return false;
        }
        if (from.state() == RequestState.REQUESTED) {
            record(Act.REQUEST_CHANGE, from, person, "");
            announcer.changed(from);
        }
        return true;
    }

    /** From draft to request; where nobody has to agree, on to Platform at once. */
    @Transactional
    boolean raise(SetUpRequest draft, int version, Person person) {
        permit(draft.isOf(person));
        Instant now = clock.instant();
        if (!requests.raise(draft.id(), version, now)) {
            return false;
        }
        record(Act.REQUEST_RAISE, draft, person, "");
        if (properties.approvalRequired()) {
            announcer.tell(RequestNews.Kind.RAISED, draft, person, null);
            return true;
        }
        return requests.approve(draft.id(), version, new Decision(null, null, now, ""), soon(now));
    }

    /**
     * The second person's word on one version of a request.
     *
     * @return false when it was decided, withdrawn or changed meanwhile: nothing is done then
     * @throws NotPermitted for the requester and for who is not an admin
     */
    @Transactional
    boolean decide(SetUpRequest request, int version, boolean approved, String comment, Person person) {
        permit(person.isAdmin() && !request.isOf(person));
        Instant now = clock.instant();
        Decision decision = new Decision(person.id(), person.name(), now, comment);
        boolean first = approved
                ? requests.approve(request.id(), version, decision, soon(now))
                : requests.end(request.id(), version, RequestState.REJECTED, decision);
        if (first) {
            record(approved ? Act.REQUEST_APPROVE : Act.REQUEST_REJECT, request, person, comment);
            var kind = approved ? RequestNews.Kind.APPROVED : RequestNews.Kind.REJECTED;
            announcer.tell(kind, request, person, comment);
        }
        return first;
    }

    /** As long as it is undecided; and as long as it is agreed to and nothing has been sent. */
    @Transactional
    boolean withdraw(SetUpRequest request, Person person) {
        permit(request.isOf(person) || request.sendAt() != null && person.isAdmin());
        Decision end = new Decision(person.id(), person.name(), clock.instant(), "");
        boolean first = request.sendAt() == null
                ? requests.end(request.id(), request.version(), RequestState.WITHDRAWN, end)
                : requests.takeBack(request.id(), end);
        if (first) {
            record(Act.REQUEST_WITHDRAW, request, person, "");
            announcer.tell(RequestNews.Kind.WITHDRAWN, request, person, null);
        }
        return first;
    }

    @Transactional
    boolean remind(SetUpRequest request, Person person) {
        permit(request.isOf(person));
        Instant now = clock.instant();
        boolean due = requests.remind(request.id(), now.minus(properties.remindPause()), now);
        if (due) {
            record(Act.REQUEST_REMIND, request, person, "");
            announcer.tell(RequestNews.Kind.REMINDED, request, person, null);
        }
        return due;
    }

    /** Only after the attempt before came to nothing, and never by itself. */
    @Transactional
    boolean sendAgain(Followed followed, Person person) {
        SetUpRequest request = followed.request();
        permit(person.isAdmin() || person.mayChange() && request.isOf(person));
        if (followed.state() != RequestState.FAILED || !requests.sendAgain(request, soon(clock.instant()))) {
            return false;
        }
        record(Act.REQUEST_SEND_AGAIN, request, person, "");
        announcer.changed(request);
        return true;
    }

    @Transactional
    boolean discard(SetUpRequest draft, Person person) {
        permit(draft.isOf(person));
        return requests.discard(draft.id());
    }

    /** The sweep leaves a decision alone for so long, since who decided sends it at once. */
    private Instant soon(Instant now) {
        return now.plus(properties.tryAgainAfter());
    }

    private void record(Act act, SetUpRequest request, Person person, String comment) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", String.valueOf(request.version()));
        if (!comment.isEmpty()) {
            facts.put("comment", comment);
        }
        activities.record(new Intent(
                act,
                UUID.randomUUID().toString(),
                request.sandbox(),
                request.id(),
                request.asked().name(),
                facts,
                person));
    }

    private static void permit(boolean may) {
        if (!may) {
            throw new NotPermitted();
        }
    }
}
