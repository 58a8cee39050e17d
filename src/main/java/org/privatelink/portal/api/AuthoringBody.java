package org.privatelink.portal.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Turning interactive authoring on. */
@Schema(name = "AuthoringBody")
record AuthoringBody(@Nullable Integer autoTerminationMinutes, @Nullable String purpose) implements Body {}
