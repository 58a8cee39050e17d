package org.privatelink.portal.watch;

import org.springframework.stereotype.Component;

/** Tells open pages that what they show has changed. */
@Component
public class LiveUpdates {

    /** @param topic {@code endpoint/<id>} or {@code request/<id>} */
    public void changed(String sandbox, String topic) {}
}
