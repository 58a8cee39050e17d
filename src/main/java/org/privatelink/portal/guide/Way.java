package org.privatelink.portal.guide;

import java.util.List;
import java.util.Optional;

/**
 * One way from asking to connecting, with its tasks in order.
 *
 * @param path where it is shown
 */
record Way(String name, String source, String path, List<Task> tasks) {

    /** What has to happen now, whoever does it; empty when all is done. */
    public Optional<Task> next() {
        return tasks.stream().filter(task -> !task.isDone()).findFirst();
    }

    public long done() {
        return tasks.stream().filter(Task::isDone).count();
    }
}
