package org.privatelink.portal;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** For a process that is started a moment later: below those that a system gives away for the asking. */
final class FreePort {

    private static final int FROM = 12_000;
    private static final int TO = 32_000;

    private FreePort() {}

    static int any() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            try (ServerSocket free = new ServerSocket(port)) {
                return free.getLocalPort();
            } catch (IOException taken) {
                // another one, then
            }
        }
    }
}
