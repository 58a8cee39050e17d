package org.privatelink.portal.connection;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.privatelink.portal.audit.Deeds;
import org.privatelink.portal.page.Keepable;
import org.privatelink.portal.source.ConnectionField;
import org.privatelink.portal.source.CredentialForm;
import org.privatelink.portal.source.Sources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What this room puts on record beside acts, and what may be kept of its forms when their person has to sign in first:
 * nothing that the catalogue calls a secret, and nothing that it does not know.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    private static final Set<String> SEEN = Set.of("etag", "wasName", "wasDescription", "wasSpecName", "wasHost");
    private static final Set<String> NAMED = Set.of("step", "source", "kind", "name", "description", "usePrivateLink");

    @Bean
    Deeds looksAtSources() {
        return new Deeds(Arrays.stream(SourceLook.values()).map(Enum::name).toList());
    }

    @Bean
    Keepable newConnection(Sources sources) {
        return Keepable.of("/s/{sandbox}/connections/new", typed -> {
            CredentialForm credentials = CredentialForm.of(sources, typed);
            Map<String, String> open = new HashMap<>(Keepable.pick(typed, NAMED));
            if (credentials.isKindKnown()) {
                open.putAll(ConnectionForm.of(credentials, typed).view().values());
            }
            return open;
        });
    }

    @Bean
    Keepable changedConnection() {
        return Keepable.of("/s/{sandbox}/connections/{id}/edit", with(SEEN, Set.of("name", "description")));
    }

    /** The address does not tell of which source it is: only what is no secret of any may be kept. */
    @Bean
    Keepable replacedCredentials(Sources sources) {
        Set<String> open = names(sources, field -> !field.isSecret());
        open.removeAll(names(sources, ConnectionField::isSecret));
        return Keepable.of("/s/{sandbox}/connections/{id}/credentials", with(with(SEEN, open), Set.of("kind")));
    }

    private static Set<String> names(Sources sources, Predicate<ConnectionField> which) {
        return sources.all().stream()
                .flatMap(source -> source.authentications().stream())
                .flatMap(kind -> kind.fields().stream())
                .filter(which)
                .map(ConnectionField::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> with(Set<String> some, Set<String> others) {
        return List.of(some, others).stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }
}
