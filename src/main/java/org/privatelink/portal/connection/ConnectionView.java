package org.privatelink.portal.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.Sources;
import org.springframework.stereotype.Component;

/**
 * A connection in words.
 *
 * @param parameters what of its authentication may be shown
 */
record ConnectionView(
        String id,
        String name,
        Connection connection,
        String source,
        boolean privateLink,
        @Nullable String endpointId,
        @Nullable String host,
        Badge badge,
        List<Parameter> parameters) {

    /** @param value null for a stored secret or anything that might be one */
    record Parameter(String name, String label, @Nullable String value) {}

    /** Makes the views. Shows only parameters that are known not to be secret. */
    @Component
    static class Maker {

        private static final Pattern VAULT = Pattern.compile("(?i)https?://[\\w.-]+\\.vault\\.azure\\.net.*");
        private static final Set<String> HIDDEN = Set.of("usePrivateLink", "privateEndpointId");

        private final Sources sources;
        private final Texts texts;
        private final Set<String> open;

        Maker(Sources sources, Texts texts) {
            this.sources = sources;
            this.texts = texts;
            this.open = openNames(sources);
        }

        /** Names that are never a secret's in any kind of any source. */
        private static Set<String> openNames(Sources sources) {
            Map<Boolean, Set<String>> names = sources.all().stream()
                    .flatMap(source -> source.authentications().stream())
                    .flatMap(kind -> kind.fields().stream())
                    .collect(Collectors.partitioningBy(
                            ConnectionField::isSecret, Collectors.mapping(ConnectionField::name, Collectors.toSet())));
            names.get(false).removeAll(names.get(true));
            return names.get(false);
        }

        ConnectionView view(Connection connection) {
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

        private Badge badge(@Nullable String state) {
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
                connection.auth().params().keySet().stream()
                        .filter(name -> !HIDDEN.contains(name))
                        .forEach(name -> shown.add(parameter(name, connection.parameter(name))));
            }
            return shown;
        }

        private Parameter parameter(String name, @Nullable String value) {
            boolean shown = open.contains(name) && value != null && !VAULT.matcher(value).matches();
            return new Parameter(name, texts.getOr("source.field." + name, name), shown ? value : null);
        }
    }
}
