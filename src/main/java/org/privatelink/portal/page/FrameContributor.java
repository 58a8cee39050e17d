package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletRequest;

/** A room that knows a part of the frame. */
public interface FrameContributor {
    void contribute(Frame frame, HttpServletRequest request);
}
