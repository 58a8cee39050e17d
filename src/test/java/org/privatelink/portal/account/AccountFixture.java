package org.privatelink.portal.account;

import java.util.Map;
import java.util.Set;

/** Settings of the room as they are unless somebody says otherwise. */
final class AccountFixture {

    private AccountFixture() {}

    static AccountProperties properties(Map<String, Set<String>> sandboxes) {
        var roles = new AccountProperties.Roles(Set.of("engineer"), Set.of("admin"), Set.of("support"));
        return new AccountProperties("roles", roles, "groups", sandboxes, null, "", null, SessionFixture.LIMITS);
    }
}
