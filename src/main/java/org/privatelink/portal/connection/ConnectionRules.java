package org.privatelink.portal.connection;

import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.CredentialRules;
import org.springframework.stereotype.Component;

/** Holds a new connection to the rules, before anything is sent. */
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
        if (form.name().isEmpty()) {
            reject(view, "name", "required");
        } else if (form.name().length() > LONGEST_NAME) {
            reject(view, "name", "long", LONGEST_NAME);
        } else if (form.name().matches("(?s).*\\p{Cntrl}.*")) {
            reject(view, "name", "control");
        }
        if (form.description().length() > LONGEST_DESCRIPTION) {
            reject(view, "description", "long", LONGEST_DESCRIPTION);
        } else if (form.description().matches("(?s).*[\\p{Cntrl}&&[^\\r\\n\\t]].*")) {
            reject(view, "description", "control");
        }
        return credentials.check(form.credentials(), view, field -> !field.isSecret());
    }

    FormView checkSecrets(ConnectionForm form, FormView view) {
        return credentials.check(form.credentials(), view, ConnectionField::isSecret);
    }

    private void reject(FormView view, String field, String rule, Object... arguments) {
        view.reject(field, texts.get("connection.problem." + field + "." + rule, arguments));
    }
}
