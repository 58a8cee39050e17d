package org.privatelink.portal.page;

/** What the address names is not there, or not for this person: the two are told in the same way. */
public class NoSuchThing extends RuntimeException {
    public NoSuchThing() {
        super("no such thing");
    }
}
