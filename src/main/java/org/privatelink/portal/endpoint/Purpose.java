package org.privatelink.portal.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * Why an endpoint was asked for.
 *
 * @param owner who answers for the Azure resource or the data: a person or group
 */
public record Purpose(String reason, @Nullable String ticket, String owner) {}
