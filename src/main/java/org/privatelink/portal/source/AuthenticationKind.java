package org.privatelink.portal.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a source authenticates.
 *
 * @param specName Adobe's name, sent as {@code auth.specName}; Platform's own spelling where it could be read
 * @param note message key of a remark
 * @param compose parameters put together from fields
 * @param aliases other names that Adobe's guides give it
 * @param offer whether Platform offers it
 */
public record AuthenticationKind(
        String key,
        String specName,
        String title,
        @Nullable String note,
        List<ConnectionField> fields,
        Map<String, String> compose,
        List<String> aliases,
        Offer offer) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** Adobe's {@code auth.params} from what was typed: empty fields are left out, composed ones put together. */
    public Map<String, String> parameters(Map<String, String> typed) {
        Map<String, String> parameters = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> !isComposed(field))
                .filter(field -> !typed.getOrDefault(field.name(), "").isBlank())
                .forEach(field -> parameters.put(field.name(), typed.get(field.name())));
        compose.forEach((name, template) -> parameters.put(name, fill(template, typed)));
        return parameters;
    }

    /** Whether a parameter is a secret, or is put together with one. */
    boolean isSecret(String parameter) {
        String template = compose.getOrDefault(parameter, "{" + parameter + "}");
        return fields.stream()
                .filter(ConnectionField::isSecret)
                .anyMatch(field -> template.contains("{" + field.name() + "}"));
    }

    /** Whether Platform or one of Adobe's guides may mean this kind by that name. */
    public boolean isCalled(String name) {
        return Names.areAlike(name, specName) || aliases.stream().anyMatch(alias -> Names.areAlike(name, alias));
    }

    /** Names of the parameters that it can send. */
    Set<String> parameterNames() {
        Stream<String> own = fields.stream().filter(field -> !isComposed(field)).map(ConnectionField::name);
        return Stream.concat(own, compose.keySet().stream()).collect(Collectors.toSet());
    }

    private boolean isComposed(ConnectionField field) {
        return compose.values().stream().anyMatch(template -> template.contains("{" + field.name() + "}"));
    }

    AuthenticationKind offeredAs(String name, List<ConnectionField> fieldsNow) {
        return new AuthenticationKind(key, name, title, note, fieldsNow, compose, aliases, Offer.OFFERED);
    }

    AuthenticationKind withdrawn() {
        return new AuthenticationKind(key, specName, title, note, fields, compose, aliases, Offer.WITHDRAWN);
    }

    private static String fill(String template, Map<String, String> typed) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(typed.getOrDefault(place.group(1), "")));
    }
}
