package org.privatelink.portal.activity;

import org.privatelink.portal.page.SeeOther;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.view.RedirectView;

/** Leads a form that came twice, or whose answer was lost, to the page of its act. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ActPages {

    @ExceptionHandler
    RedirectView twice(AlreadySubmitted twice) {
        return page(twice.first());
    }

    @ExceptionHandler
    RedirectView lost(OutcomeLost lost) {
        return page(lost.open());
    }

    private static RedirectView page(Activity act) {
        return SeeOther.to("/s/{sandbox}/acts/{id}", act.sandbox(), act.id());
    }
}
