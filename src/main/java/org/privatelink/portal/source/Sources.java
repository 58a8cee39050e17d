package org.privatelink.portal.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The catalogue. */
@Component
public class Sources {

    private final List<Source> all;

    Sources(SourceProperties properties) {
        this.all = properties.catalogue().entrySet().stream().map(e -> source(e.getKey(), e.getValue())).toList();
    }

    public List<Source> all() {
        return all;
    }

    public Optional<Source> find(String key) {
        return all.stream().filter(source -> source.key().equals(key)).findFirst();
    }

    public Optional<Source> ofSpec(String specId) {
        return all.stream().filter(source -> source.specId().equalsIgnoreCase(specId)).findFirst();
    }

    /** The source's name, or the bare id of a specification that the catalogue does not know. */
    public String titleOf(String specId) {
        return ofSpec(specId).map(Source::title).orElse(specId);
    }

    private static Source source(String key, SourceProperties.Entry entry) {
        return new Source(
                key,
                entry.title(),
                entry.specId(),
                entry.specVersion(),
                entry.documented(),
                entry.resourceType(),
                entry.subResource(),
                entry.fqdns(),
                entry.authentications().entrySet().stream().map(e -> kind(e.getKey(), e.getValue())).toList());
    }

    private static AuthenticationKind kind(String key, SourceProperties.Kind kind) {
        List<ConnectionField> fields = kind.fields().entrySet().stream()
                .map(e -> field(e.getKey(), e.getValue()))
                .toList();
        return new AuthenticationKind(
                key,
                kind.specName(),
                kind.title(),
                kind.note(),
                fields,
                Map.copyOf(kind.compose()),
                kind.aliases(),
                Offer.UNREAD);
    }

    private static ConnectionField field(String name, SourceProperties.FieldEntry entry) {
        FieldCheck check = entry.choices().isEmpty() ? entry.check() : FieldCheck.CHOICE;
        return new ConnectionField(name, null, check, entry.optional(), entry.choices(), entry.preset());
    }
}
