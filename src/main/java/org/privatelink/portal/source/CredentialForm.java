package org.privatelink.portal.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.ResourceType;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.platform.Secret;

/**
 * Credentials as typed: a source ({@code source}), one of its authentication kinds ({@code kind}) and that kind's
 * fields. Of what was typed nothing else is in it.
 */
public final class CredentialForm {

    private final @Nullable Source source;
    private final @Nullable AuthenticationKind kind;
    private final Map<String, String> typed;
    private final Map<String, Secret> secrets;
    private final boolean kindKnown;

    private CredentialForm(@Nullable Source source, @Nullable AuthenticationKind kind, Map<String, String> typed) {
        this.source = source;
        this.kind = kind;
        this.typed = typed(field -> !field.isSecret(), typed, text -> text);
        this.secrets = typed(ConnectionField::isSecret, typed, Secret::of);
        String wanted = typed.getOrDefault("kind", "");
        this.kindKnown = kind == null || wanted.isEmpty() || kind.key().equals(wanted);
    }

    private <T> Map<String, T> typed(
            Predicate<ConnectionField> which, Map<String, String> typed, Function<String, T> held) {
        return fields().stream()
                .map(ConnectionField::name)
                .filter(typed::containsKey)
                .collect(Collectors.toMap(name -> name, name -> held.apply(typed.get(name))));
    }

    /** Unknown sources and kinds are as none; a source without a kind means its first. */
    public static CredentialForm of(Sources sources, Map<String, String> typed) {
        return of(sources.find(typed.getOrDefault("source", "")).orElse(null), typed);
    }

    /** @param source as Platform offers it now, or as the catalogue has it; null where none is chosen */
    public static CredentialForm of(@Nullable Source source, Map<String, String> typed) {
        AuthenticationKind kind = source == null
                ? null
                : source.authentication(typed.getOrDefault("kind", "")).orElse(source.authentications().get(0));
        return new CredentialForm(source, kind, typed);
    }

    public @Nullable Source source() {
        return source;
    }

    public @Nullable AuthenticationKind kind() {
        return kind;
    }

    /** False where a kind was asked for that is none of the source's, so that the first stands for it. */
    public boolean isKindKnown() {
        return kindKnown;
    }

    boolean leadsTo(ResourceType type) {
        return source != null && source.resourceType() == type;
    }

    /** The value of a field by name; empty where the kind has no such field. */
    String value(String fieldName) {
        return fields().stream()
                .filter(field -> field.name().equals(fieldName))
                .map(this::value)
                .findFirst()
                .orElse("");
    }

    /** As typed, for a look at it; spaces around it belong to a password and to nothing else, line breaks not even to a key. */
    public String value(ConnectionField field) {
        Secret secret = secrets.get(field.name());
        String value = secret == null ? typed.getOrDefault(field.name(), "") : secret.open();
        return switch (field.check()) {
            case SECRET -> value;
            case PRIVATE_KEY -> value.replaceAll("\\s", "");
            default -> value.strip();
        };
    }

    public List<ConnectionField> fields() {
        return kind == null ? List.of() : kind.fields();
    }

    /** Adobe's {@code auth.params}: secrets, texts, and what Platform describes as another type. */
    public Map<String, Object> payload() {
        AuthenticationKind known = Objects.requireNonNull(kind);
        Map<String, String> values =
                fields().stream().collect(Collectors.toMap(ConnectionField::name, this::value));
        Map<String, Object> payload = new LinkedHashMap<>();
        known.parameters(values).forEach((name, text) -> payload.put(name, known.isSecret(name) ? Secret.of(text) : text));
        fields().stream()
                .filter(field -> !field.isSecret())
                .forEach(field -> payload.computeIfPresent(
                        field.name(), (name, text) -> text instanceof Secret ? text : field.check().sent(text.toString())));
        return payload;
    }

    /** The parameters with the name of each secret in angle brackets in its place: to be shown, never sent. */
    public Map<String, String> example() {
        Map<String, String> values = fields().stream()
                .collect(Collectors.toMap(
                        ConnectionField::name, field -> field.isSecret() ? "<" + field.name() + ">" : value(field)));
        return Objects.requireNonNull(kind).parameters(values);
    }

    /** What must appear nowhere. */
    public List<Secret> secrets() {
        return fields().stream()
                .filter(ConnectionField::isSecret)
                .map(this::value)
                .filter(value -> !value.isEmpty())
                .map(Secret::of)
                .toList();
    }

    /** What a page may show again. */
    public FormView view() {
        Map<String, String> shown = new LinkedHashMap<>();
        fields().stream()
                .filter(field -> !field.isSecret())
                .forEach(field -> shown.put(field.name(), typed.getOrDefault(field.name(), field.preset())));
        shown.put("source", source == null ? "" : source.key());
        shown.put("kind", kind == null ? "" : kind.key());
        return FormView.of(shown);
    }

    @Override
    public String toString() {
        return "credentials for " + (source == null ? "no source" : source.key());
    }
}
