package org.privatelink.portal.account;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Settings of the room as they are unless somebody says otherwise. */
public final class AccountFixture {

    private AccountFixture() {}

    public static AccountProperties properties(Map<String, Set<String>> sandboxes) {
        return properties("sub", sandboxes, "portal", "");
    }

    public static AccountProperties properties(String personClaim, Map<String, Set<String>> sandboxes, String tokenKey) {
        return properties(personClaim, sandboxes, "portal", tokenKey);
    }

    public static AccountProperties api(String audience) {
        return properties("sub", Map.of(), audience, "");
    }

    private static AccountProperties properties(
            String personClaim, Map<String, Set<String>> sandboxes, String audience, String tokenKey) {
        var roles = new AccountProperties.Roles(Set.of("engineer"), Set.of("admin"), Set.of("support"));
        return new AccountProperties(
                "roles", personClaim, roles, "groups", sandboxes, null, audience,
                Duration.ofMinutes(4), Duration.ofMinutes(10), tokenKey, null, Duration.ofSeconds(60));
    }
}
