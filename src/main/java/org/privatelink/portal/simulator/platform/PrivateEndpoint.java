package org.privatelink.portal.simulator.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A private endpoint with the two states that it has: Azure's, and Platform's, which follows later.
 *
 * @param fqdns null when the request that made it had none
 * @param state as Platform knows it
 * @param azureState as the owner of the resource left it
 * @param azureChangedAt epoch milliseconds of the owner's last decision
 */
record PrivateEndpoint(
        String id,
        String sandbox,
        long createdAt,
        String name,
        String subscriptionId,
        String resourceGroupName,
        String resourceName,
        @Nullable List<String> fqdns,
        SpecRef connectionSpec,
        String state,
        String azureState,
        long azureChangedAt) {

    private static final Set<String> NOT_COUNTED = Set.of("Rejected", "Failed");
    private static final Set<String> NOT_RESOLVED = Set.of("Rejected", "Failed", "Disconnected");

    /** Platform's view of now: it notices what happened in Azure only after the lag. */
    PrivateEndpoint at(Instant now, Duration lag) {
        boolean noticed = !now.isBefore(Instant.ofEpochMilli(azureChangedAt).plus(lag));
        return noticed ? with(azureState, azureState, azureChangedAt) : this;
    }

    PrivateEndpoint decided(Decision decision, Instant now) {
        return with(state, decision.state(), now.toEpochMilli());
    }

    private PrivateEndpoint with(String state, String azureState, long azureChangedAt) {
        return new PrivateEndpoint(
                id,
                sandbox,
                createdAt,
                name,
                subscriptionId,
                resourceGroupName,
                resourceName,
                fqdns,
                connectionSpec,
                state,
                azureState,
                azureChangedAt);
    }

    boolean isApproved() {
        return state.equals("Approved");
    }

    boolean countsInAllowance() {
        return !NOT_COUNTED.contains(state);
    }

    boolean isResolvable() {
        return !NOT_RESOLVED.contains(state);
    }

    boolean serves(String specId, Targets targets) {
        return connectionSpec.id().equals(specId) && targets.match(resourceName, fqdns == null ? List.of() : fqdns);
    }

    /** As create answers: {@code fqdns} only if they were sent. */
    Map<String, Object> wireOfCreate() {
        Map<String, Object> wire = wire();
        if (fqdns == null) {
            wire.remove("fqdns");
        }
        return wire;
    }

    Map<String, Object> wire() {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("id", id);
        wire.put("name", name);
        wire.put("subscriptionId", subscriptionId);
        wire.put("resourceGroupName", resourceGroupName);
        wire.put("resourceName", resourceName);
        wire.put("fqdns", fqdns == null ? List.of() : fqdns);
        wire.put("connectionSpec", connectionSpec);
        wire.put("state", state);
        return wire;
    }

    public String azureResourceId() {
        String type = switch (connectionSpec.id()) {
            case ConnectionSpec.POSTGRES -> "Microsoft.DBforPostgreSQL/flexibleServers";
            case ConnectionSpec.SNOWFLAKE -> "Microsoft.Network/privateLinkServices";
            default -> "Microsoft.Storage/storageAccounts";
        };
        return "/subscriptions/" + subscriptionId + "/resourceGroups/" + resourceGroupName + "/providers/" + type + "/"
                + resourceName;
    }

    /** What the owner may still do: in Azure a refusal and a removal are final. */
    public Set<Decision> openDecisions() {
        return switch (azureState) {
            case "Pending" -> Set.of(Decision.APPROVE, Decision.REJECT, Decision.DISCONNECT);
            case "Approved" -> Set.of(Decision.REJECT, Decision.DISCONNECT);
            case "Rejected" -> Set.of(Decision.DISCONNECT);
            default -> Set.of();
        };
    }

    public boolean offers(Decision decision) {
        return openDecisions().contains(decision);
    }
}
