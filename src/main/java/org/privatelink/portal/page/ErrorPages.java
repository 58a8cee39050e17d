package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.privatelink.portal.database.DatabaseFaults;
import org.privatelink.portal.platform.PlatformException;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** One designed page for everything that goes wrong, with the true status. */
@Component
@ControllerAdvice
class ErrorPages implements ErrorViewResolver {

    private final DatabaseFaults faults;

    ErrorPages(DatabaseFaults faults) {
        this.faults = faults;
    }

    @ExceptionHandler
    ModelAndView platform(PlatformException told, HttpServletResponse response) {
        return page(Failure.of(told), response);
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ModelAndView database(RuntimeException thrown, HttpServletResponse response) {
        if (!faults.tell(thrown)) {
            throw thrown;
        }
        return page(Failure.database(), response);
    }

    @ExceptionHandler
    ModelAndView noSuchThing(NoSuchThing absent) {
        return page(Failure.of(404));
    }

    @ExceptionHandler
    ModelAndView notYetRead(NotYetRead later, HttpServletResponse response) {
        return page(Failure.notYetRead(), response);
    }

    @ExceptionHandler
    ModelAndView notPermitted(NotPermitted refused) {
        return page(Failure.of(403));
    }

    @Override
    public ModelAndView resolveErrorView(HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
        return page(Failure.sent(request)
                .filter(sent -> sent.status() == status.value())
                .orElseGet(() -> failure(request, status)));
    }

    private static Failure failure(HttpServletRequest request, HttpStatus status) {
        boolean roleless = request.getAttribute("frame") instanceof Frame frame
                && frame.person() != null
                && frame.person().roleKeys().isEmpty();
        return status == HttpStatus.FORBIDDEN && roleless ? Failure.noRole() : Failure.of(status.value());
    }

    private static ModelAndView page(Failure failure, HttpServletResponse response) {
        if (failure.retryAfterSeconds() != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, failure.retryAfterSeconds().toString());
        }
        return page(failure);
    }

    private static ModelAndView page(Failure failure) {
        ModelAndView page = new ModelAndView("page/error");
        page.setStatus(HttpStatus.valueOf(failure.status()));
        page.addObject("failure", failure);
        page.addObject("status", failure.status());
        return page;
    }
}
