package org.privatelink.portal.activity;

import org.privatelink.portal.platform.UpstreamException;

/** The call was sent and its answer lost. The act stays open and is settled by looking. */
public class OutcomeLost extends RuntimeException {

    private final Activity open;

    OutcomeLost(Activity open, UpstreamException told) {
        super("outcome lost", told);
        this.open = open;
    }

    public Activity open() {
        return open;
    }
}
