package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Problem;
import org.slf4j.MDC;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The id of one incoming request: in every line of the log that it causes, in its answer, on its error page and on record.
 * And the ids of Platform's answers that were shown as failures, so that whoever is quoted one can find the request.
 */
public final class Correlation {

    static final String KEY = "correlation";

    private static final String TOLD = Correlation.class.getName();
    private static final int MOST = 5;
    private static final String NONE = "none";

    /** @param kind last part of the message keys of what was shown */
    public record Told(String kind, @Nullable String requestId) {}

    private Correlation() {}

    /** Of the request that this thread works for; null in a job of the portal's own. */
    public static @Nullable String id() {
        return MDC.get(KEY);
    }

    /** What the answer to a request showed as failed. */
    @SuppressWarnings("unchecked")
    public static List<Told> told(HttpServletRequest request) {
        Object told = request.getAttribute(TOLD);
        return told == null ? List.of() : List.copyOf((List<Told>) told);
    }

    @SuppressWarnings("unchecked")
    static void tell(String kind, Problem problem) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return;
        }
        var told = (List<Told>) request.getAttribute(TOLD, RequestAttributes.SCOPE_REQUEST);
        List<Told> all = told == null ? new ArrayList<>() : told;
        // What never came to an upstream has no id there.
        Told one = new Told(kind, NONE.equals(problem.requestId()) ? null : problem.requestId());
        if (all.size() < MOST && !all.contains(one)) {
            all.add(one);
        }
        request.setAttribute(TOLD, all, RequestAttributes.SCOPE_REQUEST);
    }
}
