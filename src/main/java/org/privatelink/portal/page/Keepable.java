package org.privatelink.portal.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A form that is not lost when its person has to sign in before it can be taken: a bean of its room. Its page shows it
 * again with what is {@link Kept}, and its template marks it with {@code page/_kept}.
 *
 * @param action path that the form is sent to, as a pattern
 * @param page path of the page that shows it, with the same variables
 * @param open from all that was typed, what may be kept meanwhile: only what it picks, and never a secret
 */
public record Keepable(String action, String page, UnaryOperator<Map<String, String>> open) {

    public static Keepable of(String path, UnaryOperator<Map<String, String>> open) {
        return new Keepable(path, path, open);
    }

    public static Keepable of(String path, Set<String> fields) {
        return of(path, typed -> pick(typed, fields));
    }

    public static Map<String, String> pick(Map<String, String> typed, Set<String> fields) {
        Map<String, String> picked = new LinkedHashMap<>(typed);
        picked.keySet().retainAll(fields);
        return picked;
    }
}
