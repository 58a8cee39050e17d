package org.privatelink.portal.account;

/** What a person may do. Support sees everything and changes nothing; an admin may do all that an engineer may. */
public enum Role {
    ENGINEER,
    ADMIN,
    SUPPORT;

    String authority() {
        return "ROLE_" + name();
    }
}
