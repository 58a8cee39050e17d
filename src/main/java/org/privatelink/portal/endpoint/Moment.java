package org.privatelink.portal.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A moment in an endpoint's life.
 *
 * @param key last part of the message key {@code endpoint.moment.*}
 * @param seen true when this is when the portal noticed it, false when it happened then
 * @param person who did it, where the portal knows
 * @param note what that person wrote, or Platform said
 */
public record Moment(Instant at, String key, boolean seen, @Nullable String person, @Nullable String note) {}
