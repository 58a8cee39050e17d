package org.privatelink.portal.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;

/**
 * A request for an endpoint as it is kept.
 *
 * @param asked what is asked for, in the form's fields
 * @param state as stored: never one that only an act on Platform can tell
 * @param version rises with each change of what is asked for
 * @param requestedAt null for a draft
 * @param decision null until somebody decided
 * @param sendAt agreed and not yet on its way: when to try; null otherwise
 * @param sendProblem why it could not be set on its way when that was tried last
 * @param attempt how often it was set on its way; no attempt is sent twice
 * @param activityId the act on Platform of the present attempt
 */
record SetUpRequest(
        String id,
        String sandbox,
        RequestForm asked,
        Requester requester,
        RequestState state,
        int version,
        Instant createdAt,
        @Nullable Instant requestedAt,
        @Nullable Instant remindedAt,
        int aged,
        @Nullable Decision decision,
        @Nullable Instant sendAt,
        @Nullable String sendProblem,
        int attempt,
        @Nullable String activityId) {

    /** From the session, never from the form. */
    record Requester(String id, String name, @Nullable String email) {}

    /** @param by null when nobody had to agree */
    record Decision(@Nullable String by, @Nullable String byName, Instant at, String comment) {}

    /** The same person may come with two ids of a provider, but not with another's address. */
    boolean isOf(Person person) {
        String email = requester.email() == null ? "" : requester.email().strip();
        String theirs = person.email() == null ? "" : person.email().strip();
        return requester.id().equals(person.id()) || !email.isEmpty() && email.equalsIgnoreCase(theirs);
    }

    SetUpRequest asking(RequestForm other) {
        return new SetUpRequest(
                id, sandbox, other, requester, state, version, createdAt, requestedAt, remindedAt, aged, decision, sendAt,
                sendProblem, attempt, activityId);
    }

    boolean isDecided(int ofVersion, boolean approved, Person by) {
        return decision != null
                && by.id().equals(decision.by())
                && version == ofVersion
                && approved == (state == RequestState.APPROVED);
    }

    boolean isDraft() {
        return state == RequestState.DRAFT;
    }

    String submission() {
        return "request-" + id + "-" + attempt;
    }
}
