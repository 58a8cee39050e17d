package org.privatelink.portal.simulator.platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where the next page begins, and of which list: all that a {@code continuationToken} says. */
record Continuation(List<String> property, @Nullable String orderby, int limit, int offset) {

    private static final JsonMapper JSON = new JsonMapper();
    /** Characters that clients get wrong when they encode too little or too often. */
    private static final String MARK = "sim+/";

    Continuation {
        // Throws when one of them is null: a token may hold anything.
        property = List.copyOf(property);
        if (limit < 1 || offset < 0) {
            throw new IllegalArgumentException("Not a place in a list");
        }
    }

    static Continuation parse(String token) {
        try {
            if (token.startsWith(MARK)) {
                byte[] content = Base64.getDecoder().decode(token.substring(MARK.length()));
                return Objects.requireNonNull(JSON.readValue(content, Continuation.class));
            }
        } catch (IllegalArgumentException | NullPointerException | JacksonException e) {
            // Answered below, as one that is not ours at all.
        }
        throw Refusal.problem(400, "The continuationToken is not valid");
    }

    String href(String path) {
        return path + "?continuationToken=" + URLEncoder.encode(token(), StandardCharsets.UTF_8);
    }

    private String token() {
        StringBuilder content = new StringBuilder(JSON.writeValueAsString(this));
        // Blanks make the token end in an equals sign.
        while (content.toString().getBytes(StandardCharsets.UTF_8).length % 3 == 0) {
            content.append(' ');
        }
        return MARK + Base64.getEncoder().encodeToString(content.toString().getBytes(StandardCharsets.UTF_8));
    }
}
