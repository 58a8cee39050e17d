package org.privatelink.portal.support;

import java.util.Locale;

/** What all steps together say. */
enum Verdict {
    /** The live test passed just now. */
    WORKS("positive"),
    BREAKS("negative"),
    /** Nothing failed, but for authoring, and something could not be read. */
    UNREAD("notice"),
    /** Nothing failed as far as can be told without a live test. */
    NOTHING_FOUND("informative");

    private final String tone;

    Verdict(String tone) {
        this.tone = tone;
    }

    public String tone() {
        return tone;
    }

    public String key() {
        return "support.verdict." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
