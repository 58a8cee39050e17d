package org.privatelink.portal.connection;

import java.util.Collection;
import java.util.List;

/**
 * Which connections are wanted. Empty texts and collections ask for nothing in particular.
 *
 * @param text occurs in name, id, description, endpoint's id, host or creator, in any letter case
 * @param specId of the source
 * @param endpointIds one of these endpoints serves it
 * @param privateOnly only those with private link
 * @param unresolved only those of which Platform did not note the endpoint
 * @param hosts it leads to one of these hosts, or to one whose first label is among them; in lower case
 */
public record ConnectionQuery(
        Collection<String> sandboxes,
        String text,
        String specId,
        Collection<String> endpointIds,
        boolean privateOnly,
        boolean unresolved,
        Collection<String> hosts) {

    /** All of one sandbox. */
    public static ConnectionQuery in(String sandbox) {
        return new ConnectionQuery(List.of(sandbox), "", "", List.of(), false, false, List.of());
    }

    /** A text in several sandboxes; none at all when there is no sandbox. */
    public static ConnectionQuery of(Collection<String> sandboxes, String text) {
        return new ConnectionQuery(sandboxes, text, "", List.of(), false, false, List.of());
    }

    public ConnectionQuery withText(String wanted) {
        return new ConnectionQuery(sandboxes, wanted, specId, endpointIds, privateOnly, unresolved, hosts);
    }

    public ConnectionQuery ofSource(String wanted) {
        return new ConnectionQuery(sandboxes, text, wanted, endpointIds, privateOnly, unresolved, hosts);
    }

    public ConnectionQuery ofEndpoints(Collection<String> wanted) {
        return new ConnectionQuery(sandboxes, text, specId, wanted, privateOnly, unresolved, hosts);
    }

    public ConnectionQuery onlyPrivate() {
        return new ConnectionQuery(sandboxes, text, specId, endpointIds, true, unresolved, hosts);
    }

    /** Private ones without an endpoint's id. */
    public ConnectionQuery onlyUnresolved() {
        return new ConnectionQuery(sandboxes, text, specId, endpointIds, true, true, hosts);
    }

    public ConnectionQuery leadingTo(Collection<String> wanted) {
        return new ConnectionQuery(sandboxes, text, specId, endpointIds, privateOnly, unresolved, wanted);
    }
}
