package org.privatelink.portal.authoring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.activity.Activity;
import org.privatelink.portal.page.Badge;

/**
 * Interactive authoring in words.
 *
 * @param enabled the last act of turning it on through this portal
 * @param earliestEnd our own reckoning; null when it is off or was turned on elsewhere
 */
public record AuthoringView(
        AuthoringState state, Badge badge, @Nullable Activity enabled, @Nullable Instant earliestEnd) {}
