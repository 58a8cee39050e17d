package org.privatelink.portal.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.activity.Outcome;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.Texts;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Tells problems in words, and sends them. */
@Component
class Problems {

    private final Texts texts;
    private final JsonMapper json;

    Problems(Texts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    Problem of(ProblemKind kind, List<FieldError> errors) {
        return new Problem(
                kind.type(), title(kind), kind.status(), text(kind), null, errors.isEmpty() ? null : errors);
    }

    /** Of a status alone, which stays as it is where no kind has just this one. */
    Problem of(int status) {
        ProblemKind kind = ProblemKind.of(status);
        return new Problem(kind.type(), title(kind), status, text(kind), null, null);
    }

    String title(ProblemKind kind) {
        return texts.get("api.problem." + kind.key() + ".title");
    }

    String text(ProblemKind kind) {
        return texts.get("api.problem." + kind.key() + ".text");
    }

    /** Of Platform, in the words of the pages. */
    Problem of(Failure failure) {
        return new Problem(
                ProblemKind.PLATFORM.type(),
                texts.get(failure.titleKey()),
                failure.status(),
                told(texts.get(failure.textKey()), failure.upstreamText()),
                failure.requestId(),
                null);
    }

    /** Of an act that came to nothing: the same answer however often it is asked for. */
    Problem of(Activity ended) {
        if (ended.outcome() == Outcome.REFUSED) {
            return of(new Failure(422, "refused", ended.requestId(), ended.message(), null));
        }
        return new Problem(
                ProblemKind.NOT_DONE.type(),
                title(ProblemKind.NOT_DONE),
                ProblemKind.NOT_DONE.status(),
                told(text(ProblemKind.NOT_DONE), ended.message()),
                ended.requestId(),
                null);
    }

    private static String told(String text, @Nullable String upstream) {
        return Stream.of(text, upstream == null ? "" : upstream)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }

    static ResponseEntity<Object> answer(Problem problem, @Nullable Long retryAfter) {
        var answer = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        return (retryAfter == null ? answer : answer.header(HttpHeaders.RETRY_AFTER, retryAfter.toString())).body(problem);
    }

    void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
