package org.privatelink.portal.account;

import org.jspecify.annotations.Nullable;

/** What a person may do. Support sees everything and changes nothing; an admin may do all that an engineer may. */
public enum Role {
    ENGINEER,
    ADMIN,
    SUPPORT;

    static boolean isRole(@Nullable String authority) {
        return authority != null && authority.startsWith("ROLE_");
    }

    String authority() {
        return "ROLE_" + name();
    }
}
