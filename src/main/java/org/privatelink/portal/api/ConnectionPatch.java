package org.privatelink.portal.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What of a connection is to be another; what is missing stays. */
@Schema(name = "ConnectionPatch")
record ConnectionPatch(@Nullable String name, @Nullable String description) implements Body {}
