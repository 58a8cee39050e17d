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
 * @param azureDescription what the owner wrote about it
 * @param underway a decision that Azure still works on
 */
public record PrivateEndpoint(
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
        long azureChangedAt,
        @Nullable String azureDescription,
        @Nullable AzureChange underway) {

    /** No sandbox has this name. */
    static final String SOMEBODY_ELSE = "another-company";
    private static final Set<String> IN_AZURE = Set.of("Pending", "Approved", "Rejected");
    private static final Set<String> NOT_COUNTED = Set.of("Rejected", "Failed");
    private static final Set<String> NOT_RESOLVED = Set.of("Rejected", "Failed", "Disconnected");

    /** Asked for at Platform, and not yet decided. */
    static PrivateEndpoint pending(
            String sandbox,
            Instant now,
            String name,
            String subscriptionId,
            String resourceGroupName,
            String resourceName,
            @Nullable List<String> fqdns,
            SpecRef connectionSpec) {
        return new PrivateEndpoint(
                Ids.random(),
                sandbox,
                now.toEpochMilli(),
                name,
                subscriptionId,
                resourceGroupName,
                resourceName,
                fqdns,
                connectionSpec,
                "Pending",
                "Pending",
                now.toEpochMilli(),
                null,
                null);
    }

    /** Its owner is not at Platform: only the owner of the resource sees it. */
    public boolean belongsToSomebodyElse() {
        return sandbox.equals(SOMEBODY_ELSE);
    }

    /** The view of now: Azure takes its time over some decisions, and Platform notices them only after the lag. */
    PrivateEndpoint at(Instant now, Duration lag) {
        return settled(now).noticed(now, lag);
    }

    private PrivateEndpoint settled(Instant now) {
        return underway == null || now.toEpochMilli() < underway.at()
                ? this
                : with(state, underway.state(), underway.at(), underway.description(), null);
    }

    private PrivateEndpoint noticed(Instant now, Duration lag) {
        boolean noticed = !now.isBefore(Instant.ofEpochMilli(azureChangedAt).plus(lag));
        return noticed ? with(azureState, azureState, azureChangedAt, azureDescription, underway) : this;
    }

    PrivateEndpoint decided(Decision decision, @Nullable String description, Instant from) {
        AzureChange change = new AzureChange(decision.state(), description, from.toEpochMilli());
        return with(state, azureState, azureChangedAt, azureDescription, change);
    }

    PrivateEndpoint described(@Nullable String description) {
        return with(state, azureState, azureChangedAt, description, underway);
    }

    private PrivateEndpoint with(
            String state,
            String azureState,
            long azureChangedAt,
            @Nullable String azureDescription,
            @Nullable AzureChange underway) {
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
                azureChangedAt,
                azureDescription,
                underway);
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
        return "/subscriptions/" + subscriptionId + "/resourceGroups/" + resourceGroupName + "/providers/"
                + azureResourceType() + "/" + resourceName;
    }

    public String azureResourceType() {
        return switch (connectionSpec.id()) {
            case ConnectionSpec.POSTGRES -> "Microsoft.DBforPostgreSQL/flexibleServers";
            case ConnectionSpec.SNOWFLAKE -> "Microsoft.Network/privateLinkServices";
            default -> "Microsoft.Storage/storageAccounts";
        };
    }

    /** The part of the resource that it leads to; null where a resource has no parts. */
    public @Nullable String groupId() {
        return switch (connectionSpec.id()) {
            case ConnectionSpec.POSTGRES -> "postgresqlServer";
            case ConnectionSpec.SNOWFLAKE -> null;
            case ConnectionSpec.ADLS -> "dfs";
            case ConnectionSpec.FILES -> "file";
            case ConnectionSpec.TABLE -> "table";
            default -> "blob";
        };
    }

    /** Whether the owner has a connection of it: one that failed never arrived, one that was removed is gone. */
    public boolean hasArrivedInAzure() {
        return IN_AZURE.contains(azureState);
    }

    /** Whether Azure still works on the owner's last decision. */
    public boolean awaitsAzure() {
        return underway != null;
    }

    /** What the owner may still do: in Azure a refusal and a removal are final. */
    Set<Decision> openDecisions() {
        if (awaitsAzure()) {
            return Set.of();
        }
        return switch (azureState) {
            case "Pending" -> Set.of(Decision.APPROVE, Decision.REJECT, Decision.DISCONNECT);
            case "Approved" -> Set.of(Decision.REJECT, Decision.DISCONNECT);
            case "Rejected" -> Set.of(Decision.DISCONNECT);
            default -> Set.of();
        };
    }

    /**
     * What an owner's decision makes of it.
     *
     * @param at epoch milliseconds from which on it counts
     */
    record AzureChange(String state, @Nullable String description, long at) {}
}
