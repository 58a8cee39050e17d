package org.privatelink.portal.audit;

import java.util.Arrays;
import java.util.Locale;

/** How something went, as far as its row can tell. */
public enum Result {
    /** On record before it was tried; another row tells how it went. */
    BEGUN,
    /** On record before it was looked at; nothing changes by it, and no other row tells how it went. */
    ASKED,
    DONE,
    REFUSED,
    NOT_SENT,
    NOT_DONE,
    UNCLEAR,
    LOST,
    FAILED,
    /** Never written: what stands there is no result. */
    UNREADABLE;

    static Result read(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(UNREADABLE);
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
