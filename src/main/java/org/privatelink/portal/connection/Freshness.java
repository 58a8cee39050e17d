package org.privatelink.portal.connection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException;

/**
 * How old the portal's copy of a sandbox's connections is.
 *
 * @param readAt when it was last complete; null while it never was
 * @param underWay whether it is being read
 * @param failure why the last attempt failed, or why there is none now; null when it did not fail
 */
public record Freshness(@Nullable Instant readAt, boolean underWay, @Nullable PlatformException failure) {}
