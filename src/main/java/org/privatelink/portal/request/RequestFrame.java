package org.privatelink.portal.request;

import jakarta.servlet.http.HttpServletRequest;
import org.privatelink.portal.page.Frame;
import org.privatelink.portal.page.FrameContributor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** How many requests wait for a decision, beside the link to them. */
@Component
@Order(3)
class RequestFrame implements FrameContributor {

    private final RequestRepository requests;

    RequestFrame(RequestRepository requests) {
        this.requests = requests;
    }

    @Override
    public void contribute(Frame frame, HttpServletRequest request) {
        if (frame.sandbox() != null) {
            frame.waiting(requests.countWaiting(frame.sandbox().name()));
        }
    }
}
