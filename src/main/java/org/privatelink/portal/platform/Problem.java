package org.privatelink.portal.platform;

import org.jspecify.annotations.Nullable;

/**
 * What Platform said when it did not do what was asked. Texts are free of secrets but not of markup: escape them.
 *
 * @param status HTTP status, 0 when there was no answer
 * @param code Adobe's code, such as {@code 403025} or {@code 1404-412}; the numbers of two of its catalogues collide
 * @param text title and message as Platform wrote them
 * @param requestId id to quote to Adobe
 */
public record Problem(int status, @Nullable String code, @Nullable String text, String requestId) {

    /** Whether time ran out: Platform's own, a gateway's or the portal's. */
    public boolean isLate() {
        return status == 408 || status == 504 || status == 0 && Silence.TOO_LATE.text().equals(text);
    }

    /** On one line, for logs. */
    @Override
    public String toString() {
        return "status %d, code %s, request %s: %s".formatted(status, code, requestId, text).replaceAll("\\R", " ");
    }
}
