package org.privatelink.portal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Redaction;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;

/**
 * A connection in words.
 *
 * @param parameters what of its authentication may be shown
 */
public record ConnectionView(
        String id,
        String name,
        Connection connection,
        String source,
        boolean privateLink,
        @Nullable String endpointId,
        @Nullable String host,
        Badge badge,
        List<Parameter> parameters) {

    /**
     * @param value null for a secret, and for anything that is not known to be none
     * @param secret whether it is known to be one
     */
    public record Parameter(String name, String label, @Nullable String value, boolean secret) {}

    /** Makes the views. Shows only parameters that are known not to be secret. */
    @Component
    public static class Maker {

        private static final Set<String> HIDDEN = Set.of("usePrivateLink", "privateEndpointId");

        private final Sources sources;
        private final Texts texts;

        Maker(Sources sources, Texts texts) {
            this.sources = sources;
            this.texts = texts;
        }

        public ConnectionView view(Connection connection) {
            return new ConnectionView(
                    connection.id(),
                    connection.label(),
                    connection,
                    sources.titleOf(connection.specId()),
                    connection.usesPrivateLink(),
                    connection.endpointId(),
                    connection.reach().map(Reach::host).orElse(null),
                    badge(connection.state()),
                    parameters(connection));
        }

        Badge badge(@Nullable String state) {
            String word = state == null ? "" : state.toLowerCase(Locale.ROOT);
            return switch (word) {
                case "enabled" -> new Badge("positive", "on", texts.get("connection.state.enabled"));
                case "disabled" -> new Badge("neutral", "off", texts.get("connection.state.disabled"));
                case "" -> new Badge("neutral", "unknown", texts.get("connection.state.none"));
                default -> new Badge("neutral", "unknown", state);
            };
        }

        private List<Parameter> parameters(Connection connection) {
            List<Parameter> shown = new ArrayList<>();
            if (connection.auth() != null && connection.auth().params() != null) {
                List<ConnectionField> fields = fields(connection);
                connection.auth().params().keySet().stream()
                        .filter(name -> !HIDDEN.contains(name))
                        .forEach(name -> shown.add(parameter(name, connection.parameter(name), fields)));
            }
            return shown;
        }

        /** Fields of the connection's own source; none of a source that the catalogue does not know. */
        private List<ConnectionField> fields(Connection connection) {
            return sources.ofSpec(connection.specId()).stream()
                    .flatMap(source -> source.authentications().stream())
                    .flatMap(kind -> kind.fields().stream())
                    .toList();
        }

        private Parameter parameter(String name, @Nullable String value, List<ConnectionField> fields) {
            List<ConnectionField> named =
                    fields.stream().filter(field -> field.name().equals(name)).toList();
            boolean secret = named.stream().anyMatch(ConnectionField::isSecret)
                    || value != null && Connection.isStoredSecret(value);
            boolean open = !secret && !named.isEmpty() && value != null;
            String label = texts.getOr("source.field." + name, name);
            return new Parameter(name, label, open ? Redaction.redact(value, List.of()) : null, secret);
        }
    }
}
