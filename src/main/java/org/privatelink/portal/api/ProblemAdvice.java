package org.privatelink.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.activity.OutcomeLost;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.connection.ConnectionDesk.AuthoringOff;
import org.privatelink.portal.connection.ConnectionDesk.Changed;
import org.privatelink.portal.connection.ConnectionDesk.Unconfirmed;
import org.privatelink.portal.database.DatabaseFaults;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.NoSuchThing;
import org.privatelink.portal.page.NotPermitted;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.page.Unfit;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.request.RequestDesk.Twice;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What the services say no with, as problems. */
@RestControllerAdvice(basePackageClasses = ProblemAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice {

    /** Names of the services for what has another place in a body. */
    private static final Map<String, String> PLACES = Map.of("specName", "/auth/specName", "source", "/connectionSpec/id");

    private final Problems problems;
    private final Texts texts;
    private final DatabaseFaults faults;

    ProblemAdvice(Problems problems, Texts texts, DatabaseFaults faults) {
        this.problems = problems;
        this.texts = texts;
        this.faults = faults;
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> database(RuntimeException thrown) {
        if (!faults.tell(thrown)) {
            throw thrown;
        }
        return Problems.answer(
                problems.of(ProblemKind.NOT_READY, List.of()), Failure.database().retryAfterSeconds());
    }

    @ExceptionHandler
    ResponseEntity<Object> refusal(Refusal refused) {
        List<FieldError> errors = refused.errors().stream()
                .map(each -> new FieldError(each.field(), each.pointer(), texts.getOr(each.message(), each.message())))
                .toList();
        return answer(refused.kind(), errors);
    }

    @ExceptionHandler
    ResponseEntity<Object> neverRead(NeverRead told) {
        return platform(told.failure());
    }

    @ExceptionHandler
    ResponseEntity<Object> platform(PlatformException told) {
        return platform(Failure.of(told));
    }

    private ResponseEntity<Object> platform(Failure failure) {
        return Problems.answer(problems.of(failure), failure.retryAfterSeconds());
    }

    /** It was sent, and is looked for from now on. */
    @ExceptionHandler
    ResponseEntity<Object> lost(OutcomeLost lost) {
        return Acts.underWay(lost.open());
    }

    @ExceptionHandler
    ResponseEntity<Object> changed(Changed changed) {
        return answer(ProblemKind.CHANGED, List.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> noSuchThing(NoSuchThing absent) {
        return answer(ProblemKind.NOT_FOUND, List.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> notPermitted(NotPermitted refused) {
        return answer(ProblemKind.FORBIDDEN, List.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> twice(Twice twice) {
        return answer(ProblemKind.ALREADY_THERE, List.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> authoringOff(AuthoringOff off) {
        return answer(ProblemKind.AUTHORING_OFF, List.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> unconfirmed(Unconfirmed wanted) {
        List<FieldError> errors = wanted.warnings().stream()
                .map(each -> new FieldError(each.field(), "/confirm", each.message()))
                .toList();
        return answer(ProblemKind.UNCONFIRMED, errors);
    }

    @ExceptionHandler
    ResponseEntity<Object> unfit(Unfit unfit, HttpServletRequest request) {
        boolean connection = request.getRequestURI().contains("/connections");
        List<FieldError> errors = unfit.problems().stream()
                .map(each -> new FieldError(each.field(), pointer(each.field(), connection), texts.getOr(each.message(), each.message())))
                .toList();
        return answer(ProblemKind.INVALID, errors);
    }

    private static String pointer(String field, boolean connection) {
        boolean top = !connection || field.equals("name") || field.equals("description");
        return PLACES.getOrDefault(field, (top ? "/" : "/auth/params/") + field);
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(HttpMessageNotReadableException body) {
        return answer(ProblemKind.BAD_REQUEST, UnreadableBody.errors(body, texts));
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(MissingRequestHeaderException missing) {
        boolean version = missing.getHeaderName().equals("If-Match");
        return answer(
                version ? ProblemKind.VERSION_REQUIRED : ProblemKind.BAD_REQUEST,
                List.of(new FieldError(missing.getHeaderName(), null, texts.get("api.field.missing"))));
    }

    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException wrong) {
        return answer(ProblemKind.BAD_REQUEST, List.of(new FieldError(wrong.getName(), null, texts.get("api.field.form"))));
    }

    @ExceptionHandler
    ResponseEntity<Object> unfitParameter(HandlerMethodValidationException wrong) {
        List<FieldError> errors = wrong.getParameterValidationResults().stream()
                .map(each -> new FieldError(
                        Names.sent(each.getMethodParameter()), null, texts.get("api.field.form")))
                .toList();
        return answer(ProblemKind.BAD_REQUEST, errors);
    }

    private ResponseEntity<Object> answer(ProblemKind kind, List<FieldError> errors) {
        return Problems.answer(problems.of(kind, errors), null);
    }
}
