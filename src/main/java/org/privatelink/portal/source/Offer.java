package org.privatelink.portal.source;

import java.util.Locale;

/** Whether Platform offers an authentication kind, in the order in which people should choose. */
public enum Offer {
    OFFERED,
    /** Platform could not be asked. */
    UNREAD,
    /** Platform describes it, and the catalogue does not know it. */
    UNDOCUMENTED,
    /** The catalogue knows it, and Platform does not name it. */
    WITHDRAWN;

    /** Message key of a remark. */
    public String key() {
        return "source.offer." + name().toLowerCase(Locale.ROOT);
    }
}
