package org.privatelink.portal.source;

import java.util.function.Predicate;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Texts;
import org.springframework.stereotype.Component;

/** Holds typed credentials to the rules of their fields, before anything is sent. */
@Component
public class CredentialRules {

    private final Texts texts;

    CredentialRules(Texts texts) {
        this.texts = texts;
    }

    public FormView check(CredentialForm form) {
        return check(form, form.view(), field -> true);
    }

    /** Checks some of the fields and adds what is wrong to a view. */
    public FormView check(CredentialForm form, FormView view, Predicate<ConnectionField> which) {
        form.fields().stream().filter(which).forEach(field -> check(field, form.value(field), view));
        return view;
    }

    private void check(ConnectionField field, String value, FormView view) {
        if (value.isEmpty()) {
            if (!field.optional()) {
                view.reject(field.name(), texts.get("source.problem.required", label(field)));
            }
        } else if (!field.choices().isEmpty() && !field.choices().contains(value)) {
            view.reject(field.name(), texts.get("source.problem.choice", label(field)));
        } else {
            field.check()
                    .check(value)
                    .ifPresent(rule -> view.reject(field.name(), texts.get("source.problem." + rule, label(field))));
        }
    }

    private String label(ConnectionField field) {
        return texts.getOr("source.field." + field.name(), field.name());
    }
}
