package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A source, as Adobe knows it. */
@Schema(name = "ConnectionSpec")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SpecRef(@Nullable String id, @Nullable String version) {}
