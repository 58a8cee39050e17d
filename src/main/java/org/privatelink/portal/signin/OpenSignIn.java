package org.privatelink.portal.signin;

import java.time.Instant;

/**
 * A sign-in that stands, as people are shown it.
 *
 * @param personId the provider's {@code sub}
 * @param account the person as the portal knows them
 * @param browser in a word or two; empty where nothing is known of it
 * @param usedAt when the roles were last read, which is done every few minutes while it is in use
 */
public record OpenSignIn(
        String id,
        String personId,
        String account,
        String name,
        String address,
        String browser,
        Instant begunAt,
        Instant usedAt) {}
