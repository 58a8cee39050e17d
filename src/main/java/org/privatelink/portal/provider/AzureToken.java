package org.privatelink.portal.provider;

import org.privatelink.portal.platform.Secret;

/** A person's token for Azure Resource Manager. */
public record AzureToken(Secret value) {}
