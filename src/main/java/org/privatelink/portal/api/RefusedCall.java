package org.privatelink.portal.api;

import org.privatelink.portal.edge.PlainAnswer;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The problem of a call that does not even come to the filters: its address or headers cannot be read, or are too long. */
@Component
@Order(0)
class RefusedCall implements PlainAnswer {

    private final Problems problems;
    private final JsonMapper json;

    RefusedCall(Problems problems, JsonMapper json) {
        this.problems = problems;
        this.json = json;
    }

    @Override
    public boolean isFor(String path) {
        return path.startsWith("/api/v1/");
    }

    @Override
    public String contentType() {
        return MediaType.APPLICATION_PROBLEM_JSON_VALUE;
    }

    @Override
    public String of(int status, String nonce) {
        return json.writeValueAsString(problems.of(status));
    }
}
