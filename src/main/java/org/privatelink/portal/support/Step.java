package org.privatelink.portal.support;

import java.util.Locale;

/** What has to be right for a connection to work, in the order in which it is looked at. */
enum Step {
    CONNECTION,
    ENDPOINT,
    OURS,
    AZURE,
    AUTHORING,
    HOST,
    CREDENTIALS,
    TEST;

    public String key() {
        return "support.step." + name().toLowerCase(Locale.ROOT);
    }
}
