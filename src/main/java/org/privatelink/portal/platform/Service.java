package org.privatelink.portal.platform;

/** Platform's services that the portal uses, each with its base path. */
public enum Service {
    /** Private endpoints and interactive authoring; guide "Private Link Support for Sources in the API". */
    CONNECTORS("/data/foundation/connectors"),
    /** Base connections, connection specifications and flows; Flow Service API. */
    FLOW_SERVICE("/data/foundation/flowservice"),
    /** Sandbox Management API. */
    SANDBOX_MANAGEMENT("/data/foundation/sandbox-management");

    private final String path;

    Service(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
