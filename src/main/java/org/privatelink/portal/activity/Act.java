package org.privatelink.portal.activity;

import java.util.Locale;

/** What can be done to Platform, and to Azure's side of an endpoint. */
public enum Act {
    ENDPOINT_CREATE,
    ENDPOINT_DELETE,
    AUTHORING_ENABLE,
    CONNECTION_CREATE,
    CONNECTION_DELETE,
    AZURE_APPROVE,
    AZURE_REJECT;

    /** Azure does it, not Platform. */
    public boolean isAzures() {
        return this == AZURE_APPROVE || this == AZURE_REJECT;
    }

    /** Last part of the message key that names this act. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
