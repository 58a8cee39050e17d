package org.privatelink.portal.api;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The second person's word.
 *
 * @param decision {@code approve} or {@code reject}
 * @param matched that the target was compared; an approval needs it
 */
@Schema(name = "DecisionBody")
record DecisionBody(@Nullable String decision, @Nullable String comment, @Nullable Boolean matched) implements Body {}
