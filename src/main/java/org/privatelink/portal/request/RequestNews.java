package org.privatelink.portal.request;

import org.jspecify.annotations.Nullable;

/**
 * Something happened to a request. Published inside the transaction in which it happened.
 *
 * @param key the same for the same happening, however often it is published
 * @param resourceId full id of the Azure resource
 * @param source title of the source
 * @param requesterEmail null when the provider told none
 * @param actor who did it, null when nobody did
 * @param ownAct whether that was the requester
 * @param comment what the actor wrote, or why it failed; free of secrets
 */
public record RequestNews(
        Kind kind,
        String key,
        String sandbox,
        String requestId,
        String name,
        String source,
        String resourceId,
        String requester,
        @Nullable String requesterEmail,
        String reason,
        @Nullable String ticket,
        @Nullable String actor,
        boolean ownAct,
        @Nullable String comment) {

    public enum Kind {
        RAISED,
        REMINDED,
        APPROVED,
        REJECTED,
        WITHDRAWN,
        CREATED,
        FAILED,
        UNCLEAR,
        STALE,
        EXPIRED
    }
}
