package org.privatelink.portal.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;

/**
 * A row of the ledger as the page shows it.
 *
 * @param path of the page of the act; null when it is none
 */
record AuditView(
        long seq,
        Instant at,
        String event,
        Badge result,
        @Nullable String reason,
        int times,
        @Nullable String person,
        @Nullable String personId,
        @Nullable String roles,
        @Nullable String sandbox,
        @Nullable String targetName,
        @Nullable String targetId,
        String way,
        @Nullable String address,
        @Nullable String correlation,
        @Nullable String requestId,
        @Nullable String message,
        @Nullable String path) {}
