package org.privatelink.portal.request;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;

/** Where a request stands. What comes after the approval is not stored: it is read from the act on Platform. */
enum RequestState {
    REQUESTED("waiting", "waiting"),
    APPROVED("pending", "approved"),
    SENT("pending", "pending"),
    UNKNOWN("pending", "unknown"),
    UNCLEAR("failed", "unknown"),
    FAILED("failed", "failed"),
    DRAFT("neutral", "off"),
    CREATED("positive", "approved"),
    REJECTED("negative", "rejected"),
    WITHDRAWN("neutral", "gone"),
    EXPIRED("neutral", "gone");

    private static final Set<RequestState> OVER = EnumSet.of(UNCLEAR, FAILED, REJECTED, WITHDRAWN, EXPIRED);
    private static final Set<RequestState> UNDER_WAY = EnumSet.of(REQUESTED, APPROVED, SENT, UNKNOWN);

    private final String tone;
    private final String icon;

    RequestState(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    /** @param sending the act on Platform, null as long as there is none */
    static RequestState of(RequestState stored, @Nullable Activity sending) {
        if (stored != APPROVED || sending == null) {
            return stored;
        }
        if (sending.outcome() == null) {
            return SENT;
        }
        return switch (sending.outcome()) {
            case DONE -> CREATED;
            case LOST -> UNKNOWN;
            case UNCLEAR -> UNCLEAR;
            case REFUSED, NOT_SENT, NOT_DONE -> FAILED;
        };
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Badge badge(Texts texts) {
        return new Badge(tone, icon, texts.get("request.state." + key()));
    }

    /** Ended without an endpoint: can be asked for anew. */
    boolean isOver() {
        return OVER.contains(this);
    }

    boolean isUnderWay() {
        return UNDER_WAY.contains(this);
    }
}
