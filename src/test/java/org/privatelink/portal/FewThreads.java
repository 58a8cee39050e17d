package org.privatelink.portal;

import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;

/** Threads that cannot be begun, until the test says so: of those there are none left at times. */
public final class FewThreads {

    private volatile boolean there;

    public SimpleAsyncTaskExecutorBuilder builder() {
        return new SimpleAsyncTaskExecutorBuilder().customizers(executor -> executor.setThreadFactory(this::thread));
    }

    public void areThere(boolean there) {
        this.there = there;
    }

    private Thread thread(Runnable task) {
        if (!there) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
