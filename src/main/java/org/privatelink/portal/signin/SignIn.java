package org.privatelink.portal.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.RolesMapper;

/**
 * Somebody signed in with one browser, as the database has it for all portals.
 *
 * @param personId the provider's {@code sub}
 * @param authorities roles, and groups that open sandboxes, as {@link RolesMapper} names them
 * @param tokens sealed
 * @param busyUntil somebody is reading the roles anew, at the longest until then
 * @param failedAt when the roles could last not be read anew; null when they could
 */
record SignIn(
        String id,
        String personId,
        Set<String> authorities,
        Instant rolesReadAt,
        byte @Nullable [] tokens,
        @Nullable Instant busyUntil,
        @Nullable Instant failedAt) {

    Duration age(Instant now) {
        return Duration.between(rolesReadAt, now);
    }

    boolean isBusy(Instant now) {
        return busyUntil != null && now.isBefore(busyUntil);
    }

    boolean failedWithin(Duration time, Instant now) {
        return failedAt != null && now.isBefore(failedAt.plus(time));
    }
}
