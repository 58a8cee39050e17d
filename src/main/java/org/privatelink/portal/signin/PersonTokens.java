package org.privatelink.portal.signin;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provider gave out when a person signed in. Its text form does not show it.
 *
 * @param access for asking the provider who the person is, and Platform in the person's name
 * @param accessEnds null when the provider did not say
 * @param refresh null when the provider gives none
 */
record PersonTokens(String access, @Nullable Instant accessEnds, @Nullable String refresh) {

    boolean lasts(Duration atLeast, Instant now) {
        return accessEnds == null || now.plus(atLeast).isBefore(accessEnds);
    }

    @Override
    public String toString() {
        return "PersonTokens[hidden]";
    }
}
