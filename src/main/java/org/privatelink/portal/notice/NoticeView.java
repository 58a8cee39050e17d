package org.privatelink.portal.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Badge;

/**
 * A notice for the list.
 *
 * @param what its subject
 * @param path page of what it tells of
 * @param why why it has not got through
 * @param next when it is tried next; null when it is not
 */
record NoticeView(
        String id,
        Instant when,
        String what,
        String path,
        String channel,
        String address,
        Badge state,
        @Nullable String why,
        int attempts,
        @Nullable Instant next) {}
