package org.privatelink.portal.activity;

/** A room that can tell by looking whether one of its acts happened. */
public interface Lookup {

    boolean covers(Act act);

    /** Reads from Platform only. */
    Sighting look(Activity open);
}
