package org.privatelink.portal.azure;

import java.util.Locale;
import java.util.Optional;

/** What an owner can decide on a private endpoint connection, with the status that Azure gives it. */
public enum Decision {
    APPROVE("Approved"),
    REJECT("Rejected");

    private final String status;

    Decision(String status) {
        this.status = status;
    }

    String status() {
        return status;
    }

    /** Last part of message keys, and the value in forms. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Decision> of(String key) {
        for (Decision decision : values()) {
            if (decision.key().equals(key)) {
                return Optional.of(decision);
            }
        }
        return Optional.empty();
    }
}
