package org.privatelink.portal.support;

import java.util.Locale;

/** Who must act. */
enum Actor {
    NOBODY,
    ENGINEER,
    APPROVER,
    OWNER,
    ADOBE;

    public String key() {
        return "support.actor." + name().toLowerCase(Locale.ROOT);
    }
}
