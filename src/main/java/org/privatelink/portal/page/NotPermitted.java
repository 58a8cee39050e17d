package org.privatelink.portal.page;

/** This person may not do that to this thing. */
public class NotPermitted extends RuntimeException {
    public NotPermitted() {
        super("not permitted");
    }
}
