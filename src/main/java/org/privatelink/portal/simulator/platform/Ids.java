package org.privatelink.portal.simulator.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids in the shapes that Platform gives them. */
class Ids {

    private Ids() {}

    static String random() {
        return UUID.randomUUID().toString();
    }

    /** Always the same for the same name, so that the sample data keep their links. */
    static String named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Its quotes are part of the value. */
    static String etag(Instant now) {
        return etag(now, ThreadLocalRandom.current().nextInt());
    }

    static String etag(Instant now, int random) {
        return "\"%08x-0000-0200-0000-%08x0000\"".formatted(random, now.getEpochSecond());
    }
}
