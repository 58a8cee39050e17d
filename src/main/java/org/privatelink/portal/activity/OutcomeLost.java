package org.privatelink.portal.activity;

/** The call was sent, and its answer lost or not on record. The act stays open and is settled later. */
public class OutcomeLost extends RuntimeException {

    private final Activity open;

    OutcomeLost(Activity open, RuntimeException why) {
        super("outcome lost", why);
        this.open = open;
    }

    public Activity open() {
        return open;
    }
}
