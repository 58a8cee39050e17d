package org.privatelink.portal.simulator.inbox;

import java.util.List;
import org.privatelink.portal.simulator.Control;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The inbox as tests read it. */
@Control
class InboxControlController {

    private final Inbox inbox;

    InboxControlController(Inbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping("/inbox")
    List<Notice> all() {
        return inbox.all();
    }

    @DeleteMapping("/inbox")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear() {
        inbox.clear();
    }
}
