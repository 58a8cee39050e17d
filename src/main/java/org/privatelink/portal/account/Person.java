package org.privatelink.portal.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in.
 *
 * @param id the provider's {@code sub}; not an e-mail address
 */
public record Person(String id, String name, @Nullable String email, Set<Role> roles) {

    public boolean mayChange() {
        return roles.contains(Role.ENGINEER) || isAdmin();
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    /** Sees what others did. */
    public boolean mayInspect() {
        return isAdmin() || roles.contains(Role.SUPPORT);
    }
}
