package org.privatelink.portal.activity;

/** The call was sent and its answer lost. The act stays open and is settled by looking. */
public class OutcomeLost extends RuntimeException {

    private final Activity open;

    OutcomeLost(Activity open) {
        super("outcome lost");
        this.open = open;
    }

    public Activity open() {
        return open;
    }
}
