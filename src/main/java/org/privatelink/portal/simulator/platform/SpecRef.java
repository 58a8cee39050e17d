package org.privatelink.portal.simulator.platform;

/** Which kind of source. */
record SpecRef(String id, String version) {

    static SpecRef of(String id) {
        return new SpecRef(id, "1.0");
    }
}
