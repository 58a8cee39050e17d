package org.privatelink.portal.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A sandbox as Sandbox Management lists it.
 *
 * @param name sent as {@code x-sandbox-name}
 * @param type {@code production} or {@code development}; the allowance of endpoints is counted over a type
 * @param state {@code active}, or one in which nothing can be done there
 */
public record Sandbox(String name, @Nullable String title, @Nullable String type, @Nullable String state) {

    public String label() {
        return title == null || title.isBlank() ? name : title;
    }

    public boolean isUsable() {
        return state == null || "active".equalsIgnoreCase(state);
    }

    public boolean isProduction() {
        return "production".equalsIgnoreCase(type);
    }
}
