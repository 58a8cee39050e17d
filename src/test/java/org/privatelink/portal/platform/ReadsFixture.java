package org.privatelink.portal.platform;

import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Reads side by side for tests of other rooms. */
public final class ReadsFixture {

    private ReadsFixture() {}

    public static Reads reads() {
        return new Reads(new SimpleAsyncTaskExecutor("read-"));
    }
}
