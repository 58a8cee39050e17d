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
        int attempt,
        @Nullable String activityId) {

    /** From the session, never from the form. */
    record Requester(String id, String name, @Nullable String email) {}

    /** @param by null when nobody had to agree */
    record Decision(@Nullable String by, @Nullable String byName, Instant at, String comment) {}

    boolean isOf(Person person) {
        return requester.id().equals(person.id());
    }

    boolean isDraft() {
        return state == RequestState.DRAFT;
    }

    String submission() {
        return "request-" + id + "-" + attempt;
    }
}
