package org.privatelink.portal.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a source authenticates.
 *
 * @param specName Adobe's name, sent as {@code auth.specName}
 * @param note message key of a remark
 * @param compose parameters put together from fields
 */
public record AuthenticationKind(
        String key,
        String specName,
        String title,
        @Nullable String note,
        List<ConnectionField> fields,
        Map<String, String> compose) {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /** Adobe's {@code auth.params} from what was typed: empty fields are left out, composed ones put together. */
    public Map<String, String> parameters(Map<String, String> typed) {
        Map<String, String> parameters = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> compose.values().stream().noneMatch(t -> t.contains("{" + field.name() + "}")))
                .filter(field -> !typed.getOrDefault(field.name(), "").isBlank())
                .forEach(field -> parameters.put(field.name(), typed.get(field.name())));
        compose.forEach((name, template) -> parameters.put(name, fill(template, typed)));
        return parameters;
    }

    private static String fill(String template, Map<String, String> typed) {
        return PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(typed.getOrDefault(place.group(1), "")));
    }
}
