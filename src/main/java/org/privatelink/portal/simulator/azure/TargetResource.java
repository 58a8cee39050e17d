package org.privatelink.portal.simulator.azure;

import java.util.Map;
import org.privatelink.portal.simulator.platform.PrivateEndpoint;

/**
 * The resource that a path names.
 *
 * @param id as it was written; Azure compares ids without regard to letter case
 * @param type provider and type, as {@code Microsoft.Storage/storageAccounts}
 */
record TargetResource(String id, String group, String type, String name) {

    /** Where its connections are; the fixed words may be written in any letter case. */
    static final String CONNECTIONS = "/{s:(?i)subscriptions}/{subscription}/{g:(?i)resourceGroups}/{group}"
            + "/{p:(?i)providers}/{namespace}/{type}/{resource}/{c:(?i)privateEndpointConnections}";

    private static final String POSTGRES = "Microsoft.DBforPostgreSQL/flexibleServers";

    /** @param path the variables of {@link #CONNECTIONS} */
    static TargetResource of(Map<String, String> path) {
        String type = path.get("namespace") + "/" + path.get("type");
        String id = "/subscriptions/" + path.get("subscription") + "/resourceGroups/" + path.get("group")
                + "/providers/" + type + "/" + path.get("resource");
        return new TargetResource(id, path.get("group"), type, path.get("resource"));
    }

    boolean isLedToBy(PrivateEndpoint endpoint) {
        return id.equalsIgnoreCase(endpoint.azureResourceId());
    }

    /** Whether changes are accepted first and made later. */
    boolean changesLater() {
        return type.equalsIgnoreCase(POSTGRES);
    }

    void allow(ArmCaller caller, Rights wanted, String verb) {
        caller.mustHave(wanted, type + "/privateEndpointConnections/" + verb, id);
    }

    ArmRefusal notFound() {
        return new ArmRefusal(
                404,
                "ResourceNotFound",
                "The Resource '%s/%s' under resource group '%s' was not found.".formatted(type, name, group));
    }
}
