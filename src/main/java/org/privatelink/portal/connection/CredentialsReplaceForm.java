package org.privatelink.portal.connection;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.connection.ConnectionClient.Change;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.platform.Redaction;
import org.privatelink.portal.source.AuthenticationKind;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.Source;
import org.privatelink.portal.source.Sources;

/**
 * A connection's credentials as they should be: the whole set, typed anew.
 *
 * @param kinds ways to type credentials of the one kind that the connection has; Platform does not change that
 * @param etag version that the form was opened on, quotes included; empty if it is not told
 */
record CredentialsReplaceForm(
        CredentialForm credentials, List<AuthenticationKind> kinds, String etag, @Nullable Shown seen) {

    private static final String PRIVATE_LINK = "usePrivateLink";

    /** Empty where the catalogue does not know the connection's source or kind: then nobody knows what to ask for. */
    static Optional<CredentialsReplaceForm> of(Sources sources, Connection connection, Map<String, String> typed) {
        return sources.ofSpec(connection.specId()).flatMap(source -> of(source, String.valueOf(connection.specName()), typed));
    }

    /** The same by what the form carries, where the connection cannot be read now. */
    static Optional<CredentialsReplaceForm> again(Sources sources, Map<String, String> typed) {
        return sources.find(typed.getOrDefault("source", ""))
                .flatMap(source -> of(source, typed.getOrDefault("wasSpecName", ""), typed));
    }

    private static Optional<CredentialsReplaceForm> of(Source source, String specName, Map<String, String> typed) {
        List<AuthenticationKind> kinds =
                source.authentications().stream().filter(kind -> kind.isCalled(specName)).toList();
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        String wanted = typed.getOrDefault("kind", "");
        AuthenticationKind kind =
                kinds.stream().filter(each -> each.key().equals(wanted)).findFirst().orElse(kinds.get(0));
        Map<String, String> values = new HashMap<>(typed);
        values.put("source", source.key());
        values.put("kind", kind.key());
        return Optional.of(new CredentialsReplaceForm(
                CredentialForm.of(source, values), kinds, Connection.version(typed.get("etag")), Shown.of(typed)));
    }

    /** A new form: what came back in clear and looks like no secret stands in it; fields for secrets stay empty anyway. */
    static Map<String, String> begin(Connection connection, String kind) {
        Map<String, String> typed = new HashMap<>();
        connection.parameters().forEach((name, value) -> {
            String text = String.valueOf(value);
            if (value != null && Redaction.redact(text, List.of()).equals(text) && !Connection.isStoredSecret(text)) {
                typed.put(name, text);
            }
        });
        typed.putAll(Shown.of(connection).fields());
        typed.put("etag", Connection.version(connection.etag()));
        typed.put("kind", kind);
        return typed;
    }

    CredentialsReplaceForm over(Connection newer) {
        return new CredentialsReplaceForm(
                credentials, kinds, Connection.version(newer.etag()), Shown.of(newer));
    }

    /**
     * The new map instead of the old one, with private link as it was. {@code privateEndpointId} is left out: no
     * documented call sends it, Platform finds it by the credentials, and the old one may not fit the new ones.
     */
    Change change(Connection connection) {
        Map<String, Object> params = new LinkedHashMap<>(credentials.payload());
        if (connection.parameters().containsKey(PRIVATE_LINK)) {
            params.put(PRIVATE_LINK, connection.usesPrivateLink());
        }
        return Change.of("/auth/params", connection.auth() != null && connection.auth().params() != null, params);
    }

    /** Parameters that the connection has now and this form does not ask for: they go with the old map. */
    List<String> dropped(Connection connection) {
        Set<String> kept = Stream.concat(
                        Stream.of(PRIVATE_LINK, "privateEndpointId"),
                        kinds.stream().flatMap(CredentialsReplaceForm::parameterNames))
                .collect(Collectors.toSet());
        return connection.parameters().keySet().stream().filter(name -> !kept.contains(name)).sorted().toList();
    }

    private static Stream<String> parameterNames(AuthenticationKind kind) {
        return Stream.concat(kind.fields().stream().map(ConnectionField::name), kind.compose().keySet().stream());
    }

    /** Everything but the secrets. */
    FormView view() {
        FormView view = credentials.view().carrying(Map.of("etag", etag));
        return seen == null ? view : view.carrying(seen.fields());
    }

    @Override
    public String toString() {
        return credentials.toString();
    }
}
