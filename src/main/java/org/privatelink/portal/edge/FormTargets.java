package org.privatelink.portal.edge;

import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a form may lead beside the portal itself, by redirects too, since Chromium holds these to the policy.
 *
 * @param origins scheme, host and port each
 */
public record FormTargets(Supplier<Set<String>> origins) {}
