package org.privatelink.portal.audit;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Correlation;
import org.privatelink.portal.page.Correlation.Told;
import org.privatelink.portal.page.NotPermitted;
import org.privatelink.portal.sandbox.NoSuchSandbox;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/** Looks at how each request ended: what the person was refused, and which failures with their ids the answer showed. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AuditInterceptor implements HandlerInterceptor, HandlerExceptionResolver {

    private static final String THROWN = AuditInterceptor.class.getName();

    private final Incidents incidents;
    private final CurrentPerson current;

    AuditInterceptor(Incidents incidents, CurrentPerson current) {
        this.incidents = incidents;
        this.current = current;
    }

    /** Leaves the answer to others: when they have made it, nobody tells any more what it was made of. */
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        request.setAttribute(THROWN, thrown);
        return null;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return;
        }
        Person person = current.get().orElse(null);
        Object why = thrown == null ? request.getAttribute(THROWN) : thrown;
        if (why instanceof NotPermitted) {
            incidents.refused(person, "not-permitted");
        } else if (why instanceof NoSuchSandbox) {
            incidents.refused(person, "unknown-sandbox");
        }
        List<Told> told = Correlation.told(request);
        told.forEach(one -> incidents.failed(person, one.kind(), one.requestId(), null));
        if (told.isEmpty() && isFault(why, thrown != null || response.getStatus() >= 500)) {
            incidents.failed(person, "fault", null, why.getClass().getName());
        }
    }

    /** Neither somebody who has gone, nor a database that could not be written to now. */
    private static boolean isFault(@Nullable Object why, boolean told) {
        return told
                && why != null
                && !(why instanceof IOException
                        || why instanceof UncheckedIOException
                        || why instanceof DataAccessException
                        || why instanceof TransactionException);
    }
}
