package org.privatelink.portal.connection;

import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Legible;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.CredentialRules;
import org.springframework.stereotype.Component;

/** Holds a new connection, and what is to change of one, to the rules, before anything is sent. */
@Component
class ConnectionRules {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 1_000;

    private final CredentialRules credentials;
    private final Texts texts;

    ConnectionRules(CredentialRules credentials, Texts texts) {
        this.credentials = credentials;
        this.texts = texts;
    }

    /** All but the secrets, which are asked for last. */
    FormView checkOpen(ConnectionForm form) {
        FormView view = form.view();
        checkName(form.name(), view);
        checkDescription(form.description(), view);
        return credentials.check(form.credentials(), view, field -> !field.isSecret());
    }

    FormView checkSecrets(ConnectionForm form, FormView view) {
        return credentials.check(form.credentials(), view, ConnectionField::isSecret);
    }

    /** Only what is changed: an odd name that others gave may stay. */
    FormView checkChange(ConnectionEditForm form, Shown base) {
        FormView view = form.view();
        if (form.etag().isEmpty()) {
            view.reject("", texts.get("connection.edit.unversioned.form"));
        }
        if (!form.name().equals(base.name())) {
            checkName(form.name(), view);
        }
        if (!form.description().equals(base.description())) {
            checkDescription(form.description(), view);
        }
        return view;
    }

    /** The whole set: neither a secret's address nor anything with one in it may be written back. */
    FormView checkReplacement(CredentialsReplaceForm form) {
        FormView view = credentials.check(form.credentials(), form.view(), field -> true);
        form.credentials().fields().stream()
                .filter(field -> Connection.isStoredSecret(form.credentials().value(field)))
                .forEach(field -> view.reject(field.name(), texts.get("source.problem.vault", label(field))));
        return view;
    }

    private String label(ConnectionField field) {
        return texts.getOr("source.field." + field.name(), field.name());
    }

    private void checkName(String name, FormView view) {
        if (name.isEmpty()) {
            reject(view, "name", "required");
        } else if (name.length() > LONGEST_NAME) {
            reject(view, "name", "long", LONGEST_NAME);
        } else if (!Legible.isLine(name)) {
            reject(view, "name", "control");
        }
    }

    private void checkDescription(String description, FormView view) {
        if (description.length() > LONGEST_DESCRIPTION) {
            reject(view, "description", "long", LONGEST_DESCRIPTION);
        } else if (!Legible.isText(description)) {
            reject(view, "description", "control");
        }
    }

    private void reject(FormView view, String field, String rule, Object... arguments) {
        view.reject(field, texts.get("connection.problem." + field + "." + rule, arguments));
    }
}
