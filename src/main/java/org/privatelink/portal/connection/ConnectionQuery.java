package org.privatelink.portal.connection;

import java.util.Collection;
import java.util.List;

/**
 * Which connections are wanted. Empty texts and collections ask for nothing in particular.
 *
 * @param text occurs in name, id, description, endpoint's id, host or creator, in any letter case
 * @param specId of the source
 * @param otherSpecIds of none of these sources
 * @param endpointIds one of these endpoints serves it
 * @param privateOnly only those with private link
 * @param unresolved only those of which Platform did not note the endpoint
 * @param hosts it leads to one of these hosts, or to one whose first label is among them; one with a dot at its end is
 *     meant as a whole; in lower case
 * @param otherHosts it leads to none of these; written in the same way
 */
public record ConnectionQuery(
        Collection<String> sandboxes,
        String text,
        String specId,
        Collection<String> otherSpecIds,
        Collection<String> endpointIds,
        boolean privateOnly,
        boolean unresolved,
        Collection<String> hosts,
        Collection<String> otherHosts) {

    /** All of one sandbox. */
    public static ConnectionQuery in(String sandbox) {
        return new ConnectionQuery(List.of(sandbox), "", "", List.of(), List.of(), false, false, List.of(), List.of());
    }

    /** A text in several sandboxes; none at all when there is no sandbox. */
    public static ConnectionQuery of(Collection<String> sandboxes, String text) {
        return new ConnectionQuery(sandboxes, text, "", List.of(), List.of(), false, false, List.of(), List.of());
    }

    public ConnectionQuery withText(String wanted) {
        return new ConnectionQuery(sandboxes, wanted, specId, otherSpecIds, endpointIds, privateOnly, unresolved, hosts, otherHosts);
    }

    public ConnectionQuery ofSource(String wanted) {
        return new ConnectionQuery(sandboxes, text, wanted, otherSpecIds, endpointIds, privateOnly, unresolved, hosts, otherHosts);
    }

    public ConnectionQuery notOfSources(Collection<String> unwanted) {
        return new ConnectionQuery(
                sandboxes, text, specId, unwanted, endpointIds, privateOnly, unresolved, hosts, otherHosts);
    }

    public ConnectionQuery ofEndpoints(Collection<String> wanted) {
        return new ConnectionQuery(sandboxes, text, specId, otherSpecIds, wanted, privateOnly, unresolved, hosts, otherHosts);
    }

    public ConnectionQuery onlyPrivate() {
        return new ConnectionQuery(sandboxes, text, specId, otherSpecIds, endpointIds, true, unresolved, hosts, otherHosts);
    }

    /** Private ones without an endpoint's id. */
    public ConnectionQuery onlyUnresolved() {
        return new ConnectionQuery(sandboxes, text, specId, otherSpecIds, endpointIds, true, true, hosts, otherHosts);
    }

    public ConnectionQuery leadingTo(Collection<String> wanted) {
        return new ConnectionQuery(sandboxes, text, specId, otherSpecIds, endpointIds, privateOnly, unresolved, wanted, otherHosts);
    }

    public ConnectionQuery notLeadingTo(Collection<String> unwanted) {
        return new ConnectionQuery(sandboxes, text, specId, otherSpecIds, endpointIds, privateOnly, unresolved, hosts, unwanted);
    }
}
