package org.privatelink.portal.api;

import java.util.List;
import java.util.stream.Collectors;
import org.privatelink.portal.api.Problem.FieldError;
import org.privatelink.portal.page.Texts;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What of a body cannot be read: where it stands, never what stands there. */
final class UnreadableBody {

    private UnreadableBody() {}

    static List<FieldError> errors(HttpMessageNotReadableException unreadable, Texts texts) {
        if (!(unreadable.getMostSpecificCause() instanceof DatabindException wrong) || wrong.getPath().isEmpty()) {
            return List.of(new FieldError("body", null, texts.get("api.field.json")));
        }
        boolean unknown = wrong instanceof UnrecognizedPropertyException;
        String pointer = wrong.getPath().stream().map(UnreadableBody::step).collect(Collectors.joining());
        String field = pointer.substring(pointer.lastIndexOf('/') + 1);
        return List.of(new FieldError(field, pointer, texts.get(unknown ? "api.field.unknown" : "api.field.type")));
    }

    private static String step(JacksonException.Reference reference) {
        String name = reference.getPropertyName();
        return "/" + (name == null ? String.valueOf(reference.getIndex()) : name.replace("~", "~0").replace("/", "~1"));
    }
}
