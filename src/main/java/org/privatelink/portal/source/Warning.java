package org.privatelink.portal.source;

/**
 * Something that a person should look at before credentials are used.
 *
 * @param code what the person confirms; the same for the same reason
 * @param text in the person's language; holds nothing of a secret
 * @param stops whether nothing is sent until it is confirmed
 */
public record Warning(String code, String text, boolean stops) {}
