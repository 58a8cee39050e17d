package org.privatelink.portal.platform;

/** Platform did not answer for a while, and does again. */
public record PlatformAnswers() {}
