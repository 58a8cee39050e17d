package org.privatelink.portal.api;

import java.util.List;
import org.privatelink.portal.api.Problem.FieldError;

/** Ends an operation with a problem; what its errors say is a message key, or said already. */
class Refusal extends RuntimeException {

    private final ProblemKind kind;
    private final transient List<FieldError> errors;

    Refusal(ProblemKind kind, FieldError... errors) {
        super(kind.key());
        this.kind = kind;
        this.errors = List.of(errors);
    }

    ProblemKind kind() {
        return kind;
    }

    List<FieldError> errors() {
        return errors;
    }
}
