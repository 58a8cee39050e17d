package org.privatelink.portal.simulator.azure;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.privatelink.portal.simulator.platform.PrivateEndpoint;

/**
 * A private endpoint as the owner of the resource sees it: a connection to decide about. What Adobe's request really
 * shows in Azure is documented nowhere: the connection's name and the id of the private endpoint are made up.
 */
record LinkConnection(PrivateEndpoint endpoint) {

    private static final String VENDOR =
            "/subscriptions/6a1d0e52-94b7-4c3f-8e20-b5f7c9d1a384/resourceGroups/aep-managed-network";
    private static final String SOMEBODY_ELSE =
            "/subscriptions/f03b7c19-2d85-4e6a-a1c4-70d9e8b25f63/resourceGroups/reporting-rg";
    private static final String PRIVATE_LINK_SERVICE = "Microsoft.Network/privateLinkServices";
    private static final String STORAGE = "Microsoft.Storage/storageAccounts";

    /** Its second half is a GUID, but not the id that Platform knows. */
    String name() {
        return endpoint.resourceName() + "." + guid();
    }

    private String guid() {
        return UUID.nameUUIDFromBytes(("azure/" + endpoint.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    String id() {
        return endpoint.azureResourceId() + "/privateEndpointConnections/" + name();
    }

    /** Somewhere in a subscription that the owner of the resource does not know. Holds the endpoint's name. */
    private String privateEndpointId() {
        String place = endpoint.belongsToSomebodyElse() ? SOMEBODY_ELSE : VENDOR;
        String name = endpoint.name().replaceAll("[^\\w.-]+", "-") + "." + guid().substring(0, 8);
        return place + "/providers/Microsoft.Network/privateEndpoints/" + name;
    }

    boolean isIn(String status) {
        return endpoint.azureState().equals(status);
    }

    Map<String, Object> wire() {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("id", id());
        wire.put("name", name());
        wire.put("type", endpoint.azureResourceType() + "/privateEndpointConnections");
        wire.put("properties", properties());
        return wire;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("privateEndpoint", Map.of("id", privateEndpointId()));
        if (endpoint.azureResourceType().equals(PRIVATE_LINK_SERVICE)) {
            properties.put("linkIdentifier", Integer.toUnsignedString(guid().hashCode()));
        } else {
            properties.put("groupIds", List.of(String.valueOf(endpoint.groupId())));
        }
        properties.put("privateLinkServiceConnectionState", state());
        properties.put("provisioningState", "Succeeded");
        return properties;
    }

    /** Storage spells the hint in the singular. */
    private Map<String, Object> state() {
        String description = endpoint.azureDescription();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", endpoint.azureState());
        state.put("description", description == null ? "" : description);
        state.put(endpoint.azureResourceType().equals(STORAGE) ? "actionRequired" : "actionsRequired", "None");
        return state;
    }
}
