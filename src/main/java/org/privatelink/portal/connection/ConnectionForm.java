package org.privatelink.portal.connection;

import java.util.Map;
import java.util.Objects;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.source.AuthenticationKind;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.Source;

/** What is asked for to create a connection, under Platform's property names. */
record ConnectionForm(String name, String description, boolean usePrivateLink, CredentialForm credentials) {

    /** A box that is not ticked is not posted; its marker tells that it was there. */
    static ConnectionForm of(CredentialForm credentials, Map<String, String> typed) {
        boolean asked = typed.containsKey("_usePrivateLink") || typed.containsKey("usePrivateLink");
        return new ConnectionForm(
                typed.getOrDefault("name", "").strip(),
                typed.getOrDefault("description", "").strip(),
                !asked || "true".equals(typed.get("usePrivateLink")),
                credentials);
    }

    Source source() {
        return Objects.requireNonNull(credentials.source());
    }

    AuthenticationKind kind() {
        return Objects.requireNonNull(credentials.kind());
    }

    /** Everything but the secrets, as a page shows it again or carries it on. */
    FormView view() {
        return credentials
                .view()
                .with("name", name)
                .with("description", description)
                .with("usePrivateLink", String.valueOf(usePrivateLink));
    }

    @Override
    public String toString() {
        return "connection " + name;
    }
}
