package org.privatelink.portal.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody signed in.
 *
 * @param id what {@code portal.account.person-claim} says, the provider's {@code sub} unless set; not an e-mail address
 * @param sandboxes names of those that the person may use; {@link #EVERY_SANDBOX} stands for all
 */
public record Person(String id, String name, @Nullable String email, Set<Role> roles, Set<String> sandboxes) {

    static final String EVERY_SANDBOX = "*";

    /** Somebody who is not here to look at anything: the portal itself, or whoever asked for what it does now. */
    public Person(String id, String name, @Nullable String email, Set<Role> roles) {
        this(id, name, email, roles, Set.of());
    }

    /** Exactly by its name, as Platform spells it. */
    public boolean maySee(String sandbox) {
        return maySeeEverySandbox() || sandboxes.contains(sandbox);
    }

    public boolean maySeeEverySandbox() {
        return sandboxes.contains(EVERY_SANDBOX);
    }

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
