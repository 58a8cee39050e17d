package org.privatelink.portal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/**
 * Asked to end, a portal that could close in order says so with 0, and one that could not with 1. By itself a JVM answers
 * SIGTERM with 143 either way, and whoever runs it cannot tell them apart.
 */
final class Ending {

    private static final Logger log = LoggerFactory.getLogger(Ending.class);

    private Ending() {}

    static void inOrder(ConfigurableApplicationContext portal) {
        try {
            Signal.handle(new Signal("TERM"), asked -> new Thread(() -> end(portal), "ending").start());
        } catch (IllegalArgumentException taken) {
            log.debug("Whoever started this JVM keeps its signals", taken);
        }
    }

    private static void end(ConfigurableApplicationContext portal) {
        System.exit(SpringApplication.exit(portal));
    }
}
