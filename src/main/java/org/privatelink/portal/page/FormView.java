package org.privatelink.portal.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Redaction;

/**
 * A form as a page shows it: what was typed, and what is wrong with it. Values of secret fields are not in it, nor is
 * what looks like a secret in any other field: that is wrong with the field, so that it goes nowhere either.
 */
public final class FormView {

    private static final String LOOKS_SECRET = "page.problem.secret";
    private static final String HALF_A_CHARACTER = "page.problem.half";
    private static final Pattern HALF = Pattern.compile("\\p{Cs}");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> problems = new LinkedHashMap<>();
    private boolean emptied;

    /**
     * One thing that is wrong, with the field it is about.
     *
     * @param message in words, or the key of the message
     */
    public record FieldMessage(String field, String message) {}

    private FormView() {}

    public static FormView of(Map<String, String> values) {
        FormView view = new FormView();
        values.forEach(view::with);
        return view;
    }

    public FormView with(String field, String value) {
        if (Redaction.holdsSecret(value)) {
            reject(field, LOOKS_SECRET);
        } else if (HALF.matcher(value).find()) {
            reject(field, HALF_A_CHARACTER);
        } else {
            values.put(field, value);
        }
        return this;
    }

    /** What travels with the form and is in none of its fields. */
    public FormView carrying(Map<String, String> more) {
        values.putAll(more);
        return this;
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
