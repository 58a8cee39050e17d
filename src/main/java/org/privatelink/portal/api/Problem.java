package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Redaction;

/**
 * What went wrong (RFC 9457).
 *
 * @param type stable address at which the page explains it
 * @param detail what to do about it, and what Platform said if it was Platform
 * @param requestId to quote to Adobe
 * @param errors what of the request is wrong
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String requestId,
        @Nullable List<FieldError> errors) {

    /**
     * @param field header, parameter or member of the body
     * @param pointer to the member (RFC 6901); null for what is no member
     */
    @Schema(name = "FieldError")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FieldError(String field, @Nullable String pointer, String message) {

        FieldError {
            field = legible(field);
            pointer = pointer == null ? null : legible(pointer);
        }

        /** Names come from who called: they may hold a secret, and half a character cannot be written. */
        private static String legible(String name) {
            return Redaction.redact(name, List.of()).replaceAll("\\p{Cs}", "\uFFFD");
        }
    }
}
