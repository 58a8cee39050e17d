package org.privatelink.portal.watch;

import org.springframework.stereotype.Component;

/** Looks at Platform for everybody. */
@Component
public class Watcher {

    /** Something has just been sent: look at this sandbox with the next tick. */
    public void lookSoon(String sandbox) {}
}
