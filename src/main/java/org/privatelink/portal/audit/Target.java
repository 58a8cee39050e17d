package org.privatelink.portal.audit;

import org.jspecify.annotations.Nullable;

/**
 * What something was done to, or tried on.
 *
 * @param id of the thing, or the path that was asked for
 * @param name for people
 */
public record Target(@Nullable String sandbox, @Nullable String id, @Nullable String name) {

    static final Target NONE = new Target(null, null, null);
}
