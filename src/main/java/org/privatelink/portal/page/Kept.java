package org.privatelink.portal.page;

import java.util.Map;

/**
 * What a person had typed into the form of this page when it was sent too late, as an argument of the controller that
 * shows the page: once, to that person alone, and without secrets. Empty as a rule.
 */
public record Kept(Map<String, String> fields) {

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public String value(String field) {
        return fields.getOrDefault(field, "");
    }

    @Override
    public String toString() {
        return "kept " + fields.keySet();
    }
}
