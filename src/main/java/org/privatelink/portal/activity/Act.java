package org.privatelink.portal.activity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What people do through this portal: to Platform, to Azure's side of an endpoint, and to what is its own: requests and drifts. */
public enum Act {
    ENDPOINT_CREATE,
    ENDPOINT_DELETE,
    AUTHORING_ENABLE,
    CONNECTION_CREATE,
    CONNECTION_CHANGE,
    CONNECTION_CREDENTIALS,
    CONNECTION_DELETE,
    AZURE_APPROVE,
    AZURE_REJECT,
    REQUEST_RAISE,
    REQUEST_CHANGE,
    REQUEST_REMIND,
    REQUEST_APPROVE,
    REQUEST_REJECT,
    REQUEST_WITHDRAW,
    REQUEST_EXPIRE,
    REQUEST_SEND_AGAIN,
    DRIFT_HANDLE;

    private static final Set<Act> OWN = EnumSet.range(REQUEST_RAISE, DRIFT_HANDLE);

    /** Done to what is this portal's own: there is no call, and nothing to wait for. */
    public boolean isOwn() {
        return OWN.contains(this);
    }

    /** Azure does it, not Platform. */
    public boolean isAzures() {
        return this == AZURE_APPROVE || this == AZURE_REJECT;
    }

    /** Last part of the message key that names this act. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
