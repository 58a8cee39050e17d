package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Files and signs of life: the same whoever asks, so that nobody looks who it is. */
public final class ForAnybody {

    private static final Pattern PATHS = Pattern.compile("/assets/.*|/favicon\\.ico|/actuator/health(/.*)?");

    private ForAnybody() {}

    public static boolean is(HttpServletRequest request) {
        return PATHS.matcher(request.getRequestURI().substring(request.getContextPath().length())).matches();
    }
}
