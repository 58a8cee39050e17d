package org.privatelink.portal.azure;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An entry in a resource's list of private endpoint connections, as Azure tells it. Its texts were written by others:
 * they are shortened and hold no character that hides or turns around what stands beside it.
 *
 * @param name made by Azure; not the endpoint's name
 * @param id of this connection; empty when Azure told none
 * @param status Pending, Approved, Rejected, Disconnected or what Azure says
 * @param groupIds sub-resources; empty where Azure does not tell them
 * @param privateEndpointId of the private endpoint at the other side
 */
public record PrivateEndpointConnection(
        String name, String id, String status, List<String> groupIds, String description, String privateEndpointId) {

    private static final int LONGEST = 500;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final Pattern NAME = Pattern.compile("[\\w.()-]{0,199}[\\w()-]");

    static PrivateEndpointConnection of(JsonNode item) {
        JsonNode properties = item.path("properties");
        JsonNode state = properties.path("privateLinkServiceConnectionState");
        Stream<JsonNode> groups =
                Stream.concat(properties.path("groupIds").valueStream(), Stream.of(properties.path("groupId")));
        return new PrivateEndpointConnection(
                text(item.path("name")),
                text(item.path("id")),
                text(state.path("status")),
                groups.map(PrivateEndpointConnection::text).filter(group -> !group.isEmpty()).toList(),
                text(state.path("description")),
                text(properties.path("privateEndpoint").path("id")));
    }

    private static String text(JsonNode value) {
        String text = value.isString() ? UNSEEN.matcher(value.asString()).replaceAll(" ").strip() : "";
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    public boolean isPending() {
        return status.equalsIgnoreCase("Pending");
    }

    /** It is what it says it is: a connection of that resource, with a name that can stand in an address. */
    public boolean isOf(AzureResourceId resource) {
        String path = resource + "/privateEndpointConnections/" + name;
        return NAME.matcher(name).matches() && (id.isEmpty() || id.toLowerCase(Locale.ROOT).equals(path.toLowerCase(Locale.ROOT)));
    }
}
