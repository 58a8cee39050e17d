package org.privatelink.portal.endpoint;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;

/** Where an endpoint stands, as Platform says it. Only an approved one carries data. */
public enum EndpointState {
    PENDING("pending", "pending"),
    REJECTED("negative", "rejected"),
    FAILED("failed", "failed"),
    DISCONNECTED("disconnected", "disconnected"),
    UNKNOWN("neutral", "unknown"),
    APPROVED("positive", "approved");

    private final String tone;
    private final String icon;

    EndpointState(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    /** Any letter case; "Enabled" is an old word for approved; what is not known stays unknown. */
    public static EndpointState of(@Nullable String raw) {
        String word = raw == null ? "" : raw.strip().toUpperCase(Locale.ROOT);
        if (word.equals("ENABLED")) {
            return APPROVED;
        }
        for (EndpointState state : values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    /** Last part of message keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An unknown state is shown as Platform wrote it. */
    public Badge badge(@Nullable String raw, Texts texts) {
        String said = raw == null || raw.isBlank() ? texts.get("endpoint.state.none") : raw;
        return new Badge(tone, icon, texts.get("endpoint.state." + key(), said));
    }

    public boolean isDead() {
        return this == REJECTED || this == FAILED || this == DISCONNECTED;
    }
}
