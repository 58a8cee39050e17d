package org.privatelink.portal.simulator.azure;

import java.util.List;

/** What somebody may do with every resource of the demo. In Azure it is granted resource by resource. */
enum Rights {
    NONE,
    READ,
    DECIDE;

    static Rights of(List<String> roles) {
        if (roles.contains("admin")) {
            return DECIDE;
        }
        return roles.isEmpty() ? NONE : READ;
    }

    boolean include(Rights wanted) {
        return compareTo(wanted) >= 0;
    }
}
