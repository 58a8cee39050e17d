package org.privatelink.portal.support;

import java.util.Locale;

/** What a step can come to, who must act then, and where. */
enum Finding {
    CONNECTION_ENABLED(Result.PASSED),
    CONNECTION_DISABLED(Result.FAILED, Actor.ENGINEER, Place.CONNECTION),
    CONNECTION_IN_ANOTHER_STATE(Result.UNCLEAR, Actor.ADOBE, Place.CONNECTION),
    CONNECTION_GONE(Result.FAILED, Actor.ENGINEER, Place.NEW_CONNECTION),

    ENDPOINT_NAMED(Result.PASSED, Actor.NOBODY, Place.ENDPOINT),
    ENDPOINT_BY_HOST(Result.PASSED, Actor.NOBODY, Place.ENDPOINT),
    ENDPOINT_HIDDEN(Result.UNCLEAR, Actor.ENGINEER, Place.CONNECTION),
    ENDPOINT_ASKED_FOR(Result.FAILED, Actor.APPROVER, Place.REQUEST),
    ENDPOINT_BEING_MADE(Result.FAILED, Actor.NOBODY, Place.REQUEST),
    ENDPOINT_NONE(Result.FAILED, Actor.ENGINEER, Place.NEW_ENDPOINT),
    ENDPOINT_GONE(Result.FAILED, Actor.ENGINEER, Place.ENDPOINT),
    ENDPOINT_NEVER_SEEN(Result.FAILED, Actor.ENGINEER, Place.NEW_ENDPOINT),

    OURS_AGREED(Result.PASSED, Actor.NOBODY, Place.REQUEST),
    OURS_ELSEWHERE(Result.NOT_APPLICABLE),
    OURS_WAITING(Result.FAILED, Actor.APPROVER, Place.REQUEST),
    OURS_SENDING(Result.PASSED, Actor.NOBODY, Place.REQUEST),

    AZURE_APPROVED(Result.PASSED, Actor.NOBODY, Place.ENDPOINT),
    AZURE_PENDING(Result.FAILED, Actor.OWNER, Place.ENDPOINT),
    AZURE_DECIDED(Result.UNCLEAR, Actor.NOBODY, Place.ENDPOINT),
    AZURE_REJECTED(Result.FAILED, Actor.ENGINEER, Place.ENDPOINT),
    AZURE_FAILED(Result.FAILED, Actor.ENGINEER, Place.ENDPOINT),
    AZURE_DISCONNECTED(Result.FAILED, Actor.ENGINEER, Place.ENDPOINT),
    AZURE_UNKNOWN(Result.UNCLEAR, Actor.ADOBE, Place.ENDPOINT),

    AUTHORING_ENABLED(Result.PASSED, Actor.NOBODY, Place.AUTHORING),
    AUTHORING_DISABLED(Result.FAILED, Actor.ENGINEER, Place.AUTHORING),
    AUTHORING_ENABLING(Result.FAILED, Actor.NOBODY, Place.AUTHORING),
    AUTHORING_DISABLING(Result.FAILED, Actor.ENGINEER, Place.AUTHORING),
    AUTHORING_UNKNOWN(Result.UNCLEAR, Actor.ADOBE, Place.AUTHORING),

    HOST_LEADS_THERE(Result.PASSED),
    HOST_ELSEWHERE(Result.FAILED, Actor.ENGINEER, Place.CREDENTIALS),
    HOST_OF_ANOTHER_SERVICE(Result.FAILED, Actor.ENGINEER, Place.CREDENTIALS),
    HOST_OF_ANOTHER_SOURCE(Result.FAILED, Actor.ENGINEER, Place.CONNECTION),
    HOST_PRIVATE_NAME(Result.UNCLEAR, Actor.ENGINEER, Place.CREDENTIALS),
    HOST_HIDDEN(Result.UNCLEAR),
    HOST_NOT_COMPARABLE(Result.UNCLEAR),

    CREDENTIALS_COMPLETE(Result.PASSED),
    CREDENTIALS_INCOMPLETE(Result.FAILED, Actor.ENGINEER, Place.CREDENTIALS),
    CREDENTIALS_ENDING(Result.UNCLEAR, Actor.ENGINEER, Place.CREDENTIALS),
    CREDENTIALS_EXPIRING(Result.UNCLEAR),
    CREDENTIALS_OF_UNKNOWN_KIND(Result.UNCLEAR),

    TEST_PASSED(Result.PASSED),
    TEST_FAILED(Result.FAILED, Actor.ENGINEER, Place.CREDENTIALS),
    TEST_REFUSED(Result.FAILED, Actor.ENGINEER, Place.CREDENTIALS),
    TEST_TIMED_OUT(Result.FAILED, Actor.ENGINEER, Place.AUTHORING),
    TEST_NOT_ASKED_FOR(Result.SKIPPED),

    PUBLIC(Result.NOT_APPLICABLE),
    NOT_LOOKED_AT(Result.SKIPPED),
    UNREAD(Result.UNREAD, Actor.ADOBE, Place.NOWHERE);

    /** Where it is acted on. */
    enum Place {
        NOWHERE,
        CONNECTION,
        NEW_CONNECTION,
        CREDENTIALS,
        ENDPOINT,
        NEW_ENDPOINT,
        REQUEST,
        AUTHORING;

        public String key() {
            return "support.place." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Only who may change something gets there. */
        public boolean isForm() {
            return this == NEW_CONNECTION || this == CREDENTIALS || this == NEW_ENDPOINT;
        }
    }

    private final Result result;
    private final Actor actor;
    private final Place place;

    Finding(Result result) {
        this(result, Actor.NOBODY, Place.NOWHERE);
    }

    Finding(Result result, Actor actor, Place place) {
        this.result = result;
        this.actor = actor;
        this.place = place;
    }

    Result result() {
        return result;
    }

    Actor actor() {
        return actor;
    }

    Place place() {
        return place;
    }

    String key() {
        return "support.finding." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
