package org.privatelink.portal.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form as a page shows it: what was typed, and what is wrong with it. Values of secret fields are not in it.
 */
public final class FormView {

    private final Map<String, String> values;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private boolean emptied;

    /** One thing that is wrong, with the field it is about. */
    public record FieldMessage(String field, String message) {}

    private FormView(Map<String, String> values) {
        this.values = values;
    }

    public static FormView of(Map<String, String> values, Set<String> secretFields) {
        Map<String, String> shown = new LinkedHashMap<>(values);
        shown.keySet().removeAll(secretFields);
        return new FormView(shown);
    }

    public static FormView of(Map<String, String> values) {
        return of(values, Set.of());
    }

    /** The first thing said of a field stays. */
    public FormView reject(String field, String message) {
        problems.putIfAbsent(field, message);
        return this;
    }

    /** Secrets were typed and are not there any more, though nothing is wrong with them. */
    public FormView emptied() {
        emptied = true;
        return this;
    }

    /** Whether secret fields say that they have to be filled again. */
    public boolean isEmptied() {
        return emptied || hasErrors();
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public Map<String, String> values() {
        return values;
    }

    public @Nullable String error(String field) {
        return problems.get(field);
    }

    public List<FieldMessage> errors() {
        return problems.entrySet().stream()
                .map(problem -> new FieldMessage(problem.getKey(), problem.getValue()))
                .toList();
    }

    public boolean hasErrors() {
        return !problems.isEmpty();
    }
}
