package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.sandbox.Sandbox;

/** A sandbox in which something can be done. */
@Schema(name = "Sandbox")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApiSandbox(String name, String title, @Nullable String type) {

    /** All of them. */
    @Schema(name = "Sandboxes")
    record Page(List<ApiSandbox> items) {}

    static ApiSandbox of(Sandbox sandbox) {
        return new ApiSandbox(sandbox.name(), sandbox.label(), sandbox.type());
    }
}
