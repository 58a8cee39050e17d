package org.privatelink.portal.authoring;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;

/** What Platform says of interactive authoring, in any letter case (contract trap 6). */
public enum AuthoringState {
    DISABLED("neutral", "off"),
    ENABLING("pending", "pending"),
    ENABLED("positive", "on"),
    DISABLING("pending", "pending"),
    UNKNOWN("neutral", "unknown");

    private final String tone;
    private final String icon;

    AuthoringState(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    static AuthoringState of(@Nullable String raw) {
        String word = raw == null ? "" : raw.strip().toUpperCase(Locale.ROOT);
        for (AuthoringState state : values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isOn() {
        return this == ENABLED;
    }

    Badge badge(@Nullable String raw, Texts texts) {
        String said = raw == null || raw.isBlank() ? texts.get("authoring.state.none") : raw;
        return new Badge(tone, icon, texts.get("authoring.state." + key(), said));
    }
}
