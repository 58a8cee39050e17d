package org.privatelink.portal.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Correlation;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Where a row comes from: the request that this thread answers, or a job of the portal's own. */
record Scene(Way way, @Nullable String correlation, @Nullable String address) {

    private static final String API = "/api/v1/";

    enum Way {
        PAGE,
        API,
        BACKGROUND,
        /** Never written: what stands there is no way in. */
        UNREADABLE;

        static Way read(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElse(UNREADABLE);
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Scene present() {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present) {
            HttpServletRequest request = present.getRequest();
            boolean api = request.getRequestURI().startsWith(request.getContextPath() + API);
            return new Scene(api ? Way.API : Way.PAGE, Correlation.id(), request.getRemoteAddr());
        }
        return new Scene(Way.BACKGROUND, Correlation.id(), null);
    }
}
