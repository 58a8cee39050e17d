package org.privatelink.portal.watch;

import java.time.Instant;

/**
 * The right to look at a sandbox, which one portal has at a time.
 *
 * @param failures in a row before this look
 */
record Claim(String sandbox, String lease, Instant begun, int failures) {}
