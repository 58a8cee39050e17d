package org.privatelink.portal.support;

import java.util.Locale;
import org.privatelink.portal.page.Badge;
import org.privatelink.portal.page.Texts;

/** How a step ended. */
enum Result {
    PASSED("positive", "positive"),
    FAILED("negative", "negative"),
    /** It could be looked at, and that does not tell. */
    UNCLEAR("neutral", "unknown"),
    /** It could not be looked at. */
    UNREAD("failed", "failed"),
    /** Not looked at, because of an earlier step or because nobody asked for it. */
    SKIPPED("neutral", "off"),
    NOT_APPLICABLE("neutral", "gone");

    private final String tone;
    private final String icon;

    Result(String tone, String icon) {
        this.tone = tone;
        this.icon = icon;
    }

    String key() {
        return "support.result." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Badge badge(Texts texts) {
        return new Badge(tone, icon, texts.get(key()));
    }
}
