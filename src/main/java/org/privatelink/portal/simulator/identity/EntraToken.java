package org.privatelink.portal.simulator.identity;

import java.time.Instant;
import java.util.List;

/**
 * Who somebody is in Azure.
 *
 * @param objectId claim {@code oid}
 * @param upn the user principal name
 * @param roles of the person in the demo; the token itself does not carry them
 */
public record EntraToken(String objectId, String upn, List<String> roles, Instant expiresAt) {}
