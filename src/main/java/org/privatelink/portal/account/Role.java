package org.privatelink.portal.account;

/** What a person may do. Support sees everything and changes nothing; an admin may do all that an engineer may. */
public enum Role {
    ENGINEER,
    ADMIN,
    SUPPORT;

    static final String PREFIX = "ROLE_";

    String authority() {
        return PREFIX + name();
    }
}
