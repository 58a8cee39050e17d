package org.privatelink.portal.request;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.NewEndpoint;
import org.privatelink.portal.endpoint.Purpose;
import org.privatelink.portal.page.Kept;
import org.privatelink.portal.source.Source;

/**
 * What is asked for to create an endpoint, under Platform's property names where it has them.
 *
 * @param resourceId a whole Azure resource id, from which the next three are filled
 * @param fqdns host names, one a line
 */
record RequestForm(
        @Nullable String source,
        @Nullable String resourceId,
        @Nullable String name,
        @Nullable String subscriptionId,
        @Nullable String resourceGroupName,
        @Nullable String resourceName,
        @Nullable String fqdns,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable String owner) {

    RequestForm {
        source = tidy(source);
        resourceId = tidy(resourceId);
        name = tidy(name);
        subscriptionId = tidy(subscriptionId);
        resourceGroupName = tidy(resourceGroupName);
        resourceName = tidy(resourceName);
        fqdns = tidy(fqdns);
        reason = tidy(reason);
        ticket = tidy(ticket);
        owner = tidy(owner);
    }

    private static String tidy(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    static RequestForm of(Kept kept) {
        return new RequestForm(
                kept.value("source"),
                kept.value("resourceId"),
                kept.value("name"),
                kept.value("subscriptionId"),
                kept.value("resourceGroupName"),
                kept.value("resourceName"),
                kept.value("fqdns"),
                kept.value("reason"),
                kept.value("ticket"),
                kept.value("owner"));
    }

    public List<String> hosts() {
        return Arrays.stream(fqdns.split("[\\s,]+")).filter(host -> !host.isEmpty()).toList();
    }

    RequestForm filledFrom(AzureResourceId id) {
        return new RequestForm(
                source, "", name, id.subscriptionId(), id.resourceGroupName(), id.resourceName(), fqdns, reason, ticket, owner);
    }

    /** Only what the source's form asks for is checked, and only that is kept. */
    RequestForm fittedTo(Source of) {
        return of.needsFqdns()
                ? this
                : new RequestForm(
                        source, resourceId, name, subscriptionId, resourceGroupName, resourceName, "", reason, ticket, owner);
    }

    Endpoint.Target target(String specId) {
        return new Endpoint.Target(specId, subscriptionId, resourceGroupName, resourceName);
    }

    AzureResourceId resourceId(Source of) {
        return new AzureResourceId(subscriptionId, resourceGroupName, of.resourceType(), resourceName);
    }

    /** Letter case does not matter to Azure. */
    boolean hasTargetOf(RequestForm other) {
        return source.equals(other.source)
                && subscriptionId.equalsIgnoreCase(other.subscriptionId)
                && resourceGroupName.equalsIgnoreCase(other.resourceGroupName)
                && resourceName.equalsIgnoreCase(other.resourceName);
    }

    NewEndpoint wanted(Source source) {
        return new NewEndpoint(name, source, target(source.specId()), hosts());
    }

    Purpose purpose() {
        return new Purpose(reason, ticket.isEmpty() ? null : ticket, owner);
    }

    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("source", source);
        values.put("resourceId", resourceId);
        values.put("name", name);
        values.put("subscriptionId", subscriptionId);
        values.put("resourceGroupName", resourceGroupName);
        values.put("resourceName", resourceName);
        values.put("fqdns", fqdns);
        values.put("reason", reason);
        values.put("ticket", ticket);
        values.put("owner", owner);
        return values;
    }
}
