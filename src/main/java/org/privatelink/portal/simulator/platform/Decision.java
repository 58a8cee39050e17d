package org.privatelink.portal.simulator.platform;

/** What the owner of an Azure resource can do about a private endpoint connection. */
public enum Decision {
    APPROVE("Approved"),
    REJECT("Rejected"),
    DISCONNECT("Disconnected");

    private final String state;

    Decision(String state) {
        this.state = state;
    }

    public String state() {
        return state;
    }
}
