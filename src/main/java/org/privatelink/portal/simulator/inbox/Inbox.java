package org.privatelink.portal.simulator.inbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.stereotype.Component;

/** The last notices, oldest first, until the simulator ends. */
@Component
class Inbox {

    private static final int KEPT = 200;

    private final Deque<Notice> notices = new ArrayDeque<>();

    synchronized void add(Notice notice) {
        if (notices.size() == KEPT) {
            notices.removeFirst();
        }
        notices.addLast(notice);
    }

    synchronized List<Notice> all() {
        return List.copyOf(notices);
    }

    synchronized void clear() {
        notices.clear();
    }
}
