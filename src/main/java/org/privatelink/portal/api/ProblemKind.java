package org.privatelink.portal.api;

import java.util.Arrays;
import java.util.Locale;

/** What can go wrong, by the status and the stable name that programs tell it by. */
enum ProblemKind {
    BAD_REQUEST(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    MOVED_ON(409),
    ALREADY_THERE(409),
    IN_USE(409),
    AUTHORING_OFF(409),
    UNCONFIRMED(409),
    NOT_DONE(409),
    CHANGED(412),
    TOO_LARGE(413),
    MEDIA_TYPE(415),
    INVALID(422),
    KEY_REUSED(422),
    TOO_MANY(429),
    TOO_SOON(429),
    VERSION_REQUIRED(428),
    FAULT(500),
    PLATFORM(502),
    NOT_READY(503);

    private final int status;

    ProblemKind(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Last part of message keys, and of the address at which the page explains it. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String type() {
        return "/api#problem-" + key();
    }

    /** What a status means where nothing more is known. */
    static ProblemKind of(int status) {
        return Arrays.stream(values())
                .filter(kind -> kind.status == status)
                .findFirst()
                .orElse(status < 500 ? BAD_REQUEST : status == 503 ? NOT_READY : FAULT);
    }
}
