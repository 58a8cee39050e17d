package org.privatelink.portal.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the log keeps it: nothing of its body and of its header values but these.
 *
 * @param caller the subject that its token names
 * @param token hash of the token, which tells two apart
 * @param status what was answered; null when the connection was dropped instead
 */
record SeenRequest(
        String method,
        String path,
        @Nullable String query,
        List<String> headers,
        @Nullable String sandboxName,
        @Nullable String caller,
        @Nullable String token,
        String requestId,
        @Nullable Integer status) {}
