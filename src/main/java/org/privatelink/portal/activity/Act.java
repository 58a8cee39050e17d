package org.privatelink.portal.activity;

import java.util.Locale;

/** What can be done to Platform. */
public enum Act {
    ENDPOINT_CREATE,
    ENDPOINT_DELETE,
    AUTHORING_ENABLE,
    CONNECTION_CREATE,
    CONNECTION_DELETE;

    /** Last part of the message key that names this act. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
