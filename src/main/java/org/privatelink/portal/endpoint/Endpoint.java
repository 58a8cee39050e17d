package org.privatelink.portal.endpoint;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A private endpoint as Platform records it. There is no creator, time or reason in it, and names are not unique.
 *
 * @param id opaque: not always a UUID (contract trap 5)
 * @param fqdns host names; absent, null and empty mean the same
 */
public record Endpoint(
        String id,
        @Nullable String name,
        @Nullable String subscriptionId,
        @Nullable String resourceGroupName,
        @Nullable String resourceName,
        @Nullable List<String> fqdns,
        @Nullable Spec connectionSpec,
        @Nullable String state) {

    /** Which source it is for. */
    public record Spec(@Nullable String id, @Nullable String version) {}

    public Endpoint {
        Objects.requireNonNull(id, "id");
        fqdns = fqdns == null ? List.of() : fqdns.stream().filter(Objects::nonNull).toList();
    }

    public EndpointState status() {
        return EndpointState.of(state);
    }

    public String label() {
        return name == null || name.isBlank() ? id : name;
    }

    public String specId() {
        return connectionSpec == null || connectionSpec.id() == null ? "" : connectionSpec.id();
    }

    /** Same source and same resource; Azure's names know no letter case. */
    public boolean leadsTo(Target target) {
        return specId().equalsIgnoreCase(target.specId())
                && target.subscriptionId().equalsIgnoreCase(subscriptionId)
                && target.resourceGroupName().equalsIgnoreCase(resourceGroupName)
                && target.resourceName().equalsIgnoreCase(resourceName);
    }

    /** What an endpoint leads to. */
    public record Target(String specId, String subscriptionId, String resourceGroupName, String resourceName) {}
}
