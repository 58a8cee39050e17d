package org.privatelink.portal.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.api.Problem.FieldError;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Where in a list to go on: after the last one that was shown, whatever came or went meanwhile. It belongs to one list
 * with its filters and tells nothing that the list did not.
 *
 * @param list what the list is of: place and filters
 */
record Cursor(String list) {

    static final int MOST = 100;

    /** Parts of one page and of what follows. */
    record Part<T>(List<T> items, @Nullable String next) {}

    /** The position that a cursor stands for; empty without one. */
    String position(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int dot = text.indexOf('.');
            if (dot > 0 && text.substring(0, dot).equals(mark(text.substring(dot + 1)))) {
                return text.substring(dot + 1);
            }
        } catch (IllegalArgumentException notOurs) {
            // Told below.
        }
        throw unusable();
    }

    static Refusal unusable() {
        return new Refusal(ProblemKind.BAD_REQUEST, new FieldError("cursor", null, "api.field.cursor"));
    }

    /** @param found one more than wanted, where there are more */
    <T> Part<T> part(List<T> found, int limit, Function<T, String> position) {
        if (found.size() <= limit) {
            return new Part<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        String last = position.apply(items.get(limit - 1));
        String cursor = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((mark(last) + "." + last).getBytes(StandardCharsets.UTF_8));
        return new Part<>(
                items,
                ServletUriComponentsBuilder.fromCurrentRequest()
                        .scheme(null)
                        .host(null)
                        .port(null)
                        .replaceQueryParam("cursor", cursor)
                        .build()
                        .toUriString());
    }

    static <T> ResponseEntity<T> answer(T body, @Nullable String next) {
        var answer = ResponseEntity.ok();
        return (next == null ? answer : answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"")).body(body);
    }

    private String mark(String position) {
        CRC32 sum = new CRC32();
        sum.update((list + "\n" + position).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
